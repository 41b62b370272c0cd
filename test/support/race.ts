import { DomainError, type ErrorCode } from "../../src/domain/errors.js";

export type End = "done" | ErrorCode;

/**
 * Starts all acts at once and answers how each ended, in their order. An error that is no refusal of the domain fails
 * the test, once all have ended.
 */
export async function race(...acts: (() => Promise<unknown>)[]): Promise<End[]> {
  const results = await Promise.allSettled(acts.map((act) => act()));
  return results.map((result) => {
    if (result.status === "fulfilled") return "done";
    if (result.reason instanceof DomainError) return result.reason.code;
    throw new Error("a race ended with what is no refusal", { cause: result.reason });
  });
}

/** How often each end came. */
export function tally(ends: readonly End[]): Partial<Record<End, number>> {
  const counts: Partial<Record<End, number>> = {};
  for (const end of ends) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
}

export const times = <Result>(count: number, make: (index: number) => Result): Result[] =>
  Array.from({ length: count }, (_, index) => make(index));

/**
 * Arranges so many rounds one after the other, and lets them all run at once: more callers than the pool has
 * connections, so that every round meets the others in its queue too.
 */
export async function rounds<Place>(
  count: number,
  arrange: (index: number) => Promise<Place>,
  run: (place: Place) => Promise<void>,
): Promise<void> {
  const places: Place[] = [];
  for (let index = 0; index < count; index++) places.push(await arrange(index));
  const results = await Promise.allSettled(places.map(run));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
