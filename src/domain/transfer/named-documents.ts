import { createHash } from "node:crypto";
import { sql } from "../../database/sql.js";
import { invalidInput } from "../errors.js";
import { inTurns } from "../in-turns.js";
import { inPieces, type Send } from "./importer.js";
import type { ReadRow } from "./read-rows.js";
import { booleanOf } from "./cell-values.js";

/** How a payment names its document. */
export type DocumentName = { id: string } | { type: string; number: string; incoming: boolean | null };

export interface FoundDocument {
  id: string;
  type: string;
  number: string | null;
  incoming: boolean;
  currencyId: string;
  rate: string;
  totalWithTax: string;
  totalPaid: string;
}

const refuse = (property: string, rule: "presence" | "inclusion" | "type" | "custom.rule", message: string): never => {
  throw invalidInput("Payment", [{ path: [property], rule, message }]);
};

/**
 * The name of the document that a payment is of: type and number, and the direction where both have that number; an object
 * of REST may have the id of a document of the same organization. Null: of none. Errors: VALIDATION_FAILED.
 */
export function documentName(row: ReadRow): DocumentName | null {
  const nested = row.get("document");
  const within = (property: string): unknown =>
    typeof nested === "object" && nested !== null && Object.hasOwn(nested, property)
      ? (nested as Record<string, unknown>)[property]
      : undefined;
  const type = textOf(row.get("documentType") ?? within("type"), "documentType");
  const number = textOf(row.get("documentNumber") ?? within("number"), "documentNumber");
  const incoming = row.get("documentIncoming") ?? within("incoming") ?? null;
  const id = textOf(row.get("documentId"), "documentId");
  if (type === null && number === null) return id === null ? null : { id };
  if (number === null) return refuse("documentNumber", "presence", "can't be blank: the payment names a document");
  if (type === null) return refuse("documentType", "presence", "can't be blank: the payment names a document");
  const direction = booleanOf(incoming);
  if (direction === undefined) return refuse("documentIncoming", "type", "is not of type boolean");
  return { type, number, incoming: direction };
}

const longestText = 1_000;

function textOf(value: unknown, property: string): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string") return refuse(property, "type", "is not of type string");
  if (value.length > longestText) return refuse(property, "custom.rule", `is longer than ${longestText} characters`);
  if (value.includes("\0") || !value.isWellFormed()) {
    return refuse(property, "custom.rule", "has characters that cannot be stored");
  }
  return value;
}

/** The documents that the payments of a file name. */
export class NamedDocuments {
  private byId = new Map<string, FoundDocument>();
  private byName = new Map<string, FoundDocument[]>();
  private sortedIds: readonly string[] = [];

  constructor(private readonly organizationId: string) {}

  /** Reads those that there are; deleted ones are not. */
  async find(send: Send, names: readonly DocumentName[]): Promise<void> {
    // What was found before is not kept while the same is read anew.
    this.forget();
    const unique = new Map<string, DocumentName>();
    await inTurns(names, (name) => unique.set("id" in name ? name.id : keyOf(name), name));
    const found = await inPieces([...unique.values()], (piece) => {
      const ids = piece.flatMap((name) => ("id" in name ? name.id : []));
      const numbered = piece.flatMap((name) => ("id" in name ? [] : name));
      const columns = sql`d."id", d."type", d."number", d."incoming", d."currencyId", d."rate"::text AS "rate",
        d."totalWithTax"::text AS "totalWithTax", d."totalPaid"::text AS "totalPaid"`;
      // All columns of the unique index are compared, so that it is used whatever is known of the table.
      return send<FoundDocument>(sql`/* NamedDocuments: living ones of the organization, by id or by type and number */
        SELECT * FROM (SELECT ${columns} FROM "Document" d
        WHERE d."organizationId" = ${this.organizationId} AND NOT d."isDeleted" AND d."id" = ANY(${ids}::text[])
        UNION ALL
        SELECT ${columns} FROM unnest(${numbered.map(({ type }) => type)}::text[],
          ${numbered.map(({ number }) => number)}::text[]) AS w ("type", "number")
        CROSS JOIN (VALUES (FALSE), (TRUE)) AS b ("incoming")
        JOIN "Document" d ON d."organizationId" = ${this.organizationId} AND d."type" = w."type"
          AND d."incoming" = b."incoming" AND d."number" = w."number"
        WHERE NOT d."isDeleted") f ORDER BY f."id" COLLATE "C"`);
    });
    const [byId, byName] = [new Map<string, FoundDocument>(), new Map<string, FoundDocument[]>()];
    await inTurns(found, (document) => {
      if (byId.has(document.id)) return;
      byId.set(document.id, document);
      if (document.number === null) return;
      const key = keyOf({ type: document.type, number: document.number });
      const others = byName.get(key);
      if (others) others.push(document);
      else byName.set(key, [document]);
    });
    [this.byId, this.byName] = [byId, byName];
    // Each piece came in order, so that merging them is all there is to do.
    this.sortedIds = [...byId.keys()].sort();
  }

  /** Lets go of what was found, until it is read again. */
  forget(): void {
    this.byId = new Map();
    this.byName = new Map();
    this.sortedIds = [];
  }

  /** Equal where the same documents were found as they were before. */
  async snapshot(): Promise<string> {
    const hash = createHash("sha256");
    await inTurns(this.sortedIds, (id) => hash.update(JSON.stringify(this.byId.get(id))));
    return hash.digest("hex");
  }

  /** In ascending order. */
  ids(): readonly string[] {
    return this.sortedIds;
  }

  /** Errors: VALIDATION_FAILED, where there is none, or one in each direction. */
  get(name: DocumentName): FoundDocument {
    if ("id" in name) {
      return this.byId.get(name.id) ?? refuse("documentId", "inclusion", "is no document of this organization");
    }
    const [one, other] = (this.byName.get(keyOf(name)) ?? []).filter(
      ({ incoming }) => name.incoming === null || incoming === name.incoming,
    );
    if (other) return refuse("documentIncoming", "presence", "can't be blank: there are two documents of that number");
    return one ?? refuse("documentNumber", "inclusion", `is the number of no ${name.type.slice(0, 100)} that there is`);
  }
}

const keyOf = ({ type, number }: { type: string; number: string }): string => `${type}/${number}`;
