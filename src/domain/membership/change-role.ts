import { z } from "zod";
import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { mayGrant, roles } from "../policy.js";
import { oneOf, validate } from "../validate.js";
import { auditTransition, keepAnAdmin, manageMembership, updateMembership } from "./change.js";

const schema = z.object({ role: oneOf(roles) });

/**
 * Changes the role of a member or of an open invitation.
 * Errors: manageMembership's, VALIDATION_FAILED, FORBIDDEN (a role above one's own), INVITATION_NOT_PENDING, LAST_ADMIN.
 */
export async function changeRole(context: Context, id: string, input: unknown): Promise<void> {
  await manageMembership(context, id, async (tx, membership, scope) => {
    const { role } = validate("AccountOrganization", schema, input);
    if (!mayGrant(scope.role, role)) throw new DomainError("FORBIDDEN", "Nobody grants a role above their own.");
    const { status } = membership;
    if (status === "REJECTED" || status === "EXPIRED") {
      throw new DomainError(
        "INVITATION_NOT_PENDING",
        "The role of a rejected or expired invitation cannot be changed.",
      );
    }
    if (membership.role === role) return;
    await keepAnAdmin(tx, membership);
    await updateMembership(tx, id, { role });
    await auditTransition(tx, context, "membership.changeRole", membership, { role: membership.role }, { role });
  });
}
