import type { OutboxMail } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import type { Database } from "../../database/open.js";
import { sql } from "../../database/sql.js";

/** A mail that one attempt has for itself, by its name, until others may take it for abandoned. */
export type ClaimedMail = OutboxMail & { claim: string };

/** What is needed to send or settle: the mail, and the attempt that has it. */
export type Claim = Pick<ClaimedMail, "id" | "claim">;

/**
 * Takes the mails whose time has come, at most so many and the longest due first, for so many milliseconds: nobody else
 * finds them meanwhile, and everybody does afterwards, should this process have ended. One short statement, no lock stays.
 */
export async function claimMails(database: Database, most: number, leaseMs: number): Promise<ClaimedMail[]> {
  return database.prisma.$queryRaw<ClaimedMail[]>(sql`
    /* claimMails: each to one worker; none that expired, was given up, or may have reached a mail server already */
    WITH due AS MATERIALIZED (
      SELECT "id" FROM "OutboxMail"
      WHERE "sentAt" IS NULL AND "failedAt" IS NULL AND "handedOverAt" IS NULL AND "nextAttemptAt" <= statement_timestamp()
        AND ("expiresAt" IS NULL OR "expiresAt" > statement_timestamp())
      ORDER BY "nextAttemptAt", "id" LIMIT ${most}::int FOR UPDATE SKIP LOCKED)
    UPDATE "OutboxMail" m SET "claim" = ${newId()}, "attempts" = m."attempts" + 1,
      "nextAttemptAt" = statement_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8)
    FROM due WHERE m."id" = due."id" RETURNING m.*`);
}

/** Keeps a claim for so many milliseconds more. Somebody else's is left alone. */
export async function keepClaim(database: Database, { id, claim }: Claim, leaseMs: number): Promise<void> {
  await database.prisma
    .$executeRaw(sql`/* keepClaim: as long as the attempt lives, nobody takes its mail for abandoned */
    UPDATE "OutboxMail" SET "nextAttemptAt" = statement_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8)
    WHERE "id" = ${id} AND "claim" = ${claim} AND "sentAt" IS NULL`);
}

/**
 * Marks that from now on the mail server may have the mail: from here it is not sent by anybody else, come what may.
 * False where it must not be sent: the claim was lost, or the mail has expired or was made void meanwhile.
 */
export async function handOver(database: Database, { id, claim }: Claim): Promise<boolean> {
  const marked = await database.prisma.$executeRaw(sql`
    /* handOver: the last moment at which a mail can be kept back; of two attempts one passes */
    UPDATE "OutboxMail" SET "handedOverAt" = statement_timestamp()
    WHERE "id" = ${id} AND "claim" = ${claim} AND "sentAt" IS NULL AND "failedAt" IS NULL AND "handedOverAt" IS NULL
      AND ("expiresAt" IS NULL OR "expiresAt" > statement_timestamp())`);
  return marked === 1;
}
