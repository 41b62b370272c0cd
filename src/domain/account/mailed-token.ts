import { z } from "zod";
import type { MailToken } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { voidMails } from "../mail/outbox.js";
import { isSecret, newSecret, secretHash } from "./secret.js";

/** How long a mailed token can be used, in hours. */
const hours = { verification: 7 * 24, "password-reset": 1 } as const;

export type Purpose = keyof typeof hours;

/** A mailed token in an input. What cannot be one is left to consumeToken. */
export const mailedToken = () => z.string().min(1);

type Holder = Pick<MailToken, "accountId" | "emailKey">;

/** Makes a token for a mail to the account's present address. Only its hash is stored here. */
export async function issueMailedToken(
  tx: Transaction,
  purpose: Purpose,
  account: { id: string; emailKey: string },
): Promise<{ secret: string; expiresAt: Date }> {
  const secret = newSecret();
  await tx.$executeRaw(sql`/* issueMailedToken: what has expired is forgotten */
    DELETE FROM "MailToken" WHERE "accountId" = ${account.id} AND "expiresAt" <= statement_timestamp()`);
  const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>(sql`
    /* issueMailedToken: its life is counted by the database's clock */
    INSERT INTO "MailToken" ("id", "hash", "purpose", "accountId", "emailKey", "createdAt", "expiresAt")
    VALUES (${newId()}, ${secretHash(secret)}, ${purpose}, ${account.id}, ${account.emailKey}, statement_timestamp(),
      statement_timestamp() + make_interval(hours => ${hours[purpose]}::int))
    RETURNING "expiresAt"`);
  if (!row) throw new Error("a mailed token was inserted and not returned");
  return { secret, expiresAt: row.expiresAt };
}

/**
 * Whose token it is, before anything is locked or costs time. Only consumeToken decides.
 * Errors: INVALID_TOKEN.
 */
export async function holderOfToken(context: Context, purpose: Purpose, secret: string): Promise<Holder> {
  if (!isSecret(secret)) throw invalidToken();
  const [row] = await context.database.read<Holder>(sql`/* holderOfToken: by hash, while it lives */
    SELECT "accountId", "emailKey" FROM "MailToken"
    WHERE "hash" = ${secretHash(secret)} AND "purpose" = ${purpose} AND "expiresAt" > statement_timestamp()`);
  if (!row) throw invalidToken();
  return row;
}

/**
 * Uses the token up: of two who try at once, one succeeds. It is good only for the address that it was mailed to: call
 * with the account's row locked. Errors: INVALID_TOKEN.
 */
export async function consumeToken(tx: Transaction, purpose: Purpose, secret: string): Promise<void> {
  const used = await tx.$queryRaw<unknown[]>(sql`
    /* consumeToken: once, while it lives by the database's clock, and while the address is still the account's */
    DELETE FROM "MailToken" t USING "Account" a
    WHERE t."hash" = ${secretHash(secret)} AND t."purpose" = ${purpose} AND t."expiresAt" > statement_timestamp()
      AND a."id" = t."accountId" AND a."emailKey" = t."emailKey"
    RETURNING t."id"`);
  if (used.length === 0) throw invalidToken();
}

/** Ends the account's tokens of the purpose, and the mails with them that were not sent yet. */
export async function voidTokens(tx: Transaction, purpose: Purpose, accountId: string): Promise<void> {
  await tx.mailToken.deleteMany({ where: { accountId, purpose } });
  await voidMails(tx, accountId, purpose);
}

const invalidToken = (): DomainError =>
  new DomainError("INVALID_TOKEN", "This token is not known, was used already, or has expired. Ask for another mail.");
