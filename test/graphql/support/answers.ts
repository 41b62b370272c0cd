import type { Answer } from "../../support/app.js";

/** What a request may be refused with as a whole. INTERNAL_SERVER_ERROR is in the contract, and no input's fault. */
export const refusals = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "BAD_USER_INPUT",
  "RATE_LIMITED",
  "QUERY_TOO_COMPLEX",
] as const;

const inside =
  /originalError|stacktrace|node_modules|\.[jt]s:\d|\/src\/|\bSELECT\b|\bINSERT\b|\bUPDATE "|prisma|postgres|call stack/i;

/** All that no answer to any input whatever may have in it. */
export function faultsOf({ status, body, errors = [] }: Answer): string[] {
  const faults: string[] = [];
  if (status >= 500) faults.push(`status ${status}`);
  if (typeof body !== "object" || body === null) return [...faults, "no JSON object"];
  const text = JSON.stringify(body);
  if (inside.test(text)) faults.push(`shows how it is made: ${text.slice(0, 500)}`);
  for (const { message, extensions, ...rest } of errors) {
    const { code, ...others } = extensions;
    if (!(refusals as readonly unknown[]).includes(code)) faults.push(`code ${String(code)}: ${message.slice(0, 200)}`);
    const strange = [...Object.keys(others), ...Object.keys(rest)].filter(
      (key) => !["cost", "path", "locations"].includes(key),
    );
    if (strange.length > 0) faults.push(`has ${strange.join(", ")}`);
    if (message.trim() === "") faults.push("an error without a message");
  }
  return faults;
}

interface Refusal {
  code: string;
  message: string;
  field: string[] | null;
}

/** The userErrors of every mutation of an answer. */
export const userErrorsOf = ({ data }: Answer): Refusal[] =>
  Object.values((data ?? {}) as Record<string, { userErrors?: Refusal[] } | null>).flatMap(
    (payload) => payload?.userErrors ?? [],
  );

/** Whether nothing of it was done. */
export const isRefused = (answer: Answer): boolean => answer.codes().length > 0 || userErrorsOf(answer).length > 0;
