import { DomainError, type ErrorCode } from "../../src/domain/errors.js";

/** The refusal that the act ends with. Fails where it succeeds, or ends with anything but a refusal of the domain. */
export async function refusalOf(act: Promise<unknown>): Promise<DomainError> {
  let done: unknown;
  try {
    done = await act;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw new Error("this was to be refused, and broke instead", { cause: error });
  }
  throw new Error(`this was to be refused, and was done: ${JSON.stringify(done)}`);
}

export const codeOf = async (act: Promise<unknown>): Promise<ErrorCode> => (await refusalOf(act)).code;

/** Which properties of the input were refused, each with the rule it failed by. */
export async function problemsOf(act: Promise<unknown>): Promise<Record<string, string>> {
  const { details } = await refusalOf(act);
  return Object.fromEntries((details.problems ?? []).map(({ path, rule }) => [path.join("."), rule]));
}
