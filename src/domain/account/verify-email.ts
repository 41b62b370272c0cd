import type { Account } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { lockAddress } from "../lock.js";
import { linkInvitations } from "../membership/link-invitations.js";
import { emailKey } from "../validate.js";

/**
 * Marks the address as its account's own, and links the invitations that wait for it. Answers the account's id, or null
 * where no account has the address. For operators and for whoever has shown to receive mail there.
 */
export async function verifyEmail(context: Context, email: string): Promise<string | null> {
  return context.database.transaction((tx) => markVerified(tx, context, emailKey(email)));
}

async function markVerified(tx: Transaction, context: Context, key: string): Promise<string | null> {
  await lockAddress(tx, key);
  const [account] = await tx.$queryRaw<Pick<Account, "id" | "emailVerified">[]>(sql`
    /* markVerified: the account keeps this address until it is marked */
    SELECT "id", "emailVerified" FROM "Account" WHERE "emailKey" = ${key} FOR NO KEY UPDATE`);
  if (!account) return null;
  if (!account.emailVerified) {
    await tx.account.update({ where: { id: account.id }, data: { emailVerified: true } });
    await audit(tx, context, {
      action: "account.verifyEmail",
      organizationId: null,
      objectType: "Account",
      objectId: account.id,
      from: { emailVerified: false },
      to: { emailVerified: true },
    });
  }
  await linkInvitations(tx, context, { id: account.id, emailKey: key });
  return account.id;
}
