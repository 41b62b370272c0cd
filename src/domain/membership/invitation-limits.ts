import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { DomainError } from "../errors.js";
import { statusOf } from "./status.js";

const mostPending = 100;
const minutesUntilRetry = 10;

/** Refuses the 101st open invitation of an organization. `id` is not counted. Errors: RATE_LIMITED. */
export async function limitPending(tx: Transaction, organizationId: string, id: string | null): Promise<void> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(sql`
    /* limitPending: open invitations by the database's clock */
    SELECT count(*)::int AS "count" FROM "AccountOrganization" t
    WHERE t."organizationId" = ${organizationId} AND ${statusOf(sql`t`)} = 'PENDING' AND t."id" IS DISTINCT FROM ${id}`);
  if ((row?.count ?? 0) >= mostPending) {
    throw new DomainError("RATE_LIMITED", `An organization has at most ${mostPending} open invitations at a time.`, {
      retryAfterSeconds: minutesUntilRetry * 60,
    });
  }
}

/** An invitation is open for this long after it was last sent. */
export const daysOpen = 7;

/** Opens the invitation anew from now, by the database's clock. */
export async function renewExpiry(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw(sql`/* renewExpiry: from the moment of sending */
    UPDATE "AccountOrganization" SET "expiresAt" = statement_timestamp() + make_interval(days => ${daysOpen}::int) WHERE "id" = ${id}`);
}
