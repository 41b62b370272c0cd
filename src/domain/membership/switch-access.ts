import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { auditTransition, keepAnAdmin, manageMembership, updateMembership } from "./change.js";

/** Gives a disabled member access again; changes nothing for an active one. Errors: manageMembership's, MEMBERSHIP_NOT_ACTIVE. */
export const enableAccess = (context: Context, id: string): Promise<void> => switchAccess(context, id, "ACTIVE");

/** Takes a member's access away from the next request on. Errors: manageMembership's, MEMBERSHIP_NOT_ACTIVE, LAST_ADMIN. */
export const disableAccess = (context: Context, id: string): Promise<void> => switchAccess(context, id, "DISABLED");

async function switchAccess(context: Context, id: string, target: "ACTIVE" | "DISABLED"): Promise<void> {
  await manageMembership(context, id, async (tx, membership) => {
    const { status } = membership;
    if (status !== "ACTIVE" && status !== "DISABLED") {
      throw new DomainError("MEMBERSHIP_NOT_ACTIVE", "Only who has accepted can be enabled and disabled.");
    }
    if (status === target) return;
    if (target === "DISABLED") await keepAnAdmin(tx, membership);
    await updateMembership(tx, id, { disabled: target === "DISABLED" });
    const action = target === "ACTIVE" ? "membership.enable" : "membership.disable";
    await auditTransition(tx, context, action, membership, { status }, { status: target });
  });
}
