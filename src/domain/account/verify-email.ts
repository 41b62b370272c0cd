import { z } from "zod";
import type { Account } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { lockAddress } from "../lock.js";
import { linkInvitations } from "../membership/link-invitations.js";
import { emailKey, validate } from "../validate.js";
import { consumeToken, holderOfToken, mailedToken, voidTokens } from "./mailed-token.js";

/**
 * Marks the address as its account's own, and links the invitations that wait for it. Answers the account's id, or null
 * where no account has the address. For operators, whose word is enough.
 */
export async function verifyEmail(context: Context, email: string): Promise<string | null> {
  return context.database.transaction(async (tx) => {
    const account = await lockAccountOf(tx, emailKey(email));
    if (!account) return null;
    await markVerified(tx, context, account, context.caller?.id ?? null);
    return account.id;
  });
}

const schema = z.object({ token: mailedToken() });

/**
 * Marks the address as verified for whoever received the mail with the token: who that is signed in as is not looked at.
 * Errors: VALIDATION_FAILED, INVALID_TOKEN for one that is unknown, used, expired, or made for an earlier address.
 */
export async function verifyEmailByToken(context: Context, input: unknown): Promise<void> {
  const { token } = validate("Account", schema, input);
  const holder = await holderOfToken(context, "verification", token);
  await context.database.transaction(async (tx) => {
    const account = await lockAccountOf(tx, holder.emailKey);
    await consumeToken(tx, "verification", token);
    // The token's address is its account's, so that this is the account; the types do not know.
    if (account) await markVerified(tx, context, account, account.id);
  });
}

type Claimant = Pick<Account, "id" | "emailKey" | "emailVerified">;

/** The account that has the address, and keeps it until the transaction ends. Locks the address first. */
export async function lockAccountOf(tx: Transaction, key: string): Promise<Claimant | null> {
  await lockAddress(tx, key);
  const [account] = await tx.$queryRaw<Claimant[]>(sql`
    /* lockAccountOf: neither its address nor its password changes meanwhile */
    SELECT "id", "emailKey", "emailVerified" FROM "Account" WHERE "emailKey" = ${key} FOR NO KEY UPDATE`);
  return account ?? null;
}

/** Call with the address and the account locked. `actorId` has shown that the address is the account's. */
export async function markVerified(
  tx: Transaction,
  context: Context,
  account: Claimant,
  actorId: string | null,
): Promise<void> {
  if (!account.emailVerified) {
    await tx.account.update({ where: { id: account.id }, data: { emailVerified: true } });
    await voidTokens(tx, "verification", account.id);
    await audit(tx, context, {
      action: "account.verifyEmail",
      organizationId: null,
      objectType: "Account",
      objectId: account.id,
      actorId,
      from: { emailVerified: false },
      to: { emailVerified: true },
    });
  }
  await linkInvitations(tx, context, account, actorId);
}
