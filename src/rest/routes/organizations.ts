import { accountOrganizationsOfOrganization } from "../../domain/membership/queries.js";
import { inviteAccount } from "../../domain/membership/invite-account.js";
import { activateOrganization, deactivateOrganization } from "../../domain/organization/activation.js";
import { createOrganization } from "../../domain/organization/create-organization.js";
import {
  organizationsOfAccount,
  readableOrganization,
  requireListedOrganization,
} from "../../domain/organization/queries.js";
import { updateOrganization } from "../../domain/organization/update-organization.js";
import type { Context } from "../../domain/context.js";
import { roles } from "../../domain/policy.js";
import {
  booleanArgument,
  filterArgument,
  idArgument,
  objectFilterArgument,
  textArgument,
  whereArgument,
} from "../argument.js";
import type { Filter } from "../filter-shape.js";
import { counted, listed, one, success } from "../reads.js";
import { accountOrganization } from "../../resources/account-organization.js";
import { organization } from "../../resources/organization.js";
import { route } from "../route.js";

const tag = "Organizations";
const shown = { kind: "one", resource: organization } as const;
const ofAccount = (id: string) => ({ model: "Account", id });
const ofOrganization = (id: string) => ({ model: "Organization", id });

const read = async (context: Context, id: string, filter?: Filter) =>
  one(context, organization, id, await readableOrganization(context, id), filter);

export const organizationRoutes = [
  route({
    method: "POST",
    path: "/Accounts/:id/organizations",
    tag,
    summary: "Create an organization",
    description: "For the caller or one of its child accounts, which becomes its admin.",
    body: { resource: organization, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => read(context, await createOrganization(context, id, body)),
  }),
  route({
    method: "GET",
    path: "/Accounts/:id/organizations",
    tag,
    summary: "The organizations of an account",
    description: "Those of which the account is an active member.",
    args: { filter: filterArgument(organization) },
    answers: { kind: "list", resource: organization },
    run: async ({ context, params: { id = "" }, args }) =>
      listed(context, organization, ofAccount(id), organizationsOfAccount, args.filter),
  }),
  route({
    method: "GET",
    path: "/Accounts/:id/organizations/count",
    tag,
    summary: "How many organizations an account has",
    args: { where: whereArgument(organization) },
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" }, args }) =>
      counted(context, ofAccount(id), organizationsOfAccount, args.where),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id",
    tag,
    summary: "One organization",
    args: { filter: objectFilterArgument(organization) },
    answers: shown,
    run: async ({ context, params: { id = "" }, args }) => read(context, id, args.filter),
  }),
  route({
    method: "PATCH",
    path: "/Organizations/:id",
    oldNames: [{ method: "PUT", path: "/Organizations/:id" }],
    tag,
    summary: "Change an organization",
    description: "Changes what is given. `custom` and `_data` are replaced as a whole.",
    body: { resource: organization },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => {
      await updateOrganization(context, id, body);
      return read(context, id);
    },
  }),
  route({
    method: "PUT",
    path: "/Accounts/:aid/organizations/:id",
    deprecated: true,
    tag,
    summary: "Change an organization, under its older name",
    body: { resource: organization },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { aid = "", id = "" }, body }) => {
      await requireListedOrganization(context, aid, id);
      await updateOrganization(context, id, body);
      return read(context, id);
    },
  }),
  route({
    method: "POST",
    path: "/Organizations/:id/activate",
    tag,
    summary: "Activate an organization",
    answers: { kind: "success" },
    run: async ({ context, params: { id = "" } }) => {
      await activateOrganization(context, id);
      return success();
    },
  }),
  route({
    method: "POST",
    path: "/Organizations/:id/deactivate",
    tag,
    summary: "Deactivate an organization",
    description: "It can be read from then on, not written to.",
    answers: { kind: "success" },
    run: async ({ context, params: { id = "" } }) => {
      await deactivateOrganization(context, id);
      return success();
    },
  }),
  route({
    method: "POST",
    path: "/Organizations/:id/invite",
    operationId: "inviteToOrganization",
    tag,
    summary: "Invite an account",
    description: "By its id or by an address.",
    args: {
      accountId: idArgument("The account that is invited; optional where `email` is given."),
      email: textArgument("The address that is invited; optional where `accountId` is given.", {
        schema: { example: "grace@example.com" },
      }),
      requireConfirmation: booleanArgument(
        "Whether the invitee has to accept first; true where it is not given. Only verified top-level accounts may say false, for their own child accounts.",
      ),
      sendEmail: booleanArgument(
        "Whether a mail is sent; true where it is not given. Can be false only where no confirmation is required.",
      ),
      role: textArgument("What the invitee may do; `default` where it is not given.", { schema: { enum: roles } }),
    },
    refusals: [422, 429],
    answers: { kind: "one", resource: accountOrganization },
    run: async ({ context, params: { id = "" }, args }) => {
      const invited = await inviteAccount(context, id, args);
      return one(context, accountOrganization, invited, await context.loaders.accountOrganization.load(invited));
    },
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/accountOrganizations",
    tag,
    summary: "Who belongs to an organization or is invited",
    description: "Open, rejected and disabled ones too.",
    args: { filter: filterArgument(accountOrganization) },
    answers: { kind: "list", resource: accountOrganization },
    run: async ({ context, params: { id = "" }, args }) =>
      listed(context, accountOrganization, ofOrganization(id), accountOrganizationsOfOrganization, args.filter),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/accountOrganizations/count",
    tag,
    summary: "How many belong to an organization or are invited",
    args: { where: whereArgument(accountOrganization) },
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" }, args }) =>
      counted(context, ofOrganization(id), accountOrganizationsOfOrganization, args.where),
  }),
];
