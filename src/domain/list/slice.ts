import type { Context } from "../context.js";
import { invalid } from "../errors.js";
import { conditionSql, timeLimitOf } from "./condition.js";
import { largestPage, type List, type Selection } from "./list.js";
import { totalOrder } from "./order.js";
import { readRows } from "./rows.js";

const furthestOffset = 10_000;

/** So many rows of a list, after so many others. */
export interface SliceRequest extends Selection {
  /** 0 to 100. */
  limit: number;
  /** 0 to 10,000. */
  offset: number;
}

/**
 * One slice of the list for each parent, by one statement. Parents whose list the viewer may not read are missing from
 * the answer.
 * Errors: INVALID_ARGUMENT for a limit or an offset out of bounds, and what conditionSql refuses.
 */
export async function readSlices<Row extends object>(
  context: Context,
  viewer: string,
  list: List<Row>,
  parents: readonly string[],
  { where, orderBy = [], limit, offset }: SliceRequest,
): Promise<Map<string, Row[]>> {
  for (const [name, value, most] of [
    ["limit", limit, largestPage],
    ["offset", offset, furthestOffset],
  ] as const) {
    if (!Number.isInteger(value) || value < 0 || value > most) {
      throw invalid(`"${name}" is a whole number from 0 to ${most}.`);
    }
  }
  const conditions = [list.scope, ...(where ? [conditionSql(where, list.properties)] : [])];
  return readRows(context, viewer, list, parents, {
    conditions,
    orders: totalOrder(orderBy),
    limit,
    offset,
    timeLimitMs: timeLimitOf(where),
  });
}
