import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { boolean, date, id, instant, json, number, type Properties, text, word } from "../list/property.js";
import type { List } from "../list/list.js";
import { nameOf } from "../list/rows.js";
import { readsCategory, readsDocument, readsOrganization } from "../policy.js";
import type { DocumentCategoryView, DocumentView, PaymentView } from "./views.js";

const nullable = { nullable: true };

/** What every object of the ledger can be filtered and ordered by. */
const common = (model: string): Properties => ({
  id: id("id", { of: model }),
  organizationId: id("organizationId", { of: "Organization" }),
  isDeleted: boolean("isDeleted"),
  deletedAt: instant("deletedAt", nullable),
  deletedId: id("deletedId", { nullable: true, of: model }),
  custom: json("custom"),
  createdAt: instant("createdAt"),
  updatedAt: instant("updatedAt"),
});

const documentProperties: Properties = {
  ...common("Document"),
  accountId: id("accountId", { nullable: true, of: "Account" }),
  type: word("type"),
  incoming: boolean("incoming"),
  number: text("number", nullable),
  date: date("date"),
  dateDue: date("dateDue", nullable),
  draft: boolean("draft"),
  canceled: boolean("canceled"),
  currencyId: text("currencyId"),
  unitId: text("unitId", nullable),
  clientName: text("clientName", nullable),
  reference: text("reference", nullable),
  note: text("note", nullable),
  uniqueId: text("uniqueId", nullable),
  total: number("total"),
  totalDiscount: number("totalDiscount"),
  totalTax: number("totalTax"),
  totalWithTax: number("totalWithTax"),
  totalConverted: number("totalConverted"),
  totalWithTaxConverted: number("totalWithTaxConverted"),
  totalPaid: number("totalPaid"),
  totalDue: number("totalDue"),
  paidInFull: boolean("paidInFull"),
};

const documentCategoryProperties: Properties = {
  ...common("DocumentCategory"),
  documentId: id("documentId", { of: "Document" }),
  categoryId: id("categoryId", { of: "Category" }),
  amount: number("amount"),
  amountConverted: number("amountConverted"),
  date: date("date"),
};

const paymentProperties: Properties = {
  ...common("Payment"),
  documentId: id("documentId", { nullable: true, of: "Document" }),
  type: word("type"),
  date: instant("date"),
  amount: number("amount"),
  amountConverted: number("amountConverted"),
  note: text("note", nullable),
  transactionId: text("transactionId", nullable),
};

/** The documents with what is computed of them. A plain subquery: the planner sees through it to the indexes. */
const documents = sql`(SELECT d."id", d."organizationId", d."accountId", d."type", d."incoming", d."number", d."date",
  d."dateDue", d."draft", d."canceled", d."currencyId", COALESCE(d."conversionRate", jsonb_build_object('from', d."currencyId", 'to',
    d."currencyId", 'rate', '1', 'source', NULL, 'date', NULL)) AS "conversionRate", trim_scale(d."rate") AS "rate", d."unitId",
  d."clientName", d."reference", d."note", d."uniqueId", d."items", d."taxes", d."total", d."totalDiscount", d."totalTax",
  d."totalWithTax", d."totalConverted", d."totalWithTaxConverted", d."totalPaid",
  d."totalWithTax" - d."totalPaid" AS "totalDue",
  CASE WHEN d."totalWithTax" < 0 THEN d."totalPaid" <= d."totalWithTax" ELSE d."totalPaid" >= d."totalWithTax" END
    AS "paidInFull",
  d."isDeleted", d."deletedAt", d."deletedId", d."custom", d."createdAt", d."updatedAt" FROM "Document" d)`;
const payments = sql`"Payment"`;
const documentCategories = sql`"DocumentCategory"`;

async function byIds<View>(context: Context, name: string, rows: Sql, ids: readonly string[]): Promise<View[]> {
  if (!context.caller) return [];
  return context.database.read<View>(sql`
    ${nameOf({ name: `${name}ByIds` }, "only of organizations that the viewer may read")}
    SELECT t.* FROM ${rows} t
    WHERE t."id" = ANY(${[...ids]}::text[]) AND ${readsOrganization(context.caller.id, sql`t."organizationId"`)}`);
}

/** Documents of the viewer's organizations, deleted ones included, by id. */
export const documentsByIds = (context: Context, ids: readonly string[]) =>
  byIds<DocumentView>(context, "documents", documents, ids);

/** Payments of the viewer's organizations, deleted ones included, by id. */
export const paymentsByIds = (context: Context, ids: readonly string[]) =>
  byIds<PaymentView>(context, "payments", payments, ids);

/** Parts of documents of the viewer's organizations, deleted ones included, by id. */
export const documentCategoriesByIds = (context: Context, ids: readonly string[]) =>
  byIds<DocumentCategoryView>(context, "documentCategories", documentCategories, ids);

const live = <View extends { isDeleted: boolean }>(found: View | null): View | null =>
  found?.isDeleted === false ? found : null;

/** One document that the viewer may read and that is not deleted, or null. */
export const liveDocument = async (context: Context, documentId: string): Promise<DocumentView | null> =>
  live(await context.loaders.document.load(documentId));

/** One payment that the viewer may read and that is not deleted, or null. */
export const livePayment = async (context: Context, paymentId: string): Promise<PaymentView | null> =>
  live(await context.loaders.payment.load(paymentId));

/** One part of a document that the viewer may read and that is not deleted, or null. */
export const liveDocumentCategory = async (context: Context, partId: string): Promise<DocumentCategoryView | null> =>
  live(await context.loaders.documentCategory.load(partId));

interface Kind {
  rows: Sql;
  properties: Properties;
}
const documentKind: Kind = { rows: documents, properties: documentProperties };
const paymentKind: Kind = { rows: payments, properties: paymentProperties };
const documentCategoryKind: Kind = { rows: documentCategories, properties: documentCategoryProperties };

/** The rows of one kind whose `parent` column names the parent, for who may read that parent. */
const list = <View extends object>(
  name: string,
  { rows, properties }: Kind,
  parent: Sql,
  mayRead: (viewer: string, id: Sql) => Sql,
  { deleted = false } = {},
): List<View> => ({
  name,
  properties,
  select: () => sql`t.*`,
  from: () => sql`${rows} t`,
  scope: deleted ? sql`${parent} = p."id"` : sql`${parent} = p."id" AND NOT t."isDeleted"`,
  mayRead: (viewer) => mayRead(viewer, sql`p."id"`),
});

const ofOrganization = sql`t."organizationId"`;
const ofDocument = sql`t."documentId"`;
const ofCategory = sql`t."categoryId"`;

/** The same list without and with the deleted rows, which is called `all…`. */
const lists = <View extends object>(
  name: string,
  kind: Kind,
  parent: Sql,
  mayRead: (viewer: string, id: Sql) => Sql,
): [List<View>, List<View>] => [
  list(name, kind, parent, mayRead),
  list(`all${name.charAt(0).toUpperCase()}${name.slice(1)}`, kind, parent, mayRead, { deleted: true }),
];

/** The documents of organizations, without and with the deleted ones. */
export const [documentsOfOrganization, allDocumentsOfOrganization] = lists<DocumentView>(
  "documents",
  documentKind,
  ofOrganization,
  readsOrganization,
);

/** The payments of organizations, with a document and without one, without and with the deleted ones. */
export const [paymentsOfOrganization, allPaymentsOfOrganization] = lists<PaymentView>(
  "payments",
  paymentKind,
  ofOrganization,
  readsOrganization,
);

/** The payments of documents, without and with the deleted ones. */
export const [paymentsOfDocument, allPaymentsOfDocument] = lists<PaymentView>(
  "paymentsOfDocument",
  paymentKind,
  ofDocument,
  readsDocument,
);

/** The parts of organizations' documents, without and with the deleted ones. */
export const [documentCategoriesOfOrganization, allDocumentCategoriesOfOrganization] = lists<DocumentCategoryView>(
  "documentCategories",
  documentCategoryKind,
  ofOrganization,
  readsOrganization,
);

/** The parts of documents, without and with the deleted ones. */
export const [documentCategoriesOfDocument, allDocumentCategoriesOfDocument] = lists<DocumentCategoryView>(
  "documentCategoriesOfDocument",
  documentCategoryKind,
  ofDocument,
  readsDocument,
);

/** The parts of documents under categories, without and with the deleted ones. */
export const [documentCategoriesOfCategory, allDocumentCategoriesOfCategory] = lists<DocumentCategoryView>(
  "documentCategoriesOfCategory",
  documentCategoryKind,
  ofCategory,
  readsCategory,
);

/** The document with the parent's id, deleted or not. */
export const documentById = list<DocumentView>("documentById", documentKind, sql`t."id"`, readsDocument, {
  deleted: true,
});
