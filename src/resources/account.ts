import { accountOrganizationsOfAccount } from "../domain/membership/queries.js";
import { organizationsOfAccount } from "../domain/organization/queries.js";
import type { Resource } from "./resource.js";
import { accountOrganization } from "./account-organization.js";
import { organization } from "./organization.js";
import { always, boolean, createdAt, custom, id, ownId, readOnly, text, updatedAt } from "./properties.js";
import { many } from "./relations.js";

const relations = {
  organizations: many(
    () => organization,
    () => organizationsOfAccount,
  ),
  accountOrganizations: many(
    () => accountOrganization,
    () => accountOrganizationsOfAccount,
  ),
};

const names = {
  email: text("The address, by which the account signs in.", {
    required: true,
    nullable: false,
    example: "ada@example.com",
  }),
  firstname: text("First name.", { example: "Ada" }),
  lastname: text("Last name.", { example: "Lovelace" }),
};

export const account: Resource = {
  model: "Account",
  description: "A person or program that signs in.",
  properties: {
    ...names,
    password: text("The password, 8 characters at least. Never shown.", {
      writeOnly: true,
      onlyAtFirst: true,
      required: true,
      filterable: false,
      example: "correct horse battery staple",
    }),
    label: text("What the account is called by its master."),
    taxNumber: text("Tax number."),
    locale: text("Language of what is sent to it.", { example: "en" }),
    emailVerified: boolean("Whether it has shown to receive mail at its address.", always),
    masterId: id("The account that made it and acts for it; null for a top-level account.", readOnly),
    custom,
    id: ownId,
    createdAt,
    updatedAt,
  },
  relations,
};

/** Somebody else's account, as colleagues see it. */
export const accountSummary: Resource = {
  model: "AccountSummary",
  description: "An account as colleagues see it.",
  properties: { ...names, id: ownId },
  relations,
};
