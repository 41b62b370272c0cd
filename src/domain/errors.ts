/**
 * Everything that the domain refuses, by its code. Each door answers every code in a table of its own that does not
 * compile while a code is missing.
 */
export const errorCodes = [
  "UNAUTHENTICATED",
  "TOKEN_EXPIRED",
  "FORBIDDEN",
  "NOT_FOUND",
  "INVALID_ARGUMENT",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "VALIDATION_FAILED",
  "LOGIN_FAILED",
  "INVALID_PASSWORD",
  "INVALID_TOKEN",
  "EMAIL_NOT_VERIFIED",
  "CONFIRMATION_REQUIRED",
  "ALREADY_MEMBER",
  "INVITATION_NOT_PENDING",
  "INVITATION_EXPIRED",
  "MEMBERSHIP_NOT_ACTIVE",
  "LAST_ADMIN",
  "ORGANIZATION_INACTIVE",
  "IMMUTABLE",
  "IDEMPOTENCY_MISMATCH",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The rules by which one property of an input can fail; the names are those of the REST contract. */
export type ValidationRule =
  | "presence"
  | "uniqueness"
  | "inclusion"
  | "length.min"
  | "length.max"
  | "numericality"
  | "date"
  | "type"
  | "custom.email"
  | "custom.text"
  | "custom.object"
  | "custom.rule";

export interface Problem {
  /** The property, and the way to it inside lists and objects. */
  path: string[];
  rule: ValidationRule;
  /** Reads on from the property's name: "can't be blank". */
  message: string;
}

/** A refusal with a code that a caller may see. Anything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  override name = "DomainError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { problems?: Problem[]; model?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message);
  }
}

export const notFound = (model: string, id: string): DomainError =>
  new DomainError("NOT_FOUND", `Unknown "${model}" id "${id}".`);

export const invalid = (message: string): DomainError => new DomainError("INVALID_ARGUMENT", message);

/** All that fails in an input, at once. */
export const invalidInput = (model: string, problems: Problem[]): DomainError =>
  new DomainError(
    "VALIDATION_FAILED",
    `The ${model} is not valid: ${problems.map((problem) => `${problem.path.join(".")} ${problem.message}`).join("; ")}.`,
    { problems, model },
  );

export const taken = (model: string, property: string): DomainError =>
  invalidInput(model, [{ path: [property], rule: "uniqueness", message: "is already taken" }]);
