import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { numberKey, uniqueIdKey } from "./keys.js";
import type { FileLists } from "./read-lists.js";

/** A document of the database, as far as what belongs to it has to know. */
export interface KnownDocument {
  organizationId: string;
  /** `YYYY-MM-DD` */
  date: string;
  rate: string;
}

/** What the database has of the ledger that a file names. */
export interface StoredLedger {
  documents: Map<string, KnownDocument>;
  numbers: Set<string>;
  uniqueIds: Set<string>;
}

/** Reads it with one statement for each question, however large the file. */
export async function readStoredLedger(tx: Transaction, { entries, declared }: FileLists): Promise<StoredLedger> {
  const { documents, documentCategories, payments } = entries;
  const ids = new Set(declared.documents);
  for (const { value } of documentCategories) ids.add(value.documentId);
  for (const { value } of payments) if (value.documentId) ids.add(value.documentId);

  const known = await tx.$queryRaw<(KnownDocument & { id: string })[]>(sql`
    /* readStoredLedger: the documents that the file names */
    SELECT t."id", t."organizationId", t."date"::text AS "date", t."rate"::text AS "rate"
    FROM "Document" t WHERE t."id" = ANY(${[...ids]}::text[])`);

  const numbered = documents.flatMap(({ value: { organizationId, type, incoming, number } }) =>
    number ? [{ organizationId, type, incoming: incoming ?? false, number }] : [],
  );
  const numbers = await tx.$queryRaw<typeof numbered>(sql`
    /* readStoredLedger: numbers in use that the file's could collide with */
    SELECT t."organizationId", t."type", t."incoming", t."number" FROM "Document" t
    JOIN unnest(${numbered.map((one) => one.organizationId)}::text[], ${numbered.map((one) => one.type)}::text[],
      ${numbered.map((one) => one.incoming)}::boolean[], ${numbered.map((one) => one.number)}::text[])
      AS w ("organizationId", "type", "incoming", "number") USING ("organizationId", "type", "incoming", "number")`);

  const keyed = documents.flatMap(({ value: { organizationId, uniqueId } }) =>
    uniqueId ? [{ organizationId, uniqueId }] : [],
  );
  const uniqueIds = await tx.$queryRaw<typeof keyed>(sql`
    /* readStoredLedger: uniqueIds in use that the file's could collide with */
    SELECT t."organizationId", t."uniqueId" FROM "Document" t
    JOIN unnest(${keyed.map((one) => one.organizationId)}::text[], ${keyed.map((one) => one.uniqueId)}::text[])
      AS w ("organizationId", "uniqueId") USING ("organizationId", "uniqueId")`);

  return {
    documents: new Map(known.map(({ id, ...document }) => [id, document])),
    numbers: new Set(numbers.map((one) => numberKey(one.organizationId, one.type, one.incoming, one.number))),
    uniqueIds: new Set(uniqueIds.map((one) => uniqueIdKey(one.organizationId, one.uniqueId))),
  };
}
