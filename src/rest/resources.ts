import { accountById } from "../domain/account/queries.js";
import { allCategoriesOfOrganization, categoriesOfOrganization } from "../domain/category/queries.js";
import { accountOrganizationsOfAccount, accountOrganizationsOfOrganization } from "../domain/membership/queries.js";
import { statuses } from "../domain/membership/status.js";
import { organizationById, organizationsOfAccount } from "../domain/organization/queries.js";
import { roles } from "../domain/policy.js";
import type { DeclaredType, Relation, Resource, ResourceProperty } from "./resource.js";

/** The objects of `/v1` under their old names, in the order in which the original service showed their properties. */

const property =
  (type: DeclaredType) =>
  (description: string, options: Omit<ResourceProperty, "type" | "description"> = {}): ResourceProperty => ({
    type,
    description,
    ...options,
  });
const text = property("text");
const boolean = property("boolean");
const instant = property("instant");
const object = property("object");
const id = property("id");

const readOnly = { readOnly: true };
const always = { readOnly: true, nullable: false };

const ownId = id("Its id: 24 hexadecimal characters.", { ...always, example: "5e9e92107f186e000eda0901" });
const createdAt = instant("When it was made.", always);
const updatedAt = instant("When it was last changed.", always);
const custom = object("Whatever the client wants to keep with it.", { nullable: false, example: {} });

const one = (target: () => Resource, key: string, list: Relation["list"]): Relation => ({
  target,
  kind: "one",
  key,
  list,
});
const many = (target: () => Resource, list: Relation["list"]): Relation => ({ target, kind: "many", key: "id", list });

const organizations = many(
  () => organization,
  () => organizationsOfAccount,
);
const ownAccountOrganizations = many(
  () => accountOrganization,
  () => accountOrganizationsOfAccount,
);
const itsOrganization = one(
  () => organization,
  "organizationId",
  () => organizationById,
);

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
  relations: { organizations, accountOrganizations: ownAccountOrganizations },
};

/** Names are texts, for which programs send numbers, too. */
const withTextualNames = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((entry: unknown) =>
        typeof entry === "object" && entry !== null && "name" in entry && typeof entry.name === "number"
          ? { ...entry, name: String(entry.name) }
          : entry,
      )
    : value;

/** Somebody else's account, as colleagues see it. */
export const accountSummary: Resource = {
  model: "AccountSummary",
  description: "An account as colleagues see it.",
  properties: { ...names, id: ownId },
  relations: { organizations, accountOrganizations: ownAccountOrganizations },
};

export const organization: Resource = {
  model: "Organization",
  description: "A business or another body in whose name documents are made.",
  properties: {
    locale: text("Language; that of the country where it is not given.", { example: "sl" }),
    timezone: text("Time zone of its calendar; that of the country where it is not given.", {
      example: "Europe/Ljubljana",
    }),
    active: boolean("Whether it can be written to.", { ...readOnly, example: true }),
    size: text("Size."),
    industry: text("Industry."),
    billingEmail: text("Address for bills."),
    activatedAt: instant("When it was last activated.", readOnly),
    deactivatedAt: instant("When it was last deactivated.", readOnly),
    name: text("Name.", { required: true, nullable: false, example: "Orgate Works" }),
    address: text("Street and number."),
    address2: text("Second line of the address."),
    city: text("City.", { example: "Ljubljana" }),
    zip: text("Postal code."),
    state: text("State or province."),
    country: text("Country, in English or its own language, or as its code.", { example: "Slovenia" }),
    countryAlpha2Code: text("ISO 3166 alpha-2 code of the country.", { example: "SI" }),
    taxNumber: text("Tax number."),
    taxSubject: boolean("Whether it is subject to tax."),
    companyNumber: text("Number in the register of companies."),
    IBAN: text("Bank account."),
    bank: text("Name of the bank."),
    SWIFT: text("SWIFT code of the bank."),
    website: text("Website."),
    email: text("Address for customers."),
    phone: text("Telephone number."),
    businessType: text("Kind of business."),
    fiscalRegionCode: text("Region, where taxes depend on it."),
    id: ownId,
    createdAt: { ...createdAt, nullable: true },
    updatedAt: { ...updatedAt, nullable: true },
    custom: { ...custom, nullable: true },
    _data: {
      type: "list",
      description: "Named settings; replaced as a whole.",
      from: "data",
      filterable: false,
      nullable: false,
      accept: withTextualNames,
      load: async (context, organizationId) => context.loaders.organizationData.load(organizationId),
      schema: {
        items: {
          type: "object",
          required: ["name"],
          properties: {
            id: {
              type: "string",
              readOnly: true,
              description: "Its id; made anew whenever the settings are replaced.",
            },
            name: { type: "string", description: "Name." },
            value: { description: "Any JSON value." },
            options: { description: "Any JSON value." },
          },
        },
      },
      example: [{ id: "5e9e92107f186e000eda0902", name: "color", value: "#336699", options: {} }],
    },
  },
  relations: {
    accountOrganizations: many(
      () => accountOrganization,
      () => accountOrganizationsOfOrganization,
    ),
    categories: many(
      () => category,
      (deleted) => (deleted ? allCategoriesOfOrganization : categoriesOfOrganization),
    ),
  },
};

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
    organizationId: id("The organization.", always),
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
    organization: itsOrganization,
  },
};

export const category: Resource = {
  model: "Category",
  description: "A name under which amounts of documents are collected.",
  properties: {
    name: text("Name.", { required: true, nullable: false, example: "IT" }),
    alias: text("Short name, unique in the organization among what is not deleted, letter case ignored.", {
      required: true,
      nullable: false,
      example: "it",
    }),
    description: text("Description."),
    id: ownId,
    organizationId: id("The organization.", always),
    deletedAt: instant("When it was deleted.", readOnly),
    _isDeleted: boolean("Whether it was deleted.", { from: "isDeleted", ...always }),
    deletedId: id("Its id, once it was deleted.", readOnly),
    createdAt,
    updatedAt,
    custom,
  },
  relations: { organization: itsOrganization },
  softDelete: true,
};

/** Its id is the handle by which it is ended, not what is sent as the token. */
export const accessToken: Resource = {
  model: "AccessToken",
  description: "A token that is alive, by its handle.",
  properties: {
    id: { ...ownId, description: "The handle by which it is ended." },
    ttl: { type: "number", description: "Life time in seconds; -1: it never ends.", ...always, example: 15552000 },
    created: { ...createdAt, from: "createdAt" },
    userId: id("The account that it belongs to.", { from: "accountId", ...always }),
    scopes: { type: "list", description: "null: it may do all.", filterable: false, ...readOnly },
  },
  relations: {},
};

export const resources = [account, accountSummary, organization, accountOrganization, category, accessToken] as const;
