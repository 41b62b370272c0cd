import type { Transaction } from "../../database/open.js";
import { voidTokens } from "./mailed-token.js";

/**
 * Stores the password's hash, and ends what was got with the one before: the account's access tokens but the one that is
 * kept, by its handle, and its mailed tokens for another password. Call with the account locked.
 */
export async function setPassword(
  tx: Transaction,
  accountId: string,
  passwordHash: string,
  keptToken: string | null,
): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { passwordHash } });
  await tx.accessToken.deleteMany({
    where: { accountId, ...(keptToken === null ? {} : { id: { not: keptToken } }) },
  });
  await voidTokens(tx, "password-reset", accountId);
}
