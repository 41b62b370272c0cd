import { ArgumentError } from "../../../src/where/argument-error.js";
import { readFilter } from "../../../src/rest/filter.js";
import { readWhere } from "../../../src/where/where.js";
import { readQuery } from "../../../src/rest/query-string.js";
import type { DeclaredType, Relation, Resource } from "../../../src/resources/resource.js";

const properties = (types: Record<string, DeclaredType>): Resource["properties"] =>
  Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type, description: "" }]));

const list = () => {
  throw new Error("the grammar reads no list");
};
const relation = (kind: Relation["kind"], key: string, target: () => Resource): Relation => ({
  kind,
  key,
  target,
  list,
});

/** An object of every declared type, with a property of another name inside, a hidden one and one that is a list. */
export const thing: Resource = {
  model: "Thing",
  description: "",
  properties: {
    ...properties({
      id: "id",
      name: "text",
      alias: "text",
      ownerId: "id",
      active: "boolean",
      amount: "number",
      createdAt: "instant",
      date: "date",
      custom: "object",
      tags: "list",
    }),
    _isDeleted: { type: "boolean", from: "isDeleted", description: "" },
    extra: { type: "object", from: "more", description: "" },
    secret: { type: "text", filterable: false, description: "" },
  },
  relations: {
    owner: relation("one", "ownerId", () => owner),
    things: relation("many", "id", () => thing),
  },
};

export const owner: Resource = {
  model: "Owner",
  description: "",
  properties: properties({ id: "id", email: "text" }),
  relations: { things: relation("many", "id", () => thing) },
};

/** What is read from a query string that has a filter. */
export const filterOf = (query: string) => readFilter(readQuery(query).filter, thing);

/** The condition that a where object is read as. */
export const where = (raw: unknown) => readWhere(raw, thing);

/** The code of the refusal, its name in front where that is not Error; fails where nothing is refused. */
export function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ArgumentError) return [error.kind, error.code].filter(Boolean).join(" ");
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The message of the refusal. */
export function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ArgumentError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}
