import { acceptInvitation, rejectInvitation } from "../domain/membership/answer-invitation.js";
import { changeRole } from "../domain/membership/change-role.js";
import { inviteAccount } from "../domain/membership/invite-account.js";
import type { AccountOrganizationView } from "../domain/membership/queries.js";
import { removeAccess } from "../domain/membership/remove-access.js";
import { resendInvitation } from "../domain/membership/resend-invitation.js";
import { disableAccess, enableAccess } from "../domain/membership/switch-access.js";
import { type Context, requireCaller } from "../domain/context.js";
import type { Role as RoleName } from "../domain/policy.js";
import { Account } from "./account.js";
import { builder } from "./builder.js";
import { orderInput } from "./connection.js";
import { Role, Status } from "./enums.js";
import { databaseId, globalId } from "./ids.js";
import { charged } from "./json-size.js";
import { deletedIdPayload, mutation, type PayloadFields } from "./mutation.js";
import { Organization } from "./organization.js";
import { organizationOf } from "./organization-of.js";
import { BooleanFilter, DateTimeFilter, RoleFilter, StatusFilter, StringFilter, whereInput } from "./where.js";

export const AccountOrganization = builder.prismaObject("AccountOrganization", {
  description: "The membership of an account in an organization, or the invitation to one.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "The global id, such as `AccountOrganization:5e9ab369ed6377000d23d501`.",
      resolve: (membership) => globalId("AccountOrganization", membership.id),
    }),
    databaseId: t.exposeString("id", { nullable: false, description: "The id that REST uses: 24 hex characters." }),
    role: t.field({
      type: Role,
      nullable: false,
      description: "What the member may do.",
      resolve: (membership) => membership.role as RoleName,
    }),
    status: t.field({
      type: Status,
      nullable: false,
      description: "Its state at this moment.",
      resolve: (membership) => membership.status,
    }),
    active: t.exposeBoolean("active", { nullable: false, description: "Whether it was accepted, disabled or not." }),
    disabled: t.exposeBoolean("disabled", {
      nullable: false,
      description: "Whether the member's access is switched off.",
    }),
    rejected: t.exposeBoolean("rejected", { nullable: false, description: "Whether the invitation was declined." }),
    invitationEmail: t.expose("invitationEmail", {
      type: "EmailAddress",
      description: "The address that was invited, in lower case; null where an account was.",
    }),
    expiresAt: t.field({
      type: "DateTime",
      description: "Until when an open invitation can be answered; null for every other state.",
      resolve: ({ openUntil }) => openUntil,
    }),
    custom: t.field({
      type: "JSONObject",
      nullable: false,
      description: "The integrator's own data.",
      resolve: ({ custom }, _args, context) => charged(custom ?? {}, context),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", nullable: false, description: "When it was made." }),
    updatedAt: t.expose("updatedAt", { type: "DateTime", nullable: false, description: "When it was last changed." }),
  }),
});

builder.prismaObjectFields(AccountOrganization, (t) => ({
  account: t.field({
    type: Account,
    description: "Whose it is; null for an invitation to an address that nobody has verified.",
    resolve: ({ accountId }, _args, context) => (accountId ? context.loaders.account.load(accountId) : null),
  }),
  organization: t.field({
    type: Organization,
    nullable: false,
    description: "Where. An invitee who has not accepted sees its id and name only.",
    resolve: (membership, _args, context) => organizationOf(membership, context),
  }),
  inviter: t.field({
    type: Account,
    description: "Who sent the last invitation; null for whoever made the organization.",
    resolve: ({ inviterId }, _args, context) => (inviterId ? context.loaders.account.load(inviterId) : null),
  }),
}));

export const AccountOrganizationWhere = whereInput("AccountOrganization", {
  id: { of: "AccountOrganization" },
  role: RoleFilter,
  status: StatusFilter,
  active: BooleanFilter,
  disabled: BooleanFilter,
  rejected: BooleanFilter,
  invitationEmail: StringFilter,
  accountId: { of: "Account" },
  organizationId: { of: "Organization" },
  inviterId: { of: "Account" },
  createdAt: DateTimeFilter,
  updatedAt: DateTimeFilter,
});

export const AccountOrganizationOrder = orderInput("AccountOrganization", {
  id: "The id, which is the order of making.",
  role: "The role's name.",
  status: "The state's name.",
  invitationEmail: "The address that was invited.",
  createdAt: "When it was made.",
  updatedAt: "When it was last changed.",
});

export const AccountOrganizationConnection = builder.connectionObject(
  {
    type: AccountOrganization,
    name: "AccountOrganizationConnection",
    description: "A page of memberships and invitations.",
  },
  { name: "AccountOrganizationEdge", description: "A membership or invitation in a page." },
);

builder.queryField("accountOrganization", (t) =>
  t.field({
    type: AccountOrganization,
    description: "A membership or invitation, for the organization's members and its invitee; null otherwise.",
    args: { id: t.arg.id({ required: true, description: "Its id in either form." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return context.loaders.accountOrganization.load(databaseId(id, "AccountOrganization", "id"));
    },
  }),
);

const payload: PayloadFields<AccountOrganizationView | null> = (t) => ({
  accountOrganization: t.field({
    type: AccountOrganization,
    description: "The membership or invitation as it is now; null where refused.",
    resolve: (answer) => answer.result,
  }),
});

mutation("inviteAccount", {
  description: "Invites an account or an e-mail address, or invites it again. For admins.",
  input: (t) => ({
    organizationId: t.id({ required: true, description: "Where to." }),
    accountId: t.id({ description: "The account; or give `email`." }),
    email: t.field({ type: "EmailAddress", description: "The address; or give `accountId`." }),
    role: t.field({ type: Role, description: "What the member may do: DEFAULT where not given." }),
    requireConfirmation: t.boolean({
      description:
        "Whether the invitee has to accept: true where not given. Only a verified top-level account may say false, to its own child accounts.",
    }),
    sendEmail: t.boolean({
      description:
        "Whether the invitee is written to: true where not given. False goes only with `requireConfirmation: false`.",
    }),
  }),
  payload,
  run: async ({ organizationId, accountId, ...input }, context) => {
    const id = await inviteAccount(context, databaseId(organizationId, "Organization", "organizationId"), {
      ...input,
      accountId: accountId == null ? null : databaseId(accountId, "Account", "accountId"),
    });
    return context.loaders.accountOrganization.load(id);
  },
});

/** The transitions that take nothing but the row's id. */
const transitions: Record<string, { description: string; run: (context: Context, id: string) => Promise<void> }> = {
  acceptInvitation: {
    description: "Accepts the caller's own invitation. Accepting again changes nothing.",
    run: acceptInvitation,
  },
  rejectInvitation: { description: "Declines the caller's own invitation.", run: rejectInvitation },
  resendInvitation: {
    description: "Sends an open or expired invitation again, and keeps it open for another seven days. For admins.",
    run: resendInvitation,
  },
  enableAccess: { description: "Gives a disabled member access again. For admins.", run: enableAccess },
  disableAccess: {
    description: "Switches a member's access off, from the next request on. For admins.",
    run: disableAccess,
  },
};

for (const [name, { description, run }] of Object.entries(transitions)) {
  mutation(name, {
    description,
    input: (t) => ({ id: t.id({ required: true, description: "The membership or invitation." }) }),
    payload,
    run: async ({ id }, context) => {
      const membership = databaseId(id, "AccountOrganization", "id");
      await run(context, membership);
      return context.loaders.accountOrganization.load(membership);
    },
  });
}

mutation("changeRole", {
  description: "Changes what a member or invitee may do. For admins.",
  input: (t) => ({
    id: t.id({ required: true, description: "The membership or invitation." }),
    role: t.field({ type: Role, required: true, description: "The new role." }),
  }),
  payload,
  run: async ({ id, role }, context) => {
    const membership = databaseId(id, "AccountOrganization", "id");
    await changeRole(context, membership, { role });
    return context.loaders.accountOrganization.load(membership);
  },
});

mutation("removeAccess", {
  description: "Removes a membership or invitation, for admins; or leaves the organization, for everybody.",
  input: (t) => ({ id: t.id({ required: true, description: "The membership or invitation." }) }),
  payload: deletedIdPayload("what is gone"),
  run: async ({ id }, context) => {
    const membership = databaseId(id, "AccountOrganization", "id");
    await removeAccess(context, membership);
    return globalId("AccountOrganization", membership);
  },
});
