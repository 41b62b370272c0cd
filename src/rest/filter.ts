import { badArgument, quoted } from "../where/argument-error.js";
import { type Budget, newBudget } from "../where/budget.js";
import { fieldsOf } from "./fields.js";
import type { Filter } from "./filter-shape.js";
import { includeOf } from "./include-argument.js";
import { orderOf } from "./order.js";
import type { Resource } from "../resources/resource.js";
import { at, objectOf, type Plain, refuseTooDeep } from "../where/structure.js";
import { isScalar, readBoolean } from "../where/values.js";
import { whereOf } from "../where/where.js";

const largestLimit = 100;
const furthestSkip = 10_000;

/**
 * The filter of a list, as an object or as JSON; `byId`: that of one object, of which only include and fields count.
 * Keys that no filter has are ignored.
 * Errors: ArgumentError, naming the part that cannot be taken; QUERY_OBJECT_TOO_DEEP beyond 12 levels.
 */
export function readFilter(raw: unknown, resource: Resource, options: { byId?: boolean } = {}): Filter {
  const filter = objectOf(raw, "filter") ?? {};
  refuseTooDeep(filter);
  // What came in both forms at once has the one as a numbered entry of the other.
  if (Object.hasOwn(filter, "0")) throw badArgument('"filter" is given twice.');
  const used = options.byId ? { include: at(filter, "include"), fields: at(filter, "fields") } : filter;
  return filterOf(used, resource, newBudget(), "filter");
}

function filterOf(filter: Plain, resource: Resource, budget: Budget, place: string): Filter {
  const where = objectOf(at(filter, "where"), `${place}.where`);
  // It may have come as JSON inside of the filter, so that its levels were not counted yet.
  refuseTooDeep(where, 1);
  const limit = wholeNumber(at(filter, "limit"), `${place}.limit`) ?? 0;
  const skipWord = at(filter, "skip") == null ? "offset" : "skip";
  return {
    where: whereOf(where, resource, budget, `${place}.where`),
    order: orderOf(at(filter, "order"), resource, `${place}.order`),
    limit: limit === 0 ? largestLimit : Math.min(limit, largestLimit),
    skip: skipOf(at(filter, skipWord), `${place}.${skipWord}`),
    fields: fieldsOf(at(filter, "fields"), resource, `${place}.fields`),
    include: includeOf(at(filter, "include"), resource, budget, `${place}.include`, filterOf),
    deleted: isYes(at(filter, "deleted"), `${place}.deleted`),
  };
}

function skipOf(raw: unknown, place: string): number {
  const skip = wholeNumber(raw, place) ?? 0;
  if (skip > furthestSkip) throw badArgument(`${quoted(place)} is more than ${furthestSkip}.`);
  return skip;
}

/** Errors: INVALID_ARGUMENT naming the place. */
function wholeNumber(raw: unknown, place: string): number | undefined {
  if (raw === undefined || raw === null) return undefined;
  const number = typeof raw === "string" && /^\s*\d[\d.e+]{0,20}\s*$/i.test(raw) ? Number(raw) : raw;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 0) {
    throw badArgument(`${quoted(place)} is no whole number from 0.`);
  }
  return number;
}

/** Errors: INVALID_ARGUMENT naming the place. */
function isYes(raw: unknown, place: string): boolean {
  if (raw === undefined || raw === null) return false;
  if (!isScalar(raw)) throw badArgument(`${quoted(place)} is neither true nor false.`);
  return readBoolean(raw);
}
