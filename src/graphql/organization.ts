import { allCategoriesOfOrganization, categoriesOfOrganization } from "../domain/category/queries.js";
import { requireCaller } from "../domain/context.js";
import { accountOrganizationsOfOrganization } from "../domain/membership/queries.js";
import { activateOrganization, deactivateOrganization } from "../domain/organization/activation.js";
import { createOrganization } from "../domain/organization/create-organization.js";
import type { DataEntry } from "../domain/organization/data.js";
import { type OrganizationView, readableOrganization } from "../domain/organization/queries.js";
import { updateOrganization } from "../domain/organization/update-organization.js";
import {
  AccountOrganization,
  AccountOrganizationConnection,
  AccountOrganizationOrder,
  AccountOrganizationWhere,
} from "./account-organization.js";
import { builder } from "./builder.js";
import { Category, CategoryConnection, CategoryOrder, CategoryWhere } from "./category.js";
import { connection, orderInput } from "./connection.js";
import { Role } from "./enums.js";
import { databaseId, globalId } from "./ids.js";
import { charged } from "./json-size.js";
import { mutation, type PayloadFields } from "./mutation.js";
import { organizationInputFields, organizationTextFields } from "./organization-fields.js";
import { BooleanFilter, DateTimeFilter, StringFilter, whereInput } from "./where.js";

const OrganizationData = builder.objectRef<DataEntry>("OrganizationData").implement({
  description: "One of an organization's named settings.",
  fields: (t) => ({
    databaseId: t.exposeString("id", { nullable: false, description: "The id that REST uses: 24 hex characters." }),
    name: t.exposeString("name", { nullable: false, description: "What it is called." }),
    value: t.field({
      type: "JSON",
      description: "Its value: any JSON.",
      resolve: ({ value }, _args, context) => charged(value, context),
    }),
    options: t.field({
      type: "JSON",
      description: "What goes with the value: any JSON.",
      resolve: ({ options }, _args, context) => charged(options, context),
    }),
  }),
});

export const Organization = builder.prismaObject("Organization", {
  description:
    "A business, club or person that issues documents. An invitee who has not accepted sees its id and name only.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "The global id, such as `Organization:5e9e92107f186e000eda0901`.",
      resolve: (organization) => globalId("Organization", organization.id),
    }),
    databaseId: t.exposeString("id", { nullable: false, description: "The id that REST uses: 24 hex characters." }),
    name: t.exposeString("name", { nullable: false, description: "What it is called." }),
    ...organizationTextFields(t),
    taxSubject: t.exposeBoolean("taxSubject", { description: "Whether it charges tax." }),
    active: t.exposeBoolean("active", {
      description: "Whether it can be changed; a deactivated one can only be read.",
    }),
    activatedAt: t.expose("activatedAt", { type: "DateTime", description: "When it was last activated." }),
    deactivatedAt: t.expose("deactivatedAt", { type: "DateTime", description: "When it was last deactivated." }),
    defaultCurrency: t.expose("currencyId", {
      type: "Currency",
      description: "The currency that its numbers are reported in.",
    }),
    custom: t.field({
      type: "JSONObject",
      description: "The integrator's own data.",
      resolve: ({ custom }, _args, context) => charged(custom, context),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    updatedAt: t.expose("updatedAt", { type: "DateTime", description: "When it was last changed." }),
    data: t.field({
      type: [OrganizationData],
      nullable: { list: true, items: false },
      description: "Its named settings, in their order.",
      resolve: (organization, _args, context) =>
        organization.viewerRole ? context.loaders.organizationData.load(organization.id) : null,
    }),
    viewerRole: t.field({
      type: Role,
      description: "The role in which the caller acts here; null for an invitee who has not accepted.",
      resolve: (organization) => organization.viewerRole,
    }),
  }),
});

builder.prismaObjectFields(Organization, (t) => ({
  categories: t.connection(
    {
      type: Category,
      nullable: true,
      description: "Its categories.",
      args: {
        where: t.arg({ type: CategoryWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [CategoryOrder], description: "In which order; by id where not given." }),
        includeDeleted: t.arg.boolean({ defaultValue: false, description: "Whether deleted ones are listed too." }),
      },
      resolve: (organization, args, context) =>
        connection(
          context,
          {
            list: args.includeDeleted ? allCategoriesOfOrganization : categoriesOfOrganization,
            parent: organization.id,
            type: "Category",
          },
          args,
        ),
    },
    CategoryConnection,
  ),
  accountOrganizations: t.connection(
    {
      type: AccountOrganization,
      nullable: true,
      description: "Its members and invitations, in every state.",
      args: {
        where: t.arg({ type: AccountOrganizationWhere, description: "Which of them." }),
        orderBy: t.arg({ type: [AccountOrganizationOrder], description: "In which order; by id where not given." }),
      },
      resolve: (organization, args, context) =>
        connection(
          context,
          { list: accountOrganizationsOfOrganization, parent: organization.id, type: "AccountOrganization" },
          args,
        ),
    },
    AccountOrganizationConnection,
  ),
}));

export const OrganizationWhere = whereInput("Organization", {
  id: { of: "Organization" },
  name: StringFilter,
  active: BooleanFilter,
  taxSubject: BooleanFilter,
  locale: StringFilter,
  timezone: StringFilter,
  size: StringFilter,
  industry: StringFilter,
  billingEmail: StringFilter,
  address: StringFilter,
  address2: StringFilter,
  city: StringFilter,
  zip: StringFilter,
  state: StringFilter,
  country: StringFilter,
  countryAlpha2Code: StringFilter,
  taxNumber: StringFilter,
  companyNumber: StringFilter,
  IBAN: StringFilter,
  bank: StringFilter,
  SWIFT: StringFilter,
  website: StringFilter,
  email: StringFilter,
  phone: StringFilter,
  businessType: StringFilter,
  fiscalRegionCode: StringFilter,
  activatedAt: DateTimeFilter,
  deactivatedAt: DateTimeFilter,
  createdAt: DateTimeFilter,
  updatedAt: DateTimeFilter,
});

export const OrganizationOrder = orderInput("Organization", {
  id: "The id, which is the order of making.",
  name: "The name.",
  city: "The city.",
  country: "The country as it was written.",
  countryAlpha2Code: "The country's code.",
  createdAt: "When it was made.",
  updatedAt: "When it was last changed.",
  activatedAt: "When it was last activated.",
});

export const OrganizationConnection = builder.connectionObject(
  { type: Organization, name: "OrganizationConnection", description: "A page of organizations." },
  { name: "OrganizationEdge", description: "An organization in a page." },
);

builder.queryField("organization", (t) =>
  t.field({
    type: Organization,
    description: "An organization of the caller; null where there is none or the caller is no member.",
    args: { id: t.arg.id({ required: true, description: "Its id in either form." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return readableOrganization(context, databaseId(id, "Organization", "id"));
    },
  }),
);

const payload: PayloadFields<OrganizationView | null> = (t) => ({
  organization: t.field({
    type: Organization,
    description: "The organization as it is now; null where refused.",
    resolve: (answer) => answer.result,
  }),
});

mutation("createOrganization", {
  description:
    "Makes an organization with its first admin. Country, language, time zone and currency follow from `country`.",
  input: (t) => ({
    accountId: t.id({
      description: "Its first admin: the caller where not given, or one of the caller's child accounts.",
    }),
    name: t.string({ required: true, description: "What it is called." }),
    ...organizationInputFields(t),
  }),
  payload,
  run: async ({ accountId, ...input }, context) => {
    const account = accountId == null ? requireCaller(context).id : databaseId(accountId, "Account", "accountId");
    return context.loaders.organization.load(await createOrganization(context, account, input));
  },
});

mutation("updateOrganization", {
  description: "Changes what is given of an organization; null clears. For admins.",
  input: (t) => ({
    id: t.id({ required: true, description: "The organization." }),
    name: t.string({ description: "What it is called." }),
    ...organizationInputFields(t),
  }),
  payload,
  run: async ({ id, ...input }, context) => {
    const organization = databaseId(id, "Organization", "id");
    await updateOrganization(context, organization, input);
    return context.loaders.organization.load(organization);
  },
});

mutation("activateOrganization", {
  description: "Lets a deactivated organization be changed again. For admins.",
  input: (t) => ({ id: t.id({ required: true, description: "The organization." }) }),
  payload,
  run: async ({ id }, context) => {
    const organization = databaseId(id, "Organization", "id");
    await activateOrganization(context, organization);
    return context.loaders.organization.load(organization);
  },
});

mutation("deactivateOrganization", {
  description: "From now on the organization can only be read. For admins.",
  input: (t) => ({ id: t.id({ required: true, description: "The organization." }) }),
  payload,
  run: async ({ id }, context) => {
    const organization = databaseId(id, "Organization", "id");
    await deactivateOrganization(context, organization);
    return context.loaders.organization.load(organization);
  },
});
