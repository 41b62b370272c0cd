import type { Database } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Claim } from "./claim-mails.js";

/** What became of an attempt, where the mail was not sent. */
export interface Failure {
  /** For the operator. Never a secret. */
  error: string;
  /** In how many milliseconds it is tried again; null: never, because the answer would be the same. */
  pauseMs: number | null;
  /** For how many milliseconds after it was written a mail is tried at all. */
  giveUpAfterMs: number;
}

/** The mail server has the mail: what must not be kept any longer goes in the same statement. */
export async function mailSent(database: Database, { id, claim }: Claim): Promise<void> {
  await database.prisma.$executeRaw(sql`/* mailSent: once, and its token is gone with it */
    UPDATE "OutboxMail" SET "sentAt" = statement_timestamp(), "secret" = NULL, "lastError" = NULL, "failedAt" = NULL
    WHERE "id" = ${id} AND "claim" = ${claim} AND "sentAt" IS NULL`);
}

/** The mail server does not have the mail. Answers whether it was given up. */
export async function mailFailed(database: Database, { id, claim }: Claim, failure: Failure): Promise<boolean> {
  const { error, pauseMs, giveUpAfterMs } = failure;
  const pause = sql`make_interval(secs => ${(pauseMs ?? 0) / 1_000}::float8)`;
  const [row] = await database.prisma.$queryRaw<{ givenUp: boolean }[]>(sql`
    /* mailFailed: again after the pause, unless it never helps or the mail would be too old by then */
    UPDATE "OutboxMail" SET "claim" = NULL, "handedOverAt" = NULL, "lastError" = ${error},
      "nextAttemptAt" = statement_timestamp() + ${pause},
      "failedAt" = CASE WHEN ${pauseMs === null}::boolean OR statement_timestamp() + ${pause} >
        "createdAt" + make_interval(secs => ${giveUpAfterMs / 1_000}::float8) THEN statement_timestamp() END
    WHERE "id" = ${id} AND "claim" = ${claim} AND "sentAt" IS NULL
    RETURNING "failedAt" IS NOT NULL AS "givenUp"`);
  return row?.givenUp ?? false;
}

/** Gives back a mail that was not handed over, as if the attempt had not been made. */
export async function releaseMail(database: Database, { id, claim }: Claim): Promise<void> {
  await database.prisma.$executeRaw(sql`/* releaseMail: anybody may send it now */
    UPDATE "OutboxMail" SET "claim" = NULL, "attempts" = "attempts" - 1, "nextAttemptAt" = statement_timestamp()
    WHERE "id" = ${id} AND "claim" = ${claim} AND "sentAt" IS NULL AND "handedOverAt" IS NULL`);
}
