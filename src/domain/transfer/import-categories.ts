import { z } from "zod";
import { sql } from "../../database/sql.js";
import { categoryFields } from "../category/create-category.js";
import { aliasKey, validate } from "../validate.js";
import { inTurns } from "../in-turns.js";
import { RowsRefused } from "./faults.js";
import { type Importer, inPieces, type Send, sendIn, type Setting } from "./importer.js";
import { ascendingIds, auditImported, insertRows } from "./insert-rows.js";
import { inside, KeptTexts } from "./kept-texts.js";
import type { ReadRow } from "./read-rows.js";

const schema = z.object(categoryFields);

export const categoryColumns = [
  "id",
  "organizationId",
  "name",
  "alias",
  "aliasKey",
  "description",
  "custom",
  "createdAt",
  "updatedAt",
] as const;

/** Categories, by the rules of creating one. */
export function categoryImporter({ context, organizationId, importId, now, faults, written }: Setting): Importer {
  const rows: { line: number; column: string; key: string }[] = [];
  const texts = new KeptTexts();
  /** What all have in common, as the inside of an object of JSON. */
  const common = inside(JSON.stringify({ organizationId, createdAt: now, updatedAt: now }));
  const lines = new Map<string, number>();

  const check = (row: ReadRow): void => {
    const found = faults.of(row, () =>
      validate("Category", schema, {
        name: row.get("name"),
        alias: row.get("alias"),
        description: row.get("description"),
        custom: row.get("custom"),
      }),
    );
    if (!found) return;
    const { name, alias, description, custom } = found;
    const key = aliasKey(alias);
    const column = row.columnOf(["alias"]);
    const before = lines.get(key);
    if (before !== undefined) {
      faults.add({ line: row.line, column, rule: "uniqueness", message: `is already taken by line ${before}` });
    } else lines.set(key, row.line);
    rows.push({ line: row.line, column, key });
    texts.add(JSON.stringify({ name, alias, aliasKey: key, description, custom: custom ?? {} }));
  };

  const compare = async (send: Send): Promise<void> => {
    const found = await inPieces(rows, (piece) =>
      send<{ aliasKey: string }>(sql`/* categoryImporter: aliases that are in use */
        SELECT c."aliasKey" FROM "Category" c WHERE c."organizationId" = ${organizationId} AND NOT c."isDeleted"
          AND c."aliasKey" = ANY(${piece.map(({ key }) => key)}::text[])`),
    );
    const taken = new Set(found.map((row) => row.aliasKey));
    await inTurns(rows, ({ line, column, key }) => {
      if (taken.has(key)) faults.add({ line, column, rule: "uniqueness", message: "is already taken" });
    });
  };

  return {
    check,
    compare: (send) => {
      // Every row was looked at.
      lines.clear();
      return compare(send);
    },
    write: async (tx) => {
      await compare(sendIn(tx));
      if (faults.any) throw new RowsRefused();
      const ids = await ascendingIds(rows.length);
      const row = (index: number): string => `{"id":"${ids[index] ?? ""}",${common},${inside(texts.at(index))}}`;
      await insertRows(tx, "Category", categoryColumns, rows.length, row, written);
      await auditImported(
        tx,
        context,
        { action: "category.import", objectType: "Category", organizationId, importId },
        ids,
      );
    },
  };
}
