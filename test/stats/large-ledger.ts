import { newId } from "../../src/database/ids.js";
import type { Database } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";

/**
 * Organizations of so many documents each, all on 500 days of 2019 and 2020, each with a payment and a part under one of
 * 20 categories; in the order of their dates and not of their organizations, as life writes them. Answers their ids.
 */
export async function writeLargeLedgers(
  database: Database,
  masterId: string,
  documents: readonly number[],
): Promise<string[]> {
  const ids = documents.map(() => newId());
  const { prisma } = database;
  await prisma.organization.createMany({ data: ids.map((id) => ({ id, name: "Orgate Works", masterId })) });
  await database.transaction(
    async (tx) => {
      await tx.$executeRaw(sql`/* test: twenty categories for each */
        INSERT INTO "Category" ("id", "organizationId", "name", "alias", "aliasKey")
        SELECT md5(o || n)::char(24), o, 'Category ' || n, 'c' || n, 'c' || n
        FROM unnest(${ids}::text[]) o, generate_series(0, 19) n`);
      await tx.$executeRaw(sql`/* test: documents, mixed by date */
        INSERT INTO "Document" ("id", "organizationId", "type", "incoming", "number", "date", "dateDue", "currencyId", "taxes",
          "total", "totalDiscount", "totalTax", "totalWithTax", "totalConverted", "totalWithTaxConverted")
        SELECT md5(o."id" || 'd' || n)::char(24), o."id", (ARRAY['invoice', 'invoice', 'credit-note', 'estimate'])[n % 4 + 1],
          n % 3 = 0, n::text, '2019-06-01'::date + n % 500, '2019-06-15'::date + n % 500, 'EUR',
          '[{"rate": "22.00", "base": "100.00", "totalTax": "22.00"}]', 100, 0, 22, 122, 100, 122
        FROM unnest(${ids}::text[], ${documents}::int[]) o("id", "count"), generate_series(1, o."count") n
        ORDER BY n % 500, n`);
      await tx.$executeRaw(sql`/* test: a payment of each */
        INSERT INTO "Payment" ("id", "organizationId", "documentId", "type", "date", "amount", "amountConverted")
        SELECT md5(d."id" || 'p')::char(24), d."organizationId", d."id", 'bank', d."date" + interval '7 days', 61, 61
        FROM "Document" d ORDER BY d."date"`);
      await tx.$executeRaw(sql`/* test: a part of each */
        INSERT INTO "DocumentCategory" ("id", "organizationId", "documentId", "categoryId", "amount", "amountConverted", "date")
        SELECT md5(d."id" || 'c')::char(24), d."organizationId", d."id",
          md5(d."organizationId" || d."number"::int % 20)::char(24), 50, 50, d."date"
        FROM "Document" d ORDER BY d."date"`);
    },
    { timeoutMs: 300_000 },
  );
  return ids;
}
