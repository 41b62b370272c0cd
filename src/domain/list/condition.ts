import { every, join, type Sql, some, sql } from "../../database/sql.js";
import { invalid } from "../errors.js";
import { jsonAmong, jsonCompare, jsonText } from "./json-condition.js";
import { toPattern } from "./pattern.js";
import { type Properties, type Property, propertyOf } from "./property.js";

export type Value = string | number | boolean | Date | null;

/**
 * Which rows: what both doors' filter grammars are translated to. A property may be the path of a place inside a json
 * property. A pattern is an unanchored JavaScript regular expression; only texts match it, of
 * which it is shown the first 10,000 characters.
 */
export type Condition =
  | { kind: "constant"; value: boolean }
  | { kind: "and" | "or"; conditions: Condition[] }
  | { kind: "not"; condition: Condition }
  | {
      kind: "compare";
      property: string;
      operator: "eq" | "neq" | "gt" | "gte" | "lt" | "lte";
      value: Value;
      ignoreCase?: boolean;
    }
  | { kind: "among"; property: string; operator: "in" | "notIn"; values: Value[]; ignoreCase?: boolean }
  | {
      kind: "text";
      property: string;
      operator: "contains" | "startsWith" | "endsWith";
      value: string;
      ignoreCase?: boolean;
    }
  | { kind: "pattern"; property: string; pattern: string; ignoreCase: boolean };

/**
 * The SQL of a condition on the row `t`. Two-valued: NULL counts as a value that equals only null, so that `neq` and
 * `notIn` include rows without a value and `not` is the exact complement.
 * Errors: INVALID_ARGUMENT for a property that the list does not have, and for a pattern that toPattern refuses.
 */
export function conditionSql(condition: Condition, properties: Properties): Sql {
  switch (condition.kind) {
    case "constant":
      return condition.value ? sql`TRUE` : sql`FALSE`;
    case "and":
      return every(condition.conditions.map((part) => conditionSql(part, properties)));
    case "or":
      return some(condition.conditions.map((part) => conditionSql(part, properties)));
    case "not":
      return sql`(${conditionSql(condition.condition, properties)}) IS NOT TRUE`;
    case "compare":
      return compare(condition, propertyOf(condition.property, properties));
    case "among":
      return among(condition, propertyOf(condition.property, properties));
    case "text":
      return textMatch(condition, propertyOf(condition.property, properties));
    case "pattern":
      return patternMatch(condition, propertyOf(condition.property, properties));
  }
}

// The columns are ordered by code point; letter case of every script is known to this collation only.
const folded = (value: Sql): Sql => sql`lower(${value} COLLATE "und-x-icu") COLLATE "C"`;

const sides = (property: Property, value: Value, ignoreCase = false): [Sql, Sql] =>
  ignoreCase ? [folded(property.value), folded(sql`${value}::text`)] : [property.value, typed(property, value)];

/** The parameter with the type of its property, which PostgreSQL cannot always tell by itself. */
export function typed(property: Property, value: Value): Sql {
  switch (property.type) {
    case "instant":
      return sql`${value}::timestamptz`;
    case "boolean":
      return sql`${value}::boolean`;
    case "number":
      return sql`${value}::numeric`;
    case "date":
      return sql`${value}::date`;
    default:
      return sql`${value}::text`;
  }
}

function compare(condition: Extract<Condition, { kind: "compare" }>, property: Property): Sql {
  const { operator, value, ignoreCase } = condition;
  if (property.type === "json" && (value !== null || operator === "eq" || operator === "neq")) {
    return jsonCompare(property.value, operator, value);
  }
  if (value === null) {
    if (operator === "eq") return sql`${property.value} IS NULL`;
    if (operator === "neq") return sql`${property.value} IS NOT NULL`;
    throw invalid(`Nothing is greater or smaller than null: "${operator}" of "${condition.property}" needs a value.`);
  }
  const [left, right] = sides(property, value, ignoreCase);
  switch (operator) {
    case "eq":
      return sql`${left} = ${right}`;
    case "neq":
      return sql`${left} IS DISTINCT FROM ${right}`;
    case "gt":
      return sql`${left} > ${right}`;
    case "gte":
      return sql`${left} >= ${right}`;
    case "lt":
      return sql`${left} < ${right}`;
    case "lte":
      return sql`${left} <= ${right}`;
  }
}

function among(condition: Extract<Condition, { kind: "among" }>, property: Property): Sql {
  const { operator, values, ignoreCase } = condition;
  if (property.type === "json") {
    const found = jsonAmong(property.value, values);
    return operator === "in" ? found : sql`(${found}) IS NOT TRUE`;
  }
  const present = values.filter((value) => value !== null);
  const parts: Sql[] = [];
  if (present.length > 0) {
    const [left] = sides(property, null, ignoreCase);
    parts.push(
      sql`${left} IN (${join(
        present.map((value) => sides(property, value, ignoreCase)[1]),
        ", ",
      )})`,
    );
  }
  if (present.length < values.length) parts.push(sql`${property.value} IS NULL`);
  const found = some(parts);
  return operator === "in" ? found : sql`(${found}) IS NOT TRUE`;
}

function textMatch(condition: Extract<Condition, { kind: "text" }>, property: Property): Sql {
  const own =
    property.type === "json" ? { ...property, type: "text" as const, value: jsonText(property.value) } : property;
  const [left, right] = sides(own, condition.value, condition.ignoreCase);
  switch (condition.operator) {
    case "contains":
      return sql`strpos(${left}, ${right}) > 0`;
    case "startsWith":
      return sql`starts_with(${left}, ${right})`;
    case "endsWith":
      return sql`right(${left}, length(${right})) = ${right}`;
  }
}

/** What a pattern may cost is computed for texts of this length, in characters; only a place inside a json can have more. */
const longestSearched = 10_000;

/** How long a statement may run that searches with patterns, in milliseconds. */
const longestSearchMs = 2_000;

/** The limit of time for a statement with this condition; undefined: that of any statement. */
export const timeLimitOf = (condition: Condition | undefined): number | undefined =>
  condition && hasPattern(condition) ? longestSearchMs : undefined;

function hasPattern(condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.some(hasPattern);
    case "not":
      return hasPattern(condition.condition);
    default:
      return condition.kind === "pattern";
  }
}

function patternMatch(condition: Extract<Condition, { kind: "pattern" }>, property: Property): Sql {
  const { expression } = toPattern(condition.pattern, condition.ignoreCase);
  switch (property.type) {
    case "text":
    case "id":
    case "word":
      return sql`${property.value} COLLATE "C" ~ ${expression}`;
    case "json":
      return sql`left(${jsonText(property.value)}, ${longestSearched}::int) ~ ${expression}`;
    default:
      return sql`FALSE`;
  }
}
