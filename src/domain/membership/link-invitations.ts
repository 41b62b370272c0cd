import type { AccountOrganization } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";

/**
 * Gives the invitations that were sent to the address to the account that has verified it; that accepts none of them.
 * Where the account has a row in the organization already, a member stays as it is, and a row that is not a membership
 * takes over the invitation if that was sent later; either way one row remains. Call with the address locked. `actorId` has shown that the address is the
 * account's.
 */
export async function linkInvitations(
  tx: Transaction,
  context: Context,
  account: { id: string; emailKey: string },
  actorId = context.caller?.id ?? null,
): Promise<void> {
  const invitations = await tx.$queryRaw<AccountOrganization[]>(sql`
    /* linkInvitations: locked, since their organizations are not */
    SELECT t.* FROM "AccountOrganization" t WHERE t."accountId" IS NULL AND t."invitationEmail" = ${account.emailKey}
    ORDER BY t."organizationId" FOR UPDATE`);
  for (const invitation of invitations) {
    const { id, organizationId } = invitation;
    const [existing] = await tx.$queryRaw<AccountOrganization[]>(sql`
      /* linkInvitations: not removed or accepted while the invitation is merged into it */
      SELECT t.* FROM "AccountOrganization" t WHERE t."organizationId" = ${organizationId} AND t."accountId" = ${account.id} FOR UPDATE`);
    if (existing) {
      await tx.accountOrganization.delete({ where: { id } });
      if (!existing.active && invitation.expiresAt > existing.expiresAt) {
        const { role, invitationEmail, inviterId, inviterMasterId, rejected, expiresAt } = invitation;
        await tx.accountOrganization.update({
          where: { id: existing.id },
          data: { role, invitationEmail, inviterId, inviterMasterId, rejected, expiresAt },
        });
      }
    } else {
      await tx.accountOrganization.update({ where: { id }, data: { accountId: account.id } });
    }
    await audit(tx, context, {
      action: existing ? "membership.merge" : "membership.link",
      organizationId,
      objectType: "AccountOrganization",
      objectId: id,
      actorId,
      from: { accountId: null, invitationEmail: account.emailKey },
      to: { accountId: account.id, ...(existing ? { into: existing.id } : {}) },
    });
  }
}
