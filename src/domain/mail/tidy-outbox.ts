import type { OutboxMail } from "../../database/generated/client.js";
import type { Database } from "../../database/open.js";
import { sql } from "../../database/sql.js";

/** What the operator reads where nobody can know whether a mail has arrived. */
export const uncertain =
  "The process ended while the mail server was taking the mail: it may have arrived, so it is not sent again by itself.";

const mostAtOnce = 1_000;

/**
 * Gives up what an ended process had handed over without hearing the answer: to send it again could be to send it twice.
 * Answers those mails, each to one process.
 */
export const giveUpUncertain = (database: Database): Promise<Pick<OutboxMail, "id" | "kind">[]> =>
  database.prisma
    .$queryRaw(sql`/* giveUpUncertain: nobody holds the claim any more; should its holder have been frozen, it may still settle it */
    UPDATE "OutboxMail" SET "failedAt" = statement_timestamp(), "lastError" = ${uncertain}
    WHERE "sentAt" IS NULL AND "failedAt" IS NULL AND "handedOverAt" IS NOT NULL AND "nextAttemptAt" <= statement_timestamp()
    RETURNING "id", "kind"`);

/** Gives up what has expired, with the tokens in it, and forgets what ended so many days after it was written. */
export async function tidyOutbox(database: Database, keepDays: number): Promise<void> {
  await database.prisma.$executeRaw(sql`/* tidyOutbox: a token that is of no use is not kept; no attempt is under way */
    UPDATE "OutboxMail" SET "failedAt" = coalesce("failedAt", statement_timestamp()), "secret" = NULL,
      "lastError" = coalesce("lastError", 'It expired before it was sent.')
    WHERE "sentAt" IS NULL AND "expiresAt" <= statement_timestamp() AND "nextAttemptAt" <= statement_timestamp()
      AND ("failedAt" IS NULL OR "secret" IS NOT NULL)`);
  await database.prisma.$executeRaw(sql`/* tidyOutbox: what waits is never forgotten, however old */
    DELETE FROM "OutboxMail" WHERE "id" IN (
      SELECT "id" FROM "OutboxMail" WHERE "createdAt" < statement_timestamp() - make_interval(days => ${keepDays}::int)
        AND ("sentAt" IS NOT NULL OR "failedAt" IS NOT NULL)
      ORDER BY "createdAt" LIMIT ${mostAtOnce}::int FOR UPDATE SKIP LOCKED)`);
}
