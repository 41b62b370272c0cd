import { STATUS_CODES } from "node:http";
import { DomainError, type ErrorCode, type Problem } from "../domain/errors.js";
import { isUnavailable } from "../domain/faults.js";
import { ArgumentError } from "../where/argument-error.js";
import { type Valued, validationAnswer } from "./validation-answer.js";

/** What `/v1` answers a refusal with. */
export interface Refusal {
  status: number;
  body: { error: Record<string, unknown> };
  headers?: Record<string, string>;
}

/** How a code of the domain is answered: `message` and `name` stand in for the domain's own, `code` for the code's name. */
interface Entry {
  status: number;
  code?: string;
  message?: string;
  name?: string;
}

const unauthorized = { status: 401, code: "AUTHORIZATION_REQUIRED", message: "Authorization Required" };
const ruleRefuses = { status: 422 };

/** The original service tells no right from no token, and knows neither 403 nor 409. */
export const answers = {
  UNAUTHENTICATED: unauthorized,
  TOKEN_EXPIRED: { status: 401, code: "INVALID_TOKEN", message: "Invalid Access Token" },
  FORBIDDEN: unauthorized,
  NOT_FOUND: { status: 404, code: "MODEL_NOT_FOUND" },
  INVALID_ARGUMENT: { status: 400 },
  RATE_LIMITED: { status: 429 },
  UNAVAILABLE: { status: 503 },
  VALIDATION_FAILED: { status: 422, name: "ValidationError" },
  LOGIN_FAILED: { status: 401 },
  INVALID_PASSWORD: { status: 400 },
  INVALID_TOKEN: { status: 400 },
  EMAIL_NOT_VERIFIED: ruleRefuses,
  CONFIRMATION_REQUIRED: ruleRefuses,
  ALREADY_MEMBER: ruleRefuses,
  INVITATION_NOT_PENDING: ruleRefuses,
  INVITATION_EXPIRED: ruleRefuses,
  MEMBERSHIP_NOT_ACTIVE: ruleRefuses,
  LAST_ADMIN: ruleRefuses,
  ORGANIZATION_INACTIVE: ruleRefuses,
  IMMUTABLE: ruleRefuses,
  IDEMPOTENCY_MISMATCH: ruleRefuses,
} as const satisfies Record<ErrorCode, Entry>;

/** A refusal of the door itself, before any use-case: a path, a body or a media type. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    override readonly name: string,
    message: string,
    readonly code?: string,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

const secondsUntilRetry = 1;

/** The answer to a request without an argument. */
export interface Missing {
  name: string;
  code: string;
  message: string;
}

/** What the route knows, by which a refusal is worded in the request's own names. */
export interface Asked {
  /** Arguments that have to be given, in the order in which they are documented. */
  required: readonly Missing[];
  /** The property of the request for one of the domain, and what was sent for it. */
  sent: (problem: Problem) => Valued;
}

/** The answer to whatever was thrown. Undefined for what nobody foresaw: that is a fault of ours. */
export function refusalOf(error: unknown, asked?: Asked): Refusal | undefined {
  if (error instanceof ArgumentError) return plain(400, error.kind ?? "Error", error.message, error.code);
  if (error instanceof RestError) return plain(error.status, error.name, error.message, error.code, error.details);
  if (error instanceof DomainError) return domainRefusal(error, asked);
  if (isUnavailable(error)) return unavailable();
  return undefined;
}

function domainRefusal(error: DomainError, asked?: Asked): Refusal {
  const entry: Entry = answers[error.code];
  if (error.code === "UNAVAILABLE") return unavailable(error.details.retryAfterSeconds);
  if (error.code === "VALIDATION_FAILED") {
    const problems = error.details.problems ?? [];
    const missing = asked?.required.find(({ name }) =>
      problems.some(({ path, rule }) => rule === "presence" && path.length === 1 && path[0] === name),
    );
    if (missing !== undefined) return plain(400, "Error", missing.message, missing.code);
    return { status: entry.status, body: { error: validationAnswer(error, problems, asked?.sent) } };
  }
  const { retryAfterSeconds } = error.details;
  const message = entry.message ?? ruleMessage(error, asked);
  return {
    ...plain(entry.status, entry.name ?? "Error", message, entry.code ?? error.code),
    ...(retryAfterSeconds === undefined ? {} : { headers: { "retry-after": String(retryAfterSeconds) } }),
  };
}

/** A rule about properties names them as the request does. */
function ruleMessage({ message, details: { problems = [] } }: DomainError, asked?: Asked): string {
  if (problems.length === 0 || !asked) return message;
  return `${problems.map((problem) => `\`${asked.sent(problem).name}\` ${problem.message}`).join("; ")}.`;
}

const plain = (
  statusCode: number,
  name: string,
  message: string,
  code?: string,
  details?: Readonly<Record<string, unknown>>,
): Refusal => ({
  status: statusCode,
  body: {
    error: { statusCode, name, message, ...(code === undefined ? {} : { code }), ...(details ? { details } : {}) },
  },
});

const unavailable = (seconds = secondsUntilRetry): Refusal => ({
  ...fault(503),
  headers: { "retry-after": String(seconds) },
});

/** An answer that shows nothing of what went wrong. */
export const fault = (statusCode: number): Refusal => ({
  status: statusCode,
  body: { error: { statusCode, message: STATUS_CODES[statusCode] ?? "Internal Server Error" } },
});
