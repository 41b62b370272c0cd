import { join, type Sql, some, sql, every } from "../../database/sql.js";
import { type Value, typed } from "./condition.js";
import { jsonOrder } from "./json-condition.js";
import { type Properties, propertyOf } from "./property.js";

export type Direction = "asc" | "desc";
export interface Order {
  property: string;
  direction: Direction;
}

/** The order with id as its last word, so that it is total. A second mention of a property changes nothing and is dropped. */
export function totalOrder(orders: readonly Order[]): Order[] {
  const seen = new Set<string>();
  return [...orders, { property: "id", direction: "asc" as const }].filter(({ property }) => {
    if (seen.has(property)) return false;
    seen.add(property);
    return true;
  });
}

export const reversed = (orders: readonly Order[]): Order[] =>
  orders.map(({ property, direction }) => ({ property, direction: direction === "asc" ? "desc" : "asc" }));

/** ORDER BY's list: null comes first when ascending, last when descending. */
export function orderSql(orders: readonly Order[], properties: Properties): Sql {
  return join(
    orders.map(({ property: name, direction }) => {
      const property = propertyOf(name, properties);
      if (property.type === "json") return jsonOrder(property.value, direction);
      if (direction === "asc")
        return property.nullable ? sql`${property.value} ASC NULLS FIRST` : sql`${property.value} ASC`;
      return property.nullable ? sql`${property.value} DESC NULLS LAST` : sql`${property.value} DESC`;
    }),
    ", ",
  );
}

/** The rows that come after the row with these values, in this order. */
export function afterSql(orders: readonly Order[], values: readonly Value[], properties: Properties): Sql {
  return some(
    orders.map((last, position) =>
      every([
        ...orders.slice(0, position).map((order, index) => same(order, values[index] ?? null, properties)),
        later(last, values[position] ?? null, properties),
      ]),
    ),
  );
}

function same({ property: name }: Order, value: Value, properties: Properties): Sql {
  const property = propertyOf(name, properties);
  return value === null ? sql`${property.value} IS NULL` : sql`${property.value} = ${typed(property, value)}`;
}

function later({ property: name, direction }: Order, value: Value, properties: Properties): Sql {
  const property = propertyOf(name, properties);
  if (value === null) return direction === "asc" ? sql`${property.value} IS NOT NULL` : sql`FALSE`;
  const right = typed(property, value);
  if (direction === "asc") return sql`${property.value} > ${right}`;
  return property.nullable
    ? sql`(${property.value} < ${right} OR ${property.value} IS NULL)`
    : sql`${property.value} < ${right}`;
}
