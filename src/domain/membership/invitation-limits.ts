import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { DomainError } from "../errors.js";
import { statusOf } from "./status.js";

const mostPending = 100;
const mostSends = 3;
const sendWindowMinutes = 10;

/** Refuses the 101st open invitation of an organization. `id` is not counted. Errors: RATE_LIMITED. */
export async function limitPending(tx: Transaction, organizationId: string, id: string | null): Promise<void> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(sql`
    /* limitPending: open invitations by the database's clock */
    SELECT count(*)::int AS "count" FROM "AccountOrganization" t
    WHERE t."organizationId" = ${organizationId} AND ${statusOf(sql`t`)} = 'PENDING' AND t."id" IS DISTINCT FROM ${id}`);
  if ((row?.count ?? 0) >= mostPending) {
    throw new DomainError("RATE_LIMITED", `An organization has at most ${mostPending} open invitations at a time.`, {
      retryAfterSeconds: sendWindowMinutes * 60,
    });
  }
}

/**
 * Counts one more mail to the address over all organizations, in the transaction of its cause, so that what is refused
 * is not counted. Call with the address locked. Errors: RATE_LIMITED.
 */
export async function countSend(tx: Transaction, address: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ count: number; wait: number | null }[]>(sql`
    /* countSend: mails to this address in the last minutes, and in how many seconds the first of them is too old to count */
    SELECT count(*)::int AS "count",
      ceil(extract(epoch FROM min("sentAt") + make_interval(mins => ${sendWindowMinutes}::int) - statement_timestamp()))::int AS "wait"
    FROM "InvitationSend"
    WHERE "address" = ${address} AND "sentAt" > statement_timestamp() - make_interval(mins => ${sendWindowMinutes}::int)`);
  if (row && row.count >= mostSends) {
    throw new DomainError("RATE_LIMITED", "Too many invitations were sent to this address. Try again later.", {
      retryAfterSeconds: Math.max(1, row.wait ?? 1),
    });
  }
  await tx.$executeRaw(sql`/* countSend: what no longer counts is forgotten */
    DELETE FROM "InvitationSend" WHERE "address" = ${address}
    AND "sentAt" <= statement_timestamp() - make_interval(mins => ${sendWindowMinutes}::int)`);
  await tx.$executeRaw(sql`/* countSend: this one, by the database's clock */
    INSERT INTO "InvitationSend" ("id", "address", "sentAt") VALUES (${newId()}, ${address}, statement_timestamp())`);
}

/** An invitation is open for this long after it was last sent. */
export const daysOpen = 7;

/** Opens the invitation anew from now, by the database's clock. */
export async function renewExpiry(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw(sql`/* renewExpiry: from the moment of sending */
    UPDATE "AccountOrganization" SET "expiresAt" = statement_timestamp() + make_interval(days => ${daysOpen}::int) WHERE "id" = ${id}`);
}
