import { allCategoriesOfOrganization, categoriesOfOrganization } from "../domain/category/queries.js";
import { accountOrganizationsOfOrganization } from "../domain/membership/queries.js";
import type { Resource } from "./resource.js";
import { accountOrganization } from "./account-organization.js";
import { category } from "./category.js";
import { boolean, createdAt, custom, instant, ownId, readOnly, text, updatedAt } from "./properties.js";
import { many } from "./relations.js";

/** Names are texts, for which programs send numbers, too. */
const withTextualNames = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((entry: unknown) =>
        typeof entry === "object" && entry !== null && "name" in entry && typeof entry.name === "number"
          ? { ...entry, name: String(entry.name) }
          : entry,
      )
    : value;

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
