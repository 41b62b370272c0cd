import type { Transaction } from "../../database/open.js";
import { organizationInactive } from "../authorize.js";
import type { Caller, Context } from "../context.js";
import { DomainError } from "../errors.js";
import { lockAddress } from "../lock.js";
import { emailKey } from "../validate.js";
import { auditTransition, ownMembership, readMembership, unknownMembership, updateMembership } from "./change.js";
import { linkInvitations } from "./link-invitations.js";
import type { AccountOrganizationView } from "./queries.js";

/**
 * Accepts the caller's own invitation. Accepting what is active already changes nothing.
 * Errors: UNAUTHENTICATED, NOT_FOUND to everybody else, EMAIL_NOT_VERIFIED to who merely claims the address,
 * ORGANIZATION_INACTIVE, INVITATION_EXPIRED, INVITATION_NOT_PENDING.
 */
export async function acceptInvitation(context: Context, id: string): Promise<void> {
  await ownMembership(context, id, async (tx, membership, { caller, active }) => {
    const invitation = await asInvitee(tx, context, membership, caller);
    if (!active) throw organizationInactive();
    if (invitation.status === "ACTIVE") return;
    requirePending(invitation);
    await updateMembership(tx, invitation.id, { active: true });
    await auditTransition(tx, context, "membership.accept", invitation, { status: "PENDING" }, { status: "ACTIVE" });
  });
}

/** Rejects the caller's own invitation, in a deactivated organization too. Errors: as accepting, without that one. */
export async function rejectInvitation(context: Context, id: string): Promise<void> {
  await ownMembership(context, id, async (tx, membership, { caller }) => {
    const invitation = await asInvitee(tx, context, membership, caller);
    requirePending(invitation);
    await updateMembership(tx, invitation.id, { rejected: true });
    await auditTransition(tx, context, "membership.reject", invitation, { status: "PENDING" }, { status: "REJECTED" });
  });
}

function requirePending({ status }: AccountOrganizationView): void {
  if (status === "EXPIRED")
    throw new DomainError("INVITATION_EXPIRED", "The invitation has expired. Ask for another one.");
  if (status !== "PENDING")
    throw new DomainError("INVITATION_NOT_PENDING", "There is no open invitation here any more.");
}

/** The invitation, where it is the caller's. One to an address that the caller has verified becomes the caller's now. */
async function asInvitee(
  tx: Transaction,
  context: Context,
  membership: AccountOrganizationView,
  caller: Caller,
): Promise<AccountOrganizationView> {
  if (membership.accountId === caller.id) return membership;
  const key = emailKey(caller.email);
  if (membership.accountId !== null || membership.invitationEmail !== key) throw unknownMembership(membership.id);
  await lockAddress(tx, key);
  const account = await tx.account.findUniqueOrThrow({ where: { id: caller.id } });
  // The address may have been given up since the request began.
  if (account.emailKey !== key) throw unknownMembership(membership.id);
  if (!account.emailVerified)
    throw new DomainError("EMAIL_NOT_VERIFIED", "Verify your e-mail address before you answer its invitations.");
  await linkInvitations(tx, context, { id: caller.id, emailKey: key });
  const linked = await readMembership(tx, membership.id);
  if (!linked) throw unknownMembership(membership.id);
  return linked;
}
