import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { lockAddress } from "../lock.js";
import { mailInvitation } from "../mail/invitation-mail.js";
import { countSend } from "../mail/send-limits.js";
import { auditTransition, manageMembership } from "./change.js";
import { limitPending, renewExpiry } from "./invitation-limits.js";

/**
 * Sends an open or expired invitation again, and keeps it open for another seven days.
 * Errors: those of manageMembership, INVITATION_NOT_PENDING, RATE_LIMITED.
 */
export async function resendInvitation(context: Context, id: string): Promise<void> {
  await manageMembership(context, id, async (tx, membership) => {
    const { status, organizationId, accountId, invitationEmail } = membership;
    if (status !== "PENDING" && status !== "EXPIRED") {
      throw new DomainError("INVITATION_NOT_PENDING", "Only an open or expired invitation can be sent again.");
    }
    const account = accountId ? await tx.account.findUnique({ where: { id: accountId } }) : null;
    const address = account?.emailKey ?? invitationEmail;
    if (!address) throw new Error(`membership ${id} has neither account nor address`);
    await lockAddress(tx, address);
    await limitPending(tx, organizationId, id);
    await countSend(tx, "invitation", address);
    await renewExpiry(tx, id);
    const event = await auditTransition(
      tx,
      context,
      "membership.resend",
      membership,
      { status },
      { status: "PENDING" },
    );
    await mailInvitation(tx, "invitation", { id, address }, event);
  });
}
