import pLimit from "p-limit";
import { DomainError } from "../errors.js";

/** A file takes memory and time of the process: so many at once, and so many that wait. */
const gate = pLimit(2);
const mostWaiting = 20;
/** Running and waiting, of one account. */
const mostOfAccount = 4;

const perAccount = new Map<string, number>();

/**
 * Does the work when it is its turn. Errors: UNAVAILABLE while too many are waiting, or where the account has its share of
 * the places already.
 */
export async function inLine<Result>(account: string, work: () => Promise<Result>): Promise<Result> {
  if (gate.pendingCount >= mostWaiting) throw busy("Too many imports are waiting.");
  const own = perAccount.get(account) ?? 0;
  if (own >= mostOfAccount) throw busy("Too many imports of this account are waiting.");
  perAccount.set(account, own + 1);
  try {
    return await gate(work);
  } finally {
    const left = (perAccount.get(account) ?? 1) - 1;
    if (left > 0) perAccount.set(account, left);
    else perAccount.delete(account);
  }
}

const busy = (message: string) => new DomainError("UNAVAILABLE", message, { retryAfterSeconds: 5 });
