import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { DomainError } from "../errors.js";

const mostSends = 3;
const windowMinutes = 10;
const mostForgotten = 100;

/** What is counted, each for itself: nobody can use up somebody's password mails by inviting them. */
export type SendKind = "invitation" | "verification" | "password-reset";

const plural: Record<SendKind, string> = {
  invitation: "invitations",
  verification: "verifications",
  "password-reset": "password resets",
};

/**
 * Counts one more mail of the kind to the address, in the transaction of its cause, so that what is refused is not
 * counted. Call with the address locked, or with the row of the account that has it. Errors: RATE_LIMITED.
 */
export async function countSend(tx: Transaction, kind: SendKind, address: string): Promise<void> {
  const wait = await countOrWait(tx, kind, address);
  if (wait === null) return;
  throw new DomainError("RATE_LIMITED", `Too many ${plural[kind]} were sent to this address. Try again later.`, {
    retryAfterSeconds: wait,
  });
}

/** Counts like countSend, or answers false where that would refuse. */
export const sendFits = async (tx: Transaction, kind: SendKind, address: string): Promise<boolean> =>
  (await countOrWait(tx, kind, address)) === null;

/** Null where it was counted; otherwise in how many seconds it would be. */
async function countOrWait(tx: Transaction, kind: SendKind, address: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ count: number; wait: number | null }[]>(sql`
    /* countSend: mails to this address in the last minutes, and in how many seconds the first of them is too old to count */
    SELECT count(*)::int AS "count",
      ceil(extract(epoch FROM min("sentAt") + make_interval(mins => ${windowMinutes}::int) - statement_timestamp()))::int AS "wait"
    FROM "MailSend" WHERE "address" = ${address} AND "kind" = ${kind}
      AND "sentAt" > statement_timestamp() - make_interval(mins => ${windowMinutes}::int)`);
  if (row && row.count >= mostSends) return Math.max(1, row.wait ?? 1);
  await tx.$executeRaw(sql`/* countSend: what no longer counts is forgotten, whoever it went to, without waiting for others who do so */
    DELETE FROM "MailSend" WHERE "id" IN (
      SELECT "id" FROM "MailSend" WHERE "sentAt" <= statement_timestamp() - make_interval(mins => ${windowMinutes}::int)
      ORDER BY "sentAt" LIMIT ${mostForgotten}::int FOR UPDATE SKIP LOCKED)`);
  await tx.$executeRaw(sql`/* countSend: this one, by the database's clock */
    INSERT INTO "MailSend" ("id", "kind", "address", "sentAt") VALUES (${newId()}, ${kind}, ${address}, statement_timestamp())`);
  return null;
}
