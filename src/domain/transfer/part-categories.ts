import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { aliasKey } from "../validate.js";
import { inTurns } from "../in-turns.js";
import type { Faults } from "./faults.js";
import { categoryColumns } from "./import-categories.js";
import { inPieces, type Send, sendIn } from "./importer.js";
import { ascendingIds, insertRows } from "./insert-rows.js";
import type { ReadRow } from "./read-rows.js";

/** How a part names its category: `alias:it` in the form of comparison, or `id:5e9e…`. */
export type PartCategory = string;

interface Given {
  category?: string | null | undefined;
  categoryId?: string | null | undefined;
  name?: string | null | undefined;
}

interface Wanted {
  alias: string | null;
  id: string | null;
  /** What it is called where it has to be made. */
  name: string | null;
  line: number;
  column: string;
}

/**
 * The categories that the parts of a file are under. One that there is not is made where the file says what it is called,
 * so that documents can be brought into an empty organization.
 */
export class PartCategories {
  private readonly wanted = new Map<PartCategory, Wanted>();
  private ids = new Map<PartCategory, string>();

  constructor(
    private readonly organizationId: string,
    private readonly now: Date,
    private readonly faults: Faults,
  ) {}

  /** Notes the category that a part names. */
  name({ category, categoryId, name }: Given, row: ReadRow): PartCategory {
    const alias = category ?? null;
    const id = alias === null ? (categoryId ?? null) : null;
    const key = alias === null ? `id:${id ?? ""}` : `alias:${aliasKey(alias)}`;
    if (!this.wanted.has(key)) {
      const place = { line: row.line, column: row.columnOf(["parts"]) };
      this.wanted.set(key, { alias, id, name: name ?? null, ...place });
      if (!alias && !id) {
        this.faults.add({ ...place, rule: "presence", message: "has a part without the alias of its category" });
      }
    }
    return key;
  }

  /** Finds them; one that there is not and that cannot be made becomes a fault. */
  async find(send: Send): Promise<void> {
    const wanted = [...this.wanted.values()];
    const found = await inPieces(wanted, (piece) =>
      send<{ id: string; aliasKey: string }>(sql`/* PartCategories: living ones of the organization */
        SELECT c."id", c."aliasKey" FROM "Category" c
        WHERE c."organizationId" = ${this.organizationId} AND NOT c."isDeleted"
          AND (c."aliasKey" = ANY(${piece.flatMap(({ alias }) => (alias === null ? [] : aliasKey(alias)))}::text[])
            OR c."id" = ANY(${piece.flatMap(({ id }) => id ?? [])}::text[]))`),
    );
    this.ids = new Map();
    await inTurns(found, ({ id, aliasKey: key }) => this.ids.set(`alias:${key}`, id).set(`id:${id}`, id));
    await inTurns([...this.wanted], ([key, { alias, id, name, line, column }]) => {
      if (this.ids.has(key) || (alias && name) || !(alias || id)) return;
      const message = `has a part under a category that there is not: ${JSON.stringify((alias ?? id ?? "").slice(0, 100))}`;
      this.faults.add({ line, column, rule: "inclusion", message });
    });
  }

  /** Finds them again, and keeps them from being deleted until the transaction ends. */
  async hold(tx: Transaction): Promise<void> {
    const send = sendIn(tx);
    await this.find(send);
    const ids = [...new Set(this.ids.values())];
    const held = await inPieces(ids, (piece) =>
      send<{ id: string }>(sql`/* PartCategories: in one order, until this ends */
        SELECT c."id" FROM "Category" c WHERE c."id" = ANY(${piece}::text[]) AND NOT c."isDeleted"
        ORDER BY c."id" FOR SHARE`),
    );
    // Somebody deleted one while this waited for it.
    if (held.length < ids.length) await this.find(send);
  }

  /** Makes those that there are not. Answers their ids. */
  async make(tx: Transaction): Promise<string[]> {
    const missing = [...this.wanted].filter(([key]) => !this.ids.has(key));
    const ids = await ascendingIds(missing.length);
    const rows: string[] = [];
    await inTurns(missing, ([key, { alias, name }], index) => {
      const id = ids[index] ?? "";
      this.ids.set(key, id);
      const json = JSON.stringify({
        id,
        organizationId: this.organizationId,
        name,
        alias,
        aliasKey: aliasKey(alias ?? ""),
        description: null,
        custom: {},
        createdAt: this.now,
        updatedAt: this.now,
      });
      rows.push(json);
    });
    await insertRows(tx, "Category", categoryColumns, rows.length, (index) => rows[index] ?? "");
    return ids;
  }

  /** The id of one that was found or made. */
  idOf(category: PartCategory): string {
    const id = this.ids.get(category);
    if (id === undefined) throw new Error("a category was neither found nor made");
    return id;
  }
}
