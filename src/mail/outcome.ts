/** What an attempt to send a mail came to. */
export type Outcome =
  /** The mail server has it. */
  | { kind: "sent" }
  /** The mail server does not have it, and may take it later. */
  | { kind: "later"; error: string }
  /** The mail server does not take it, now or ever. */
  | { kind: "refused"; error: string }
  /** It was not handed over, because it is somebody else's now, or of no use any more. */
  | { kind: "kept" }
  /** It was not handed over, because this process ends. */
  | { kind: "released" }
  /** This process ends while the mail server has the mail and has not said what it does with it. */
  | { kind: "unknown" };

/** How nodemailer tells what went wrong. */
interface SmtpFault {
  message?: unknown;
  command?: unknown;
  code?: unknown;
  permanent?: unknown;
}

/**
 * What the mail server's refusal means. A permanent one of the recipient, or of the mail itself, stays what it is. One of
 * the login, of the sender or of the connection is about the settings, which the operator can mend while the mail waits. A
 * connection that ends without an answer counts as a refusal for now, as RFC 5321 says for both ends (4.1.1.10).
 */
export function outcomeOf(error: unknown): Outcome {
  const { message, code, command, permanent } = (typeof error === "object" && error !== null ? error : {}) as SmtpFault;
  const text = typeof message === "string" ? message : "something that is no error was thrown";
  const ofThisMail = permanent === true && (command === "RCPT TO" || command === "DATA");
  // An address that cannot even be said to a mail server.
  const unspeakable = code === "EENVELOPE" && command === "API";
  return { kind: ofThisMail || unspeakable ? "refused" : "later", error: text };
}

const longestError = 500;

/** The error as one line that can be stored and logged, without the secrets. */
export function withoutSecretsIn(error: string, secrets: readonly (string | null | undefined)[]): string {
  let line = error
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  for (const secret of secrets) if (secret) line = line.replaceAll(secret, "…");
  return line.slice(0, longestError).toWellFormed();
}
