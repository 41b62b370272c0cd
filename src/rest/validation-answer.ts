import { inspect } from "node:util";
import type { DomainError, Problem } from "../domain/errors.js";

/** A property under the request's name, and what was sent for it; `secret` values are not repeated. */
export interface Valued {
  name: string;
  /** Where inside the property, as the message says it. */
  place?: string;
  value: unknown;
  secret?: boolean;
}

const longestShown = 32;
/** Of a list of thousands nobody reads more. */
const mostOfOne = 100;

/** The original service's body of a validation error: everything that failed, at once; of one property the first 100. */
export function validationAnswer(
  error: DomainError,
  problems: readonly Problem[],
  sent: (problem: Problem) => Valued = (problem) => ({ name: problem.path.join("."), value: undefined, secret: true }),
): Record<string, unknown> {
  const context = error.details.model ?? "Model";
  const codes = new Map<string, string[]>();
  const messages = new Map<string, string[]>();
  const said = problems.flatMap((problem) => {
    const { name, place, value, secret } = sent(problem);
    const own = codes.get(name) ?? [];
    if (own.length === mostOfOne) return [];
    const message = place ? `${place} ${problem.message}` : problem.message;
    codes.set(name, [...own, problem.rule]);
    messages.set(name, [...(messages.get(name) ?? []), message]);
    return [`\`${name}\` ${message} (value: ${secret ? "…" : shown(value)})`];
  });
  return {
    statusCode: 422,
    name: "ValidationError",
    message: `The \`${context}\` instance is not valid. Details: ${said.join("; ")}.`,
    details: { context, codes: Object.fromEntries(codes), messages: Object.fromEntries(messages) },
  };
}

/** A value as the message shows it, cut: it may be a megabyte. */
function shown(value: unknown): string {
  if (typeof value === "string") return cut(JSON.stringify(value.slice(0, longestShown + 1).toWellFormed()));
  if (typeof value === "object" && value !== null) return cut(inspect(value, { depth: 0, breakLength: Infinity }));
  return String(value);
}

const cut = (text: string): string => (text.length > longestShown ? `${text.slice(0, longestShown - 3)}...` : text);
