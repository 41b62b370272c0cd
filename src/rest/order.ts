import type { Direction, Order } from "../domain/list/order.js";
import { badArgument, quoted } from "../where/argument-error.js";
import { findProperty } from "../where/property-name.js";
import type { Resource } from "../resources/resource.js";
import { at, isObject, listOf } from "../where/structure.js";

const mostTerms = 20;
const longestText = 4_000;

/**
 * The order: `name`, `name DESC, alias`, `{name: "DESC"}`, `{field: "name", sort: "DESC"}`, or a list of these. Properties
 * that there are not are left out.
 * Errors: INVALID_ARGUMENT naming the place, for a direction that is none, for anything else than these, and for more than
 * 20 terms.
 */
export function orderOf(raw: unknown, resource: Resource, place: string): Order[] {
  const terms = raw === undefined || raw === null ? [] : (listOf(raw) ?? [raw]).flatMap((part) => termsOf(part, place));
  const orders = new Map<string, Order>();
  for (const { name, direction } of terms) {
    const property = findProperty(name, resource).name;
    // A second mention changes nothing.
    if (property !== undefined && !orders.has(property)) orders.set(property, { property, direction });
  }
  if (orders.size > mostTerms) throw badArgument(`${quoted(place)} has more than ${mostTerms} terms.`);
  return [...orders.values()];
}

interface Term {
  name: string;
  direction: Direction;
}

function termsOf(part: unknown, place: string): Term[] {
  if (typeof part === "string") {
    if (part.length > longestText) throw badArgument(`${quoted(place)} is longer than ${longestText} characters.`);
    return part.split(",").flatMap((term) => {
      const [name = "", direction] = term.trim().split(/\s+/);
      return name === "" ? [] : [{ name, direction: directionOf(direction, place) }];
    });
  }
  if (!isObject(part)) throw badArgument(`${quoted(place)} is no text.`);
  const field = at(part, "field");
  if (typeof field === "string") return [{ name: field.trim(), direction: directionOf(at(part, "sort"), place) }];
  return Object.entries(part).map(([name, direction]) => ({ name, direction: directionOf(direction, place) }));
}

function directionOf(word: unknown, place: string): Direction {
  if (word === undefined) return "asc";
  const direction = typeof word === "string" ? word.trim().toLowerCase() : undefined;
  if (direction !== "asc" && direction !== "desc")
    throw badArgument(`${quoted(place)} has a direction other than ASC and DESC.`);
  return direction;
}
