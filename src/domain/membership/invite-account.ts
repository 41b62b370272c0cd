import { z } from "zod";
import type { Account } from "../../database/generated/client.js";
import { isId, newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { inOrganization, type Scope } from "../authorize.js";
import type { Caller, Context } from "../context.js";
import { DomainError, notFound, type Problem } from "../errors.js";
import { lockAddress } from "../lock.js";
import { mailInvitation } from "../mail/invitation-mail.js";
import { countSend } from "../mail/send-limits.js";
import { mayGrant, roles } from "../policy.js";
import { emailKey, flag, oneOf, optionalEmailAddress, validate } from "../validate.js";
import { auditTransition, readMembership } from "./change.js";
import { limitPending, renewExpiry } from "./invitation-limits.js";

const schema = z.object({
  accountId: z.string().nullish(),
  email: optionalEmailAddress(),
  role: oneOf(roles).nullish(),
  requireConfirmation: flag(),
  sendEmail: flag(),
});

type Input = z.output<typeof schema>;

/**
 * Invites an account or an address, or invites it again: one row for each account, and for each address that nobody has
 * verified. Mails it, or that access was given, unless told not to. Answers the row's id.
 * Errors: those of inOrganization, VALIDATION_FAILED, NOT_FOUND (account), FORBIDDEN (a role above one's own),
 * CONFIRMATION_REQUIRED, ALREADY_MEMBER, RATE_LIMITED.
 */
export async function inviteAccount(context: Context, organizationId: string, input: unknown): Promise<string> {
  return inOrganization(
    context,
    { id: organizationId, action: "membership.manage", lock: "exclusive" },
    async (tx, scope) =>
      invite(tx, context, scope, validate("AccountOrganization", schema, input, contradictions(input))),
  );
}

async function invite(tx: Transaction, context: Context, scope: Scope, input: Input): Promise<string> {
  const { caller, organizationId } = scope;
  const role = input.role ?? "default";
  const confirm = input.requireConfirmation ?? true;
  const send = input.sendEmail ?? true;
  if (!mayGrant(scope.role, role)) throw new DomainError("FORBIDDEN", "Nobody grants a role above their own.");

  const { address, account } = await findInvitee(tx, input);
  if (account?.id === caller.id || (account && (await isMember(tx, organizationId, account.id)))) {
    throw new DomainError("ALREADY_MEMBER", "This account belongs to the organization already.");
  }
  if (!confirm && !maySkipConfirmation(caller, account)) {
    throw new DomainError(
      "CONFIRMATION_REQUIRED",
      "Only a verified top-level account may give access without confirmation, and only to its own child accounts.",
    );
  }

  // An account that merely claims the address is not who the address invites; an account named by id is.
  const invitee = account && (input.accountId || account.emailVerified || !confirm) ? account.id : null;
  const before = await tx.accountOrganization.findFirst({
    where: invitee
      ? { organizationId, accountId: invitee }
      : { organizationId, accountId: null, invitationEmail: address },
  });
  if (confirm) await limitPending(tx, organizationId, before?.id ?? null);
  if (send) await countSend(tx, "invitation", address);

  const state = {
    role,
    active: !confirm,
    rejected: false,
    disabled: false,
    inviterId: caller.id,
    inviterMasterId: caller.masterId ?? caller.id,
    ...(input.accountId ? {} : { invitationEmail: address }),
  };
  const from = before && (await readMembership(tx, before.id));
  const { id } = before
    ? await tx.accountOrganization.update({ where: { id: before.id }, data: state })
    : await tx.accountOrganization.create({ data: { id: newId(), organizationId, accountId: invitee, ...state } });
  await renewExpiry(tx, id);
  const event = await auditTransition(
    tx,
    context,
    from ? "membership.inviteAgain" : "membership.invite",
    { id, organizationId },
    from ? { status: from.status, role: from.role } : undefined,
    { status: confirm ? "PENDING" : "ACTIVE", role, accountId: invitee, invitationEmail: invitee ? null : address },
  );
  if (send) await mailInvitation(tx, confirm ? "invitation" : "access-granted", { id, address }, event);
  return id;
}

/** What fails between the properties of the input as it was sent, whatever else the schema says of each. */
function contradictions(input: unknown): Problem[] {
  const { accountId, email, requireConfirmation, sendEmail } = (input ?? {}) as Record<keyof Input, unknown>;
  const nobody = isBlank(accountId) && isBlank(email);
  const unasked = sendEmail === false && (requireConfirmation == null || requireConfirmation === true);
  return [...(nobody ? neitherIsGiven : []), ...(unasked ? confirmsUnasked : [])];
}

const neitherIsGiven: Problem[] = [
  { path: ["accountId"], rule: "presence", message: "or email must be given" },
  { path: ["email"], rule: "presence", message: "or accountId must be given" },
];

const confirmsUnasked: Problem[] = [
  { path: ["sendEmail"], rule: "custom.rule", message: "can be false only where no confirmation is required" },
];

const isBlank = (value: unknown): boolean => value == null || value === "";

/** The address that is invited, locked, and the account behind it as it is under that lock. */
async function findInvitee(tx: Transaction, input: Input): Promise<{ address: string; account: Account | null }> {
  if (!input.accountId) {
    const address = emailKey(input.email ?? "");
    await lockAddress(tx, address);
    return { address, account: await tx.account.findUnique({ where: { emailKey: address } }) };
  }
  const named = isId(input.accountId) ? await tx.account.findUnique({ where: { id: input.accountId } }) : null;
  if (!named) throw notFound("Account", input.accountId);
  await lockAddress(tx, named.emailKey);
  return { address: named.emailKey, account: await tx.account.findUniqueOrThrow({ where: { id: named.id } }) };
}

async function isMember(tx: Transaction, organizationId: string, accountId: string): Promise<boolean> {
  return (await tx.accountOrganization.count({ where: { organizationId, accountId, active: true } })) > 0;
}

const maySkipConfirmation = (caller: Caller, account: Account | null): boolean =>
  caller.masterId === null && caller.emailVerified && account?.masterId === caller.id;
