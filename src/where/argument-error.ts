/** A malformed argument of a request: it is answered 400, whoever asks. */
export class ArgumentError extends Error {
  override name = "ArgumentError";

  constructor(
    message: string,
    readonly code: "INVALID_ARGUMENT" | "OPERATOR_NOT_ALLOWED_IN_QUERY" | "QUERY_OBJECT_TOO_DEEP",
    /** The name under which it is answered, where that is not Error. */
    readonly kind?: "SyntaxError",
  ) {
    super(message);
  }
}

export const badArgument = (message: string): ArgumentError => new ArgumentError(message, "INVALID_ARGUMENT");

const longestName = 60;

/** A client's word as a message may repeat it: short, and without characters that end lines or hide. */
export const quoted = (name: string): string =>
  `"${name.length > longestName ? `${name.slice(0, longestName)}…` : name}"`.replace(/[\p{C}\p{Z}]/gu, (character) =>
    character === " " ? " " : "?",
  );
