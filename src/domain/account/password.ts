import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

const shortest = 8;
/** Longer ones would only let a stranger buy our time. */
const longest = 200;

export const password = () => z.string().min(shortest).max(longest);

// Argon2id with the parameters that OWASP's password storage page gives first: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (plain: string): Promise<string> => hash(plain, cost);

let nobody: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. An account without a password, or none at all, costs the same time, so that
 * the answer's delay does not tell who has an account.
 */
export async function passwordFits(stored: string | null | undefined, plain: string): Promise<boolean> {
  nobody ??= hashPassword("nobody's password");
  const fits = await verify(stored ?? (await nobody), plain.slice(0, longest + 1));
  return fits && stored != null;
}
