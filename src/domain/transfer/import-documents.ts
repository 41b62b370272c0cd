import type { Sql } from "../../database/sql.js";
import { sql } from "../../database/sql.js";
import { invalidInput } from "../errors.js";
import { dayOf } from "../ledger/dates.js";
import { figureColumns, figuresOf } from "../ledger/figures.js";
import { centsText, type Decimal } from "../ledger/money.js";
import { Numbering } from "../ledger/number-many.js";
import { refuseMisfit } from "../ledger/parts.js";
import { convertParts } from "../ledger/totals.js";
import { dayAt } from "../organization/zone.js";
import { inTurns } from "../in-turns.js";
import { type DocumentInput, readDocument } from "./document-input.js";
import { RowsRefused } from "./faults.js";
import { type Importer, inPieces, type Send, sendIn, type Setting } from "./importer.js";
import { ascendingIds, auditImported, insertRows } from "./insert-rows.js";
import { inside, KeptTexts } from "./kept-texts.js";
import { PartCategories, type PartCategory } from "./part-categories.js";
import type { ReadRow } from "./read-rows.js";

const columns = [
  ...["id", "organizationId", "accountId", "type", "incoming", "number", "date", "dateDue", "draft", "canceled"],
  ...[
    "currencyId",
    "conversionRate",
    "rate",
    "unitId",
    "clientName",
    "reference",
    "note",
    "uniqueId",
    "items",
    "taxes",
  ],
  ...["total", "totalDiscount", "totalTax", "totalWithTax", "totalConverted", "totalWithTaxConverted", "totalPaid"],
  ...["isDeleted", "custom", "createdAt", "updatedAt"],
];
const partColumns = [
  ...["id", "organizationId", "documentId", "categoryId", "amount", "amountConverted", "date", "isDeleted", "custom"],
  ...["createdAt", "updatedAt"],
];

/** What is to be known of a document until it is written; all else of it is a text by then, of the same index. */
interface Row {
  line: number;
  columnOf: ReadRow["columnOf"];
  type: string;
  incoming: boolean;
  draft: boolean;
  number: string | null;
  date: string;
  uniqueId: string | null;
}

/** What is to be known of a part; all else of it is a text, of the same index. */
interface Part {
  /** The index of its document. */
  of: number;
  category: PartCategory;
}

/** Documents with their parts, by the rules of creating them; totals are computed, and missing numbers given. */
export function documentImporter(setting: Setting): Importer {
  const { context, organizationId, importId, books, now, faults, written } = setting;
  const rows: Row[] = [];
  const texts = new KeptTexts();
  const parts: Part[] = [];
  const partTexts = new KeptTexts();
  const lines = new Map<string, number>();
  const categories = new PartCategories(organizationId, now, faults);
  /** What all have in common, as the inside of an object of JSON. */
  const common = { organizationId, isDeleted: false, createdAt: now, updatedAt: now };
  const ofParts = inside(JSON.stringify(common));
  const ofDocuments = inside(JSON.stringify({ ...common, accountId: context.caller?.id ?? null, totalPaid: "0" }));

  const check = (row: ReadRow): void => {
    const document = faults.of(row, () => documentOf(row));
    if (!document) return;
    for (const [property, key] of [
      ["number", document.number === null ? null : numberKey(document)],
      ["uniqueId", document.uniqueId],
    ] as const) {
      if (key === null) continue;
      const before = lines.get(`${property}/${key}`);
      if (before === undefined) lines.set(`${property}/${key}`, row.line);
      else refuseTaken(document, property, `is already taken by line ${before}`);
    }
  };

  function documentOf(row: ReadRow): Row {
    const given = readDocument(row);
    const [draft, number] = [given.draft ?? false, given.number ?? null];
    if (draft && number !== null) {
      throw invalidInput("Document", [{ path: ["number"], rule: "custom.rule", message: "is for what is no draft" }]);
    }
    const { type, incoming } = { type: given.type, incoming: given.incoming ?? false };
    const currencyId = given.currencyId ?? books.currencyId;
    const figures = figuresOf(books, {
      type,
      currencyId,
      conversionRate: given.conversionRate ?? null,
      items: given.items ?? [],
    });
    const date = given.date ? dayOf(given.date, books.zone) : dayAt(now, books.zone);
    const uniqueId = given.uniqueId ?? null;
    const computed = figureColumns(figures);
    // Written out: objects that are put together would have a shape of their own each, which is more than is in them.
    const json = JSON.stringify({
      items: computed.items,
      taxes: computed.taxes,
      // Prisma has a word of its own for none.
      conversionRate: figures.conversionRate,
      rate: computed.rate,
      total: computed.total,
      totalDiscount: computed.totalDiscount,
      totalTax: computed.totalTax,
      totalWithTax: computed.totalWithTax,
      totalConverted: computed.totalConverted,
      totalWithTaxConverted: computed.totalWithTaxConverted,
      type,
      incoming,
      date,
      draft,
      dateDue: given.dateDue ? dayOf(given.dateDue, books.zone) : null,
      canceled: given.canceled ?? false,
      currencyId,
      unitId: given.unitId,
      clientName: given.clientName,
      reference: given.reference,
      note: given.note,
      uniqueId,
      custom: given.custom ?? {},
    });
    keepParts(given, figures, date, row);
    texts.add(json);
    const document = { line: row.line, columnOf: row.columnOf, type, incoming, draft, number, date, uniqueId };
    rows.push(document);
    return document;
  }

  /** Of the document that comes next. */
  function keepParts(
    { parts: given }: DocumentInput,
    figures: { total: Decimal; rate: Decimal },
    date: string,
    row: ReadRow,
  ): void {
    if (!given || given.length === 0) return;
    const amounts = given.map(({ amount }) => amount);
    refuseMisfit(figures.total, amounts, { model: "Document", property: "parts" });
    const converted = convertParts(amounts, figures.rate).map(centsText);
    given.forEach((part, index) => {
      parts.push({ of: rows.length, category: categories.name(part, row) });
      partTexts.add(
        JSON.stringify({
          amount: centsText(part.amount),
          amountConverted: converted[index],
          date: part.date ? dayOf(part.date, books.zone) : date,
          custom: part.custom ?? {},
        }),
      );
    });
  }

  const refuseTaken = ({ line, columnOf }: Row, property: string, message = "is already taken"): void => {
    faults.add({ line, column: columnOf([property]), rule: "uniqueness", message });
  };

  /** Also of deleted documents. */
  const compareTaken = async (send: Send): Promise<void> => {
    const numbered = rows.filter(({ number }) => number !== null);
    const numbers = new Set(
      await inPieces(numbered, async (piece) =>
        (await send<Numbered>(takenNumbers(organizationId, piece))).map(numberKey),
      ),
    );
    const unique = rows.flatMap(({ uniqueId }) => uniqueId ?? []);
    const found = await inPieces(unique, (piece) =>
      send<{ uniqueId: string }>(sql`/* documentImporter: unique ids that are in use */
        SELECT d."uniqueId" FROM "Document" d WHERE d."organizationId" = ${organizationId}
          AND d."uniqueId" = ANY(${piece}::text[])`),
    );
    const uniqueIds = new Set(found.map(({ uniqueId }) => uniqueId));
    await inTurns(rows, (row) => {
      if (row.number !== null && numbers.has(numberKey(row))) refuseTaken(row, "number");
      if (row.uniqueId !== null && uniqueIds.has(row.uniqueId)) refuseTaken(row, "uniqueId");
    });
  };

  return {
    check,
    compare: async (send) => {
      // Every row was looked at.
      lines.clear();
      await compareTaken(send);
      await categories.find(send);
    },
    write: async (tx) => {
      const numbering = await Numbering.lock(tx, organizationId, rows);
      await compareTaken(sendIn(tx));
      await categories.hold(tx);
      if (faults.any) throw new RowsRefused();
      const numbers = await numbering.give(tx, organizationId, rows);
      const ids = await ascendingIds(rows.length);
      const documentRow = (index: number): string =>
        `{"id":"${ids[index] ?? ""}","number":${JSON.stringify(numbers[index] ?? null)},${ofDocuments},${inside(texts.at(index))}}`;
      const made = await categories.make(tx);
      await insertRows(tx, "Document", columns, rows.length, documentRow, written);
      const partIds = await ascendingIds(parts.length);
      const partRow = (index: number): string => {
        const part = parts[index];
        if (!part) throw new Error("a part is gone");
        const [documentId, categoryId] = [ids[part.of] ?? "", categories.idOf(part.category)];
        return `{"id":"${partIds[index] ?? ""}","documentId":"${documentId}","categoryId":"${categoryId}",${ofParts},${inside(partTexts.at(index))}}`;
      };
      await insertRows(tx, "DocumentCategory", partColumns, parts.length, partRow);
      const entry = { organizationId, importId };
      await auditImported(tx, context, { ...entry, action: "category.import", objectType: "Category" }, made);
      await auditImported(tx, context, { ...entry, action: "document.import", objectType: "Document" }, ids);
      await auditImported(
        tx,
        context,
        { ...entry, action: "documentCategory.import", objectType: "DocumentCategory" },
        partIds,
      );
    },
  };
}

interface Numbered {
  type: string;
  incoming: boolean;
  number: string | null;
}

const numberKey = ({ type, incoming, number }: Numbered): string => `${type}/${String(incoming)}/${number ?? ""}`;

const takenNumbers = (organizationId: string, rows: readonly Numbered[]): Sql => sql`
  /* documentImporter: numbers that are in use */
  SELECT d."type", d."incoming", d."number" FROM unnest(${rows.map(({ type }) => type)}::text[],
    ${rows.map(({ incoming }) => incoming)}::boolean[], ${rows.map(({ number }) => number)}::text[])
    AS w ("type", "incoming", "number")
  JOIN "Document" d ON d."organizationId" = ${organizationId} AND d."type" = w."type" AND d."incoming" = w."incoming"
    AND d."number" = w."number"`;
