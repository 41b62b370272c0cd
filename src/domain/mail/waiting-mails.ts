import type { OutboxMail } from "../../database/generated/client.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";

const mostListed = 1_000;

/**
 * The mails that were not sent yet and are still of use, oldest first and 1,000 at most, with their tokens: for the
 * operator of the installation, who can read the database anyway, and never for a caller.
 */
export const waitingMails = (context: Pick<Context, "database">): Promise<OutboxMail[]> =>
  context.database.read<OutboxMail>(sql`/* waitingMails: what has expired is not sent any more */
    SELECT * FROM "OutboxMail" WHERE "sentAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > statement_timestamp())
    ORDER BY "createdAt", "id" LIMIT ${mostListed}`);
