import { join, type Sql, some, sql } from "../../database/sql.js";
import { invalid } from "../errors.js";
import { isNumeric } from "./numeric.js";
import type { Value } from "./condition.js";

/**
 * Conditions on a JSON value, such as what is at `custom.rank`, which is compared by its own type: a stored number as a
 * number, a stored text as text by code point, a stored boolean as such. A text is also the number or the boolean that it
 * reads as; a number or boolean is never a text. Missing and JSON's null are the same. Objects and lists equal nothing.
 */

type Comparison = "eq" | "neq" | "gt" | "gte" | "lt" | "lte";

const signs = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` };

/** The condition; never NULL. Errors: INVALID_ARGUMENT for greater or smaller than null. */
export function jsonCompare(place: Sql, operator: Comparison, value: Value): Sql {
  if (operator === "eq") return jsonAmong(place, [value]);
  if (operator === "neq") return sql`(${jsonAmong(place, [value])}) IS NOT TRUE`;
  if (value === null) throw invalid("Nothing is greater or smaller than null.");
  const sign = signs[operator];
  const { texts, numbers, booleans } = readings([value]);
  return byType(place, {
    string: texts.map((text) => sql`${asText(place)} ${sign} ${text}`),
    number: numbers.map((number) => sql`(${place})::numeric ${sign} ${number}::numeric`),
    boolean: booleans.map((boolean) => sql`(${place})::boolean ${sign} ${boolean}::boolean`),
  });
}

/** Whether it is one of the values. */
export function jsonAmong(place: Sql, values: readonly Value[]): Sql {
  const { texts, numbers, booleans } = readings(values);
  const any = (left: Sql, list: readonly Value[], type: Sql): Sql[] =>
    list.length === 0 ? [] : [sql`${left} = ANY(${[...list]}::${type}[])`];
  const found = byType(place, {
    string: any(asText(place), texts, sql`text`),
    number: any(sql`(${place})::numeric`, numbers, sql`numeric`),
    boolean: any(sql`(${place})::boolean`, booleans, sql`boolean`),
  });
  return values.includes(null) ? some([found, sql`coalesce(jsonb_typeof(${place}), 'null') = 'null'`]) : found;
}

/** The text that is stored there; NULL where it is anything else. */
export const jsonText = (place: Sql): Sql => sql`(CASE jsonb_typeof(${place}) WHEN 'string' THEN ${asText(place)} END)`;

/** ORDER BY's terms: by type first (missing or null, number, text, object, list, boolean), then by value. */
export function jsonOrder(place: Sql, direction: "asc" | "desc"): Sql {
  const way = direction === "asc" ? sql`ASC NULLS FIRST` : sql`DESC NULLS LAST`;
  return join(
    [
      sql`array_position('{null,number,string,object,array,boolean}'::text[], coalesce(jsonb_typeof(${place}), 'null')) ${way}`,
      sql`(CASE jsonb_typeof(${place}) WHEN 'number' THEN (${place})::numeric END) ${way}`,
      sql`(CASE WHEN jsonb_typeof(${place}) NOT IN ('number', 'null') THEN ${asText(place)} END) ${way}`,
    ],
    ", ",
  );
}

const asText = (place: Sql): Sql => sql`(${place} #>> '{}') COLLATE "C"`;

/** CASE, so that no value is cast to a type that it does not have. */
function byType(place: Sql, tests: Record<"string" | "number" | "boolean", Sql[]>): Sql {
  const cases = Object.entries(tests).flatMap(([type, [test]]) => (test ? [sql`WHEN ${type} THEN ${test}`] : []));
  return cases.length === 0 ? sql`FALSE` : sql`(CASE jsonb_typeof(${place}) ${join(cases, " ")} ELSE FALSE END)`;
}

function readings(values: readonly Value[]) {
  const texts: string[] = [];
  const numbers: string[] = [];
  const booleans: boolean[] = [];
  for (const value of values) {
    if (typeof value === "number") numbers.push(String(value));
    else if (typeof value === "boolean") booleans.push(value);
    else if (value !== null) {
      const text = value instanceof Date ? value.toISOString() : value;
      texts.push(text);
      if (isNumeric(text)) numbers.push(text);
      if (text === "true" || text === "false") booleans.push(text === "true");
    }
  }
  return { texts, numbers, booleans };
}
