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

/** What is to be known of a document until it is written; all else of it is JSON by then. */
interface Row {
  line: number;
  columnOf: ReadRow["columnOf"];
  type: string;
  incoming: boolean;
  draft: boolean;
  number: string | null;
  date: string;
  uniqueId: string | null;
  json: string;
  parts: { category: PartCategory; json: string }[];
}

/** Documents with their parts, by the rules of creating them; totals are computed, and missing numbers given. */
export function documentImporter(setting: Setting): Importer {
  const { context, organizationId, importId, books, now, faults, written } = setting;
  const rows: Row[] = [];
  const lines = new Map<string, number>();
  const categories = new PartCategories(organizationId, now, faults);
  const dated = { createdAt: now, updatedAt: now };

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
    rows.push(document);
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
    const json = JSON.stringify({
      ...figureColumns(figures),
      // Prisma has a word of its own for none.
      conversionRate: figures.conversionRate,
      ...{ organizationId, accountId: context.caller?.id ?? null, type, incoming, date, draft },
      dateDue: given.dateDue ? dayOf(given.dateDue, books.zone) : null,
      canceled: given.canceled ?? false,
      ...{ currencyId, unitId: given.unitId, clientName: given.clientName, reference: given.reference },
      ...{ note: given.note, uniqueId, totalPaid: "0", isDeleted: false, custom: given.custom ?? {}, ...dated },
    });
    const parts = partsOf(given, figures, date, row);
    return { line: row.line, columnOf: row.columnOf, type, incoming, draft, number, date, uniqueId, json, parts };
  }

  function partsOf({ parts }: DocumentInput, figures: { total: Decimal; rate: Decimal }, date: string, row: ReadRow) {
    if (!parts || parts.length === 0) return [];
    const amounts = parts.map(({ amount }) => amount);
    refuseMisfit(figures.total, amounts, { model: "Document", property: "parts" });
    const converted = convertParts(amounts, figures.rate).map(centsText);
    return parts.map((part, index) => ({
      category: categories.name(part, row),
      json: JSON.stringify({
        organizationId,
        amount: centsText(part.amount),
        amountConverted: converted[index],
        date: part.date ? dayOf(part.date, books.zone) : date,
        isDeleted: false,
        custom: part.custom ?? {},
        ...dated,
      }),
    }));
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
        `{"id":"${ids[index] ?? ""}","number":${JSON.stringify(numbers[index] ?? null)},${rows[index]?.json.slice(1) ?? ""}`;
      const made = await categories.make(tx);
      await insertRows(tx, "Document", columns, rows.length, documentRow, written);
      const parts: (Row["parts"][number] & { documentId: string })[] = [];
      await inTurns(rows, (row, index) => {
        for (const part of row.parts) parts.push({ ...part, documentId: ids[index] ?? "" });
      });
      const partIds = await ascendingIds(parts.length);
      const partRow = (index: number): string => {
        const part = parts[index];
        if (!part) throw new Error("a part is gone");
        const ownIds = { id: partIds[index], documentId: part.documentId, categoryId: categories.idOf(part.category) };
        return `${JSON.stringify(ownIds).slice(0, -1)},${part.json.slice(1)}`;
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
