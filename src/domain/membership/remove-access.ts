import type { Transaction } from "../../database/open.js";
import { type Context, requireCaller } from "../context.js";
import { auditTransition, keepAnAdmin, manageMembership, ownMembership, unknownMembership } from "./change.js";
import type { AccountOrganizationView } from "./queries.js";

/**
 * Removes a membership or invitation; one's own with any role, and in a deactivated organization too: leaving.
 * Errors: manageMembership's, LAST_ADMIN.
 */
export async function removeAccess(context: Context, id: string): Promise<void> {
  const caller = requireCaller(context);
  const own = await context.database.prisma.accountOrganization.count({ where: { id, accountId: caller.id } });
  const remove = async (tx: Transaction, membership: AccountOrganizationView, action: string) => {
    await keepAnAdmin(tx, membership);
    const { count } = await tx.accountOrganization.deleteMany({ where: { id } });
    if (count === 0) throw unknownMembership(id);
    await auditTransition(
      tx,
      context,
      action,
      membership,
      { status: membership.status, role: membership.role },
      undefined,
    );
  };
  if (own) return ownMembership(context, id, (tx, membership) => remove(tx, membership, "membership.leave"));
  return manageMembership(context, id, (tx, membership) => remove(tx, membership, "membership.remove"));
}
