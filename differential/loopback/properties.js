/**
 * The objects as the original service declared them: the properties of its pages, with LoopBack's types. `status` and
 * `expiresAt` of a membership are Orgate's own, and are here so that they can be filtered by on both sides.
 */

const text = (...names) => Object.fromEntries(names.map((name) => [name, "string"]));
const dates = (...names) => Object.fromEntries(names.map((name) => [name, "date"]));
const numbers = (...names) => Object.fromEntries(names.map((name) => [name, "number"]));
const booleans = (...names) => Object.fromEntries(names.map((name) => [name, "boolean"]));

export const properties = {
  // What is shown of an account that is included; its other properties are nobody else's business.
  Account: text("email", "firstname", "lastname"),
  Organization: {
    ...text("locale", "timezone", "size", "industry", "billingEmail", "name", "address", "address2", "city", "zip"),
    ...text("state", "country", "countryAlpha2Code", "taxNumber", "companyNumber", "IBAN", "bank", "SWIFT", "website"),
    ...text("email", "phone", "businessType", "fiscalRegionCode"),
    ...booleans("active", "taxSubject"),
    ...dates("activatedAt", "deactivatedAt", "createdAt", "updatedAt"),
    custom: "object",
    _data: "array",
  },
  AccountOrganization: {
    ...text("role", "invitationEmail", "inviterId", "inviterMasterId", "accountId", "organizationId", "status"),
    ...booleans("active", "disabled", "rejected"),
    ...dates("createdAt", "updatedAt", "expiresAt"),
    custom: "object",
  },
  Category: {
    ...text("name", "alias", "description", "organizationId", "deletedId"),
    ...booleans("_isDeleted"),
    ...dates("deletedAt", "createdAt", "updatedAt"),
    custom: "object",
  },
  // LoopBack has no calendar dates: as texts they are alike, written and in order.
  Document: {
    ...text(
      "type",
      "number",
      "date",
      "dateDue",
      "currencyId",
      "unitId",
      "accountId",
      "clientName",
      "reference",
      "note",
    ),
    ...text("uniqueId", "organizationId", "deletedId"),
    ...booleans("draft", "canceled", "incoming", "paidInFull", "_isDeleted"),
    ...numbers("total", "totalDiscount", "totalTax", "totalWithTax", "totalConverted", "totalWithTaxConverted"),
    ...numbers("totalPaid", "totalDue"),
    ...dates("deletedAt", "createdAt", "updatedAt"),
    _documentItems: "array",
    _documentTaxes: "array",
    conversionRate: "object",
    custom: "object",
  },
  Payment: {
    ...text("documentId", "organizationId", "type", "note", "transactionId", "deletedId"),
    ...numbers("amount"),
    ...booleans("_isDeleted"),
    ...dates("date", "deletedAt", "createdAt", "updatedAt"),
    custom: "object",
  },
};

export const relations = {
  Account: {
    accountOrganizations: { type: "hasMany", model: "AccountOrganization", foreignKey: "accountId" },
    organizations: {
      type: "hasMany",
      model: "Organization",
      foreignKey: "accountId",
      keyThrough: "organizationId",
      through: "AccountOrganization",
    },
  },
  Organization: {
    accountOrganizations: { type: "hasMany", model: "AccountOrganization", foreignKey: "organizationId" },
    categories: { type: "hasMany", model: "Category", foreignKey: "organizationId" },
    documents: { type: "hasMany", model: "Document", foreignKey: "organizationId" },
    payments: { type: "hasMany", model: "Payment", foreignKey: "organizationId" },
  },
  Document: { payments: { type: "hasMany", model: "Payment", foreignKey: "documentId" } },
  Payment: {},
  AccountOrganization: {
    account: { type: "belongsTo", model: "Account", foreignKey: "accountId" },
    organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" },
  },
  Category: { organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" } },
};
