import type { OutboxMail } from "../../database/generated/client.js";
import type { Database } from "../../database/open.js";
import { sql } from "../../database/sql.js";

/**
 * The mails, at most so many, that wait and were not told of in the log: each is answered once, to one process. It goes on
 * waiting, for the operator or for a mail server that is configured later.
 */
export const mailsToLog = (
  database: Database,
  most: number,
): Promise<Pick<OutboxMail, "id" | "kind" | "recipient">[]> =>
  database.prisma.$queryRaw(sql`/* mailsToLog: one line in one log for one mail */
    WITH untold AS MATERIALIZED (
      SELECT "id" FROM "OutboxMail" WHERE "sentAt" IS NULL AND "loggedAt" IS NULL AND "failedAt" IS NULL
        AND ("expiresAt" IS NULL OR "expiresAt" > statement_timestamp())
      ORDER BY "id" LIMIT ${most}::int FOR UPDATE SKIP LOCKED)
    UPDATE "OutboxMail" m SET "loggedAt" = statement_timestamp()
    FROM untold WHERE m."id" = untold."id" RETURNING m."id", m."kind", m."recipient"`);
