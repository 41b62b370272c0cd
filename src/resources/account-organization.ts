import { accountById } from "../domain/account/queries.js";
import { statuses } from "../domain/membership/status.js";
import { organizationById } from "../domain/organization/queries.js";
import { roles } from "../domain/policy.js";
import type { Resource } from "./resource.js";
import { accountSummary } from "./account.js";
import { organization } from "./organization.js";
import {
  always,
  boolean,
  createdAt,
  custom,
  id,
  instant,
  organizationId,
  ownId,
  readOnly,
  text,
  updatedAt,
} from "./properties.js";
import { one } from "./relations.js";

export const accountOrganization: Resource = {
  model: "AccountOrganization",
  description: "Membership of an account in an organization, and the invitation to it.",
  properties: {
    role: text("What the member may do.", { values: roles, nullable: false, ...readOnly }),
    active: boolean("Whether the invitation was accepted.", always),
    disabled: boolean("Whether access is switched off.", always),
    rejected: boolean("Whether the invitation was rejected.", always),
    invitationEmail: text("The address that was invited.", readOnly),
    inviterId: id("The account that invited.", readOnly),
    inviterMasterId: id("The master of the account that invited, or that account itself.", readOnly),
    id: ownId,
    accountId: id("The account; null while nobody has verified the invited address.", readOnly),
    organizationId,
    createdAt,
    updatedAt,
    custom,
    status: text("Its state.", { values: statuses, ...always }),
    expiresAt: instant("Until when an open invitation can be answered; null in every other state.", {
      from: "openUntil",
      ...readOnly,
    }),
  },
  relations: {
    account: one(
      () => accountSummary,
      "accountId",
      () => accountById,
    ),
    organization: one(
      () => organization,
      "organizationId",
      () => organizationById,
    ),
  },
};
