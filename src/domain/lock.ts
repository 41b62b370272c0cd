import type { Transaction } from "../database/open.js";
import { sql } from "../database/sql.js";

/**
 * Keeps everything else that concerns this e-mail address waiting until the transaction ends: counting what was sent to
 * it, inviting it, linking its invitations. Take it after an organization's lock and before changing any membership.
 */
export async function lockAddress(tx: Transaction, emailKey: string): Promise<void> {
  await tx.$queryRaw(sql`/* lockAddress: one writer per address */
    SELECT 1 AS "locked" FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`address:${emailKey}`}, 0))) AS held`);
}
