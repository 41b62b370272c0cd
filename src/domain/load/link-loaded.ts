import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { lockAddress } from "../lock.js";
import { linkInvitations } from "../membership/link-invitations.js";
import type { Shape } from "./shapes.js";

/**
 * Links the invitations that wait for an address which the file or the database says is verified: those that were here
 * before the account, and those whose account has another row in the organization.
 */
export async function linkLoaded(
  tx: Transaction,
  context: Context,
  fresh: Pick<{ [List in keyof Shape]: Shape[List][] }, "accounts" | "accountOrganizations">,
): Promise<void> {
  const accounts = await tx.$queryRaw<{ id: string; emailKey: string }[]>(sql`
    /* linkLoaded: who has verified an address to which an open invitation is kept, where one of both is new */
    SELECT DISTINCT a."id", a."emailKey" FROM "Account" a
    JOIN "AccountOrganization" t ON t."accountId" IS NULL AND t."invitationEmail" = a."emailKey"
    WHERE a."emailVerified" AND (a."id" = ANY(${fresh.accounts.map(({ id }) => id)}::text[])
      OR t."id" = ANY(${fresh.accountOrganizations.map(({ id }) => id)}::text[]))
    ORDER BY a."emailKey"`);
  for (const account of accounts) {
    await lockAddress(tx, account.emailKey);
    await linkInvitations(tx, context, account);
  }
}
