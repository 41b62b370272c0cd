import { newId } from "../../database/ids.js";
import { afterCommit, type Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { mailWaits } from "./mail-waits.js";

export const mailKinds = [
  "invitation",
  "access-granted",
  "verification",
  "password-reset",
  "address-changed",
  "password-changed",
  "export-ready",
] as const;

export type MailKind = (typeof mailKinds)[number];

/** A mail that somebody is to get, and what it is about. */
export interface Mail {
  kind: MailKind;
  /** The line of history that tells of its cause: of one event there is one mail of a kind. */
  event: string;
  /** The address, as it was written. */
  recipient: string;
  /** The language of its reader, else of the organization it comes from; null: not known. */
  locale: string | null;
  accountId: string | null;
  organizationId?: string;
  membershipId?: string;
  /** What the text is made from: names, ids, a role. Never a secret. */
  data: Record<string, unknown>;
  /** The one-time token, or the signed link, that goes into it. Kept apart, so that sending can erase it. */
  secret?: string;
  /** From then on it is of no use, and is not sent any more; null: never. */
  expiresAt: Date | null;
}

/** Puts the mail into the outbox, in the transaction of its cause: sent if and only if that happened. */
export async function enqueueMail(tx: Transaction, mail: Mail): Promise<void> {
  await tx.$executeRaw(sql`/* enqueueMail: one mail for one event */
    INSERT INTO "OutboxMail" ("id", "kind", "recipient", "locale", "accountId", "organizationId", "membershipId", "data",
      "secret", "eventKey", "createdAt", "expiresAt", "nextAttemptAt")
    VALUES (${newId()}, ${mail.kind}, ${mail.recipient}, ${mail.locale}, ${mail.accountId}, ${mail.organizationId ?? null},
      ${mail.membershipId ?? null}, ${JSON.stringify(mail.data)}::jsonb, ${mail.secret ?? null}, ${`${mail.kind}:${mail.event}`},
      statement_timestamp(), ${mail.expiresAt}, statement_timestamp())
    ON CONFLICT ("eventKey") DO NOTHING`);
  afterCommit(tx, mailWaits);
}

/** Lets the account's waiting mails of the kind be of no use any more, because the tokens in them are not. */
export async function voidMails(tx: Transaction, accountId: string, kind: MailKind): Promise<void> {
  await tx.$executeRaw(sql`/* voidMails: neither sent nor read any more */
    UPDATE "OutboxMail" SET "expiresAt" = statement_timestamp(), "secret" = NULL
    WHERE "accountId" = ${accountId} AND "kind" = ${kind} AND "sentAt" IS NULL
      AND ("expiresAt" IS NULL OR "expiresAt" > statement_timestamp())`);
}
