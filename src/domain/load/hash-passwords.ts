import { hashPassword } from "../account/password.js";
import type { Shape } from "./shapes.js";

/** Each hash takes 19 MiB while it is made, and one core. */
const atOnce = 4;

/**
 * The hashes of the accounts that bring a password, by account id. An empty one is none: with it anybody could log in.
 */
export async function hashPasswords(accounts: readonly Shape["accounts"][]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const waiting = accounts.filter(({ password }) => password).values();
  const work = async () => {
    // The iterator is shared: each worker takes the next account that nobody has taken.
    for (const { id, password } of waiting) if (password) hashes.set(id, await hashPassword(password));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return hashes;
}
