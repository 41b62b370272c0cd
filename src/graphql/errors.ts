import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { DomainError, type ErrorCode } from "../domain/errors.js";
import { isUnavailable } from "../domain/faults.js";

/**
 * How GraphQL answers each code of the domain: with an entry in the payload's userErrors where the caller can mend it,
 * else as an error of the whole field with `extensions.code`.
 */
export const answers = {
  UNAUTHENTICATED: { topLevel: "UNAUTHENTICATED" },
  TOKEN_EXPIRED: { topLevel: "UNAUTHENTICATED" },
  FORBIDDEN: { topLevel: "FORBIDDEN" },
  NOT_FOUND: { topLevel: "NOT_FOUND" },
  INVALID_ARGUMENT: { topLevel: "BAD_USER_INPUT" },
  RATE_LIMITED: { topLevel: "RATE_LIMITED" },
  UNAVAILABLE: { topLevel: "UNAVAILABLE" },
  VALIDATION_FAILED: { userError: "VALIDATION_FAILED" },
  LOGIN_FAILED: { userError: "LOGIN_FAILED" },
  INVALID_PASSWORD: { userError: "INVALID_PASSWORD" },
  INVALID_TOKEN: { userError: "INVALID_TOKEN" },
  EMAIL_NOT_VERIFIED: { userError: "EMAIL_NOT_VERIFIED" },
  CONFIRMATION_REQUIRED: { userError: "CONFIRMATION_REQUIRED" },
  ALREADY_MEMBER: { userError: "ALREADY_MEMBER" },
  INVITATION_NOT_PENDING: { userError: "INVITATION_NOT_PENDING" },
  INVITATION_EXPIRED: { userError: "INVITATION_EXPIRED" },
  MEMBERSHIP_NOT_ACTIVE: { userError: "MEMBERSHIP_NOT_ACTIVE" },
  LAST_ADMIN: { userError: "LAST_ADMIN" },
  ORGANIZATION_INACTIVE: { userError: "ORGANIZATION_INACTIVE" },
  IMMUTABLE: { userError: "IMMUTABLE" },
  IDEMPOTENCY_MISMATCH: { userError: "IDEMPOTENCY_MISMATCH" },
} as const satisfies Record<ErrorCode, { topLevel: string } | { userError: string }>;

/** The codes that a mutation's userErrors can have, with what each means for a web developer. */
export const userErrorCodes = {
  VALIDATION_FAILED: "A field of the input is not valid; `field` names it.",
  TAKEN: "The value is in use already; `field` names it.",
  LOGIN_FAILED: "The address and the password do not fit.",
  INVALID_PASSWORD: "The present password is not right.",
  INVALID_TOKEN: "The mailed token is not known, was used, or has expired.",
  EMAIL_NOT_VERIFIED: "The caller has to verify its e-mail address first.",
  CONFIRMATION_REQUIRED: "Only a verified top-level account may skip the confirmation, for its own child accounts.",
  ALREADY_MEMBER: "The account belongs to the organization already.",
  INVITATION_NOT_PENDING: "The invitation is not open any more.",
  INVITATION_EXPIRED: "The invitation was open for seven days and is not any more.",
  MEMBERSHIP_NOT_ACTIVE: "Only who has accepted can be enabled and disabled.",
  LAST_ADMIN: "The organization would be left without an active admin.",
  ORGANIZATION_INACTIVE: "The organization is deactivated and can only be read.",
  IMMUTABLE: "The document is issued: this cannot change any more; `field` names it.",
  IDEMPOTENCY_MISMATCH: "The Idempotency-Key was used with another request.",
} as const;

export type UserErrorCode = keyof typeof userErrorCodes;

export interface UserError {
  code: UserErrorCode;
  message: string;
  field: string[] | null;
}

/** The userErrors of a refusal, or null where it is one of the whole field. */
export function userErrors(error: unknown): UserError[] | null {
  if (!(error instanceof DomainError)) return null;
  const answer = answers[error.code];
  if (!("userError" in answer)) return null;
  const { problems } = error.details;
  if (!problems) return [{ code: answer.userError, message: error.message, field: null }];
  return problems.map(({ path, rule, message }) => ({
    code: rule === "uniqueness" ? "TAKEN" : answer.userError,
    message: `${path.join(".")} ${message}`,
    field: path,
  }));
}

const secondsUntilRetry = 1;

/** An error as the client sees it. What is not foreseen is logged and shows nothing of itself. */
export function maskError(error: unknown, log: Logger): Error {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const place =
    error instanceof GraphQLError
      ? { nodes: error.nodes, source: error.source, positions: error.positions, path: error.path }
      : {};
  const answer = (message: string, extensions: Record<string, unknown>) =>
    new GraphQLError(message, { ...place, extensions });

  if (cause instanceof DomainError) {
    const entry = answers[cause.code];
    const code = "topLevel" in entry ? entry.topLevel : entry.userError;
    const { retryAfterSeconds } = cause.details;
    return answer(cause.message, {
      code,
      ...(retryAfterSeconds === undefined
        ? {}
        : {
            http: {
              ...(code === "UNAVAILABLE" ? { status: 503 } : {}),
              headers: { "retry-after": String(retryAfterSeconds) },
            },
          }),
    });
  }
  if (cause instanceof GraphQLError) return cause;
  if (cause instanceof Error && cause.name === "AbortError") {
    log.debug("the client went away");
    return answer("The request was given up.", { code: "UNAVAILABLE" });
  }
  if (isUnavailable(cause)) {
    // Known and frequent during an outage: its message says all, and a stack would fill the log.
    log.warn({ reason: cause instanceof Error ? cause.message : undefined }, "the database is not available");
    return answer("The service cannot answer right now. Try again shortly.", {
      code: "UNAVAILABLE",
      http: { status: 503, headers: { "retry-after": String(secondsUntilRetry) } },
    });
  }
  log.error({ err: cause }, "an unforeseen error");
  return answer("Internal server error.", { code: "INTERNAL_SERVER_ERROR" });
}
