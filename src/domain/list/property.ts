import { raw, type Sql, sql } from "../../database/sql.js";
import { invalid } from "../errors.js";

/**
 * number is numeric, compared exactly; date a calendar date; json a document, of which each value has a type of its own
 * and what is inside is named by a path: "custom.address.city".
 */
export type PropertyType = "text" | "id" | "boolean" | "instant" | "word" | "number" | "date" | "json";

/** One property by which rows can be filtered and ordered. */
export interface Property {
  type: PropertyType;
  /** The SQL of its value, on the row `t`. */
  value: Sql;
  /** Whether it can be NULL: decides how its order and its cursor are written. */
  nullable: boolean;
  /** For ids: the type of object that they name. */
  of?: string;
}

export type Properties = Readonly<Record<string, Property>>;

const column = (name: string): Sql => sql`t.${raw(`"${name}"`)}`;

const make =
  (type: PropertyType) =>
  (name: string, options: { nullable?: boolean; of?: string } = {}): Property => ({
    type,
    value: column(name),
    nullable: options.nullable ?? false,
    ...(options.of ? { of: options.of } : {}),
  });

/** Properties that are columns of the row, by their type. */
export const text = make("text");
export const id = make("id");
export const boolean = make("boolean");
export const instant = make("instant");
export const word = make("word");
export const number = make("number");
export const date = make("date");
export const json = make("json");

/** A word that is computed from the row. */
export const computedWord = (value: Sql): Property => ({ type: "word", value, nullable: false });

const deepestPath = 20;

/**
 * The property of that name, or the place inside a json property that the name is the path of. A path of keys that no
 * stored document can have leads nowhere, to NULL.
 * Errors: INVALID_ARGUMENT for a property that the list does not have.
 */
export function propertyOf(name: string, properties: Properties): Property {
  const property = own(name, properties) ?? placeInside(name, properties);
  if (!property) throw invalid(`There is no property "${name}" to filter or order by.`);
  return property;
}

const own = (name: string, properties: Properties): Property | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

function placeInside(name: string, properties: Properties): Property | undefined {
  const [first = "", ...path] = name.split(".");
  const document = path.length === 0 ? undefined : own(first, properties);
  if (document?.type !== "json") return undefined;
  const possible = path.length <= deepestPath && !name.includes("\0") && name.isWellFormed();
  return {
    type: "json",
    value: possible ? sql`(${document.value} #> ${path}::text[])` : sql`NULL::jsonb`,
    nullable: true,
  };
}
