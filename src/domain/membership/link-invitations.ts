import type { Transaction } from "../../database/open.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";

/**
 * Gives the invitations that were sent to the address to the account that has verified it; that accepts none of them.
 * Where the account has a row in the organization already, a member stays as it is, and a row that is not a membership
 * takes over the invitation if that was sent later; either way one row remains. Call with the address locked.
 */
export async function linkInvitations(
  tx: Transaction,
  context: Context,
  account: { id: string; emailKey: string },
): Promise<void> {
  const invitations = await tx.accountOrganization.findMany({
    where: { accountId: null, invitationEmail: account.emailKey },
    orderBy: { organizationId: "asc" },
  });
  for (const invitation of invitations) {
    const { id, organizationId } = invitation;
    const existing = await tx.accountOrganization.findFirst({ where: { organizationId, accountId: account.id } });
    if (existing) {
      await tx.accountOrganization.delete({ where: { id } });
      if (!existing.active && invitation.expiresAt > existing.expiresAt) {
        const { role, invitationEmail, inviterId, inviterMasterId, rejected, expiresAt } = invitation;
        // Not where it was accepted a moment ago: a membership keeps the role that was accepted.
        await tx.accountOrganization.updateMany({
          where: { id: existing.id, active: false },
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
      from: { accountId: null, invitationEmail: account.emailKey },
      to: { accountId: account.id, ...(existing ? { into: existing.id } : {}) },
    });
  }
}
