import { createHash } from "node:crypto";
import { isId } from "../../database/ids.js";
import { invalid } from "../errors.js";
import type { Value } from "./condition.js";
import type { Order } from "./order.js";
import { type Properties, type Property, propertyOf } from "./property.js";

/**
 * A cursor is the place of a row in one list: the list and its parent, the order, and the values of the row by which it
 * is ordered. The row may be gone when the cursor comes back.
 */
interface Place {
  list: string;
  parent: string;
  orders: readonly Order[];
}

const longest = 4_096;

const mark = ({ list, parent, orders }: Place): string =>
  createHash("sha256")
    .update(JSON.stringify([list, parent, orders.map((order) => [order.property, order.direction])]))
    .digest("base64url")
    .slice(0, 10);

/** The function that makes the cursors of a page: what they share is made once, and only if one is asked for. */
export function cursorsOf(place: Place): (values: readonly Value[]) => string {
  let shared: string | undefined;
  return (values) => {
    shared ??= mark(place);
    return Buffer.from(JSON.stringify([shared, ...values])).toString("base64url");
  };
}

/** Errors: INVALID_ARGUMENT naming the argument, where the text is no cursor of this list, parent and order. */
export function decodeCursor(place: Place, cursor: string, argument: string, properties: Properties): Value[] {
  const refusal = invalid(`"${argument}" is not a cursor of this list in this order.`);
  if (cursor.length > longest) throw refusal;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw refusal;
  }
  if (!Array.isArray(parts) || parts.length !== place.orders.length + 1 || parts[0] !== mark(place)) throw refusal;
  return place.orders.map(({ property: name }, index) => {
    const value: unknown = parts[index + 1];
    const property = propertyOf(name, properties);
    if (value === null && property.nullable) return null;
    if (!isValueOf(property, value)) throw refusal;
    return value as Value;
  });
}

function isValueOf({ type }: Property, value: unknown): boolean {
  if (type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string" || value.includes("\0")) return false;
  switch (type) {
    case "instant":
      return isInstant(value);
    case "date":
      return isInstant(`${value}T00:00:00.000Z`);
    case "number":
      return value.length <= longestNumber && /^-?\d+(\.\d+)?$/.test(value);
    case "id":
      return isId(value);
    case "json":
      return false;
    default:
      return true;
  }
}

const longestNumber = 100;

/** As the database reads it too: it knows no year 0 and no 30 February, which a Date would take. */
function isInstant(text: string): boolean {
  const moment = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(moment) && new Date(moment).toISOString() === text;
}
