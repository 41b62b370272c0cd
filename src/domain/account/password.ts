import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";
import { z } from "zod";
import { DomainError } from "../errors.js";

const shortest = 8;
/** Longer ones would only let a stranger buy our time. */
const longest = 200;

export const password = () => z.string().min(shortest).max(longest);

// Argon2id with the parameters that OWASP's password storage page gives first: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** So many are hashed at once, whoever asks, and so many wait: a flood must not take every processor, nor wait for ever. */
const atOnce = 2;
const mostWaiting = 64;
const retryAfterSeconds = 1;

const gate = pLimit(atOnce);

function gated<Result>(work: () => Promise<Result>): Promise<Result> {
  if (gate.pendingCount < mostWaiting) return gate(work);
  return Promise.reject(
    new DomainError("UNAVAILABLE", "Too many passwords wait to be checked. Try again shortly.", { retryAfterSeconds }),
  );
}

/** The hash to store of a password. Errors: UNAVAILABLE where too many wait. */
export const hashPassword = (plain: string): Promise<string> => gated(() => hash(plain, cost));

let nobody: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. An account without a password, or none at all, costs the same time, so that
 * the answer's delay does not tell who has an account. Errors: UNAVAILABLE where too many wait.
 */
export async function passwordFits(stored: string | null | undefined, plain: string): Promise<boolean> {
  const fits = await gated(async () => {
    // Within the gate already: a second place there could be refused for good, or wait for the first.
    nobody ??= hash("nobody's password", cost);
    return verify(stored ?? (await nobody), plain.slice(0, longest + 1));
  });
  return fits && stored != null;
}
