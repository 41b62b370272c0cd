import type { OutboxMail } from "../../database/generated/client.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";

const mostListed = 1_000;

type Outbox = Pick<Context, "database">;

/**
 * The mails that were not sent and are still of use, those that were given up too, oldest first and 1,000 at most, with
 * their tokens: for the operator of the installation, who can read the database anyway, and never for a caller.
 */
export const waitingMails = (context: Outbox): Promise<OutboxMail[]> =>
  context.database.read<OutboxMail>(sql`/* waitingMails: what has expired is not sent any more */
    SELECT * FROM "OutboxMail" WHERE "sentAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > statement_timestamp())
    ORDER BY "createdAt", "id" LIMIT ${mostListed}`);

/** Lets a mail that was given up, or waits for its next attempt, be sent now. False where there is no such mail. */
export const sendAgain = async ({ database }: Outbox, id: string): Promise<boolean> =>
  (await database.prisma.$executeRaw(sql`/* sendAgain: on the operator's word, and not while an attempt is under way */
    UPDATE "OutboxMail" SET "failedAt" = NULL, "handedOverAt" = NULL, "claim" = NULL, "nextAttemptAt" = statement_timestamp()
    WHERE "id" = ${id} AND "sentAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > statement_timestamp())
      AND ("claim" IS NULL OR "failedAt" IS NOT NULL OR "nextAttemptAt" <= statement_timestamp())`)) === 1;

/** Counts a mail as sent, because the operator passed it on. False where there is none that waits. */
export const passedOn = async ({ database }: Outbox, id: string): Promise<boolean> =>
  (await database.prisma.$executeRaw(sql`/* passedOn: nobody sends it any more, and its token is gone */
    UPDATE "OutboxMail" SET "sentAt" = statement_timestamp(), "secret" = NULL, "failedAt" = NULL, "claim" = NULL
    WHERE "id" = ${id} AND "sentAt" IS NULL`)) === 1;
