import type { Database } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";

/** The mails to an address, oldest first, without what differs from run to run. */
export async function mailsTo(database: Database, recipient: string) {
  const rows = await database.prisma.outboxMail.findMany({ where: { recipient }, orderBy: { id: "asc" } });
  return rows.map(({ kind, recipient, locale, accountId, organizationId, membershipId, data }) => ({
    kind,
    recipient,
    locale,
    accountId,
    organizationId,
    membershipId,
    data,
  }));
}

export const kindsTo = async (database: Database, recipient: string): Promise<string[]> =>
  (await mailsTo(database, recipient)).map(({ kind }) => kind);

/** The token in the newest mail of the kind to the address. Fails where there is none. */
export async function mailedSecret(
  database: Database,
  recipient: string,
  kind: "verification" | "password-reset",
): Promise<string> {
  const row = await database.prisma.outboxMail.findFirst({ where: { recipient, kind }, orderBy: { id: "desc" } });
  if (!row?.secret) throw new Error(`no ${kind} with a token waits for ${recipient}`);
  return row.secret;
}

/** Lets all mailed tokens of the account have lived as long as they could. */
export async function expireMailedTokens(database: Database, accountId: string): Promise<void> {
  await database.prisma.$executeRaw(sql`/* test: their last moment is now */
    UPDATE "MailToken" SET "expiresAt" = statement_timestamp() WHERE "accountId" = ${accountId}`);
}

/** Lets ten minutes pass for everything that was sent. */
export async function forgetSends(database: Database): Promise<void> {
  await database.prisma.$executeRaw(sql`/* test: ten minutes later */
    UPDATE "MailSend" SET "sentAt" = "sentAt" - interval '10 minutes'`);
}
