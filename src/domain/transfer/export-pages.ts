import type { Cell } from "../../sheets/column.js";
import { join, raw, sql } from "../../database/sql.js";
import { categoriesOfOrganization } from "../category/queries.js";
import type { Context } from "../context.js";
import { documentsOfOrganization, paymentsOfOrganization } from "../ledger/queries.js";
import type { DocumentView, PaymentView } from "../ledger/views.js";
import type { Condition } from "../list/condition.js";
import type { List } from "../list/list.js";
import { type AccountOrganizationView, accountOrganizationsOfOrganization } from "../membership/queries.js";
import { propertiesOf } from "./columns.js";
import type { ExportType } from "./kinds.js";
import { readPagesById } from "./read-pages.js";
import {
  categoryCells,
  type Cells,
  documentCells,
  type ExportedDocument,
  membershipCells,
  type NamedAccount,
  type NamedDocument,
  type NamedPart,
  paymentCells,
} from "./row-cells.js";

/** The rows that an export is made from. */
export const listsOf = {
  document: documentsOfOrganization,
  payment: paymentsOfOrganization,
  category: categoriesOfOrganization,
  accountOrganization: accountOrganizationsOfOrganization,
} satisfies Record<ExportType, List>;

/** A document of which only what its file has is read, and JSON only as text: of its objects there are many. */
type DocumentText = Pick<DocumentView, "id" | (typeof plainly)[number]> & Record<(typeof asText)[number], string>;

const plainly = [
  ...(["type", "number", "date", "dateDue", "draft", "canceled", "incoming", "clientName", "reference"] as const),
  ...(["currencyId", "conversionRate", "total", "totalDiscount", "totalTax", "totalWithTax"] as const),
  ...(["totalConverted", "totalWithTaxConverted", "unitId", "uniqueId", "note"] as const),
] as const;
const asText = ["items", "taxes", "custom"] as const;

const { name, properties, from, scope, mayRead } = listsOf.document;
const documentTexts: List<DocumentText> = {
  ...{ name, properties, from, scope, mayRead },
  select: () =>
    join(
      [
        ...["id", ...plainly].map((name) => raw(`t."${name}"`)),
        ...asText.map((name) => raw(`t."${name}"::text AS "${name}"`)),
      ],
      ", ",
    ),
};

/** Copied whole and overwritten: an object of what is left over would have a shape of its own for each row. */
const viewOf = (document: DocumentText): ExportedDocument => ({
  ...document,
  items: JSON.parse(document.items) as DocumentView["items"],
  taxes: JSON.parse(document.taxes) as DocumentView["taxes"],
  custom: JSON.parse(document.custom) as unknown,
});

interface Wanted {
  organizationId: string;
  type: ExportType;
  where: Condition | undefined;
}

/** The cells of all rows, in the order of the columns, a page at a time. `lost` makes the error where access has ended. */
export async function* exportPages(
  context: Context,
  viewer: string,
  wanted: Wanted,
  lost: () => Error,
): AsyncGenerator<Cell[][]> {
  const columns = propertiesOf(wanted.type);
  for await (const rows of cellsOf(context, viewer, wanted, lost)) {
    let some: Cell[][] = [];
    for (const cells of rows) {
      some.push(columns.map((property) => cells[property] ?? null));
      if (some.length < together) continue;
      yield some;
      some = [];
    }
    if (some.length > 0) yield some;
  }
}

/** Rows whose cells are there at the same time: some ten thousand characters, where rows are as they mostly are. */
const together = 25;

/** Cells are made one row after the other, as they are asked for: a page of them would outlive its making. */
async function* cellsOf(
  context: Context,
  viewer: string,
  { organizationId, type, where }: Wanted,
  lost: () => Error,
): AsyncGenerator<Iterable<Cells>> {
  const pages = <Row extends { id: string }>(list: List<Row>) =>
    readPagesById(context, viewer, list, organizationId, where, lost);
  switch (type) {
    case "category":
      for await (const rows of pages(listsOf.category)) yield each(rows, categoryCells);
      return;
    case "document":
      for await (const rows of pages(documentTexts)) yield await withParts(context, rows);
      return;
    case "payment": {
      const own = await currencyOf(context, organizationId);
      for await (const rows of pages(listsOf.payment)) yield await withDocuments(context, rows, own);
      return;
    }
    case "accountOrganization":
      for await (const rows of pages(listsOf.accountOrganization)) yield await withAccounts(context, rows);
  }
}

async function currencyOf({ database }: Context, organizationId: string): Promise<string> {
  const [found] = await database.read<{
    currencyId: string;
  }>(sql`/* exportPages: the currency of what has no document */
    SELECT "currencyId" FROM "Organization" WHERE "id" = ${organizationId}`);
  return found?.currencyId ?? "";
}

function* each<Row>(rows: readonly Row[], cells: (row: Row) => Cells): Generator<Cells> {
  for (const row of rows) yield cells(row);
}

async function withParts({ database }: Context, documents: readonly DocumentText[]): Promise<Iterable<Cells>> {
  const parts = await database.read<NamedPart & { documentId: string }>(sql`
    /* exportPages: the parts of documents that were read, in the order they were made */
    SELECT t."documentId", c."alias" AS "category", c."name", t."amount"::text AS "amount", t."date", t."custom"
    FROM "DocumentCategory" t JOIN "Category" c ON c."id" = t."categoryId"
    WHERE t."documentId" = ANY(${documents.map(({ id }) => id)}::text[]) AND NOT t."isDeleted" ORDER BY t."id"`);
  const byDocument = new Map<string, NamedPart[]>();
  for (const part of parts) {
    const own = byDocument.get(part.documentId);
    if (own) own.push(part);
    else byDocument.set(part.documentId, [part]);
  }
  return each(documents, (document) => documentCells(viewOf(document), byDocument.get(document.id) ?? []));
}

async function withDocuments(
  { database }: Context,
  payments: readonly PaymentView[],
  own: string,
): Promise<Iterable<Cells>> {
  const ids = [...new Set(payments.flatMap(({ documentId }) => documentId ?? []))];
  const documents = await database.read<NamedDocument & { id: string }>(sql`
    /* exportPages: what the documents of payments that were read are called */
    SELECT d."id", d."type", d."number", d."incoming", d."currencyId" FROM "Document" d
    WHERE d."id" = ANY(${ids}::text[])`);
  const byId = new Map(documents.map((document) => [document.id, document]));
  return each(payments, (payment) => paymentCells(payment, byId.get(payment.documentId ?? "") ?? null, own));
}

/** Colleagues know each other's address and names. */
async function withAccounts(
  { database }: Context,
  memberships: readonly AccountOrganizationView[],
): Promise<Iterable<Cells>> {
  const ids = memberships.flatMap(({ accountId }) => accountId ?? []);
  const accounts = await database.read<NamedAccount & { id: string }>(sql`
    /* exportPages: the accounts of memberships that were read */
    SELECT a."id", a."email", a."firstname", a."lastname" FROM "Account" a WHERE a."id" = ANY(${ids}::text[])`);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return each(memberships, (membership) => membershipCells(membership, byId.get(membership.accountId ?? "") ?? null));
}
