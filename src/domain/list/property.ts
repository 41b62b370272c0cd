import { raw, type Sql, sql } from "../../database/sql.js";

export type PropertyType = "text" | "id" | "boolean" | "instant" | "word";

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

/** A word that is computed from the row. */
export const computedWord = (value: Sql): Property => ({ type: "word", value, nullable: false });
