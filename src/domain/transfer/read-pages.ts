import type { Context } from "../context.js";
import { type Condition, conditionSql, timeLimitOf } from "../list/condition.js";
import type { List } from "../list/list.js";
import { afterSql, type Order } from "../list/order.js";
import { readRows } from "../list/rows.js";

const firstPage = 50;
/** Small enough that what is made of a page is gone before it counts as something that stays. */
const largestPage = 100;
/** A page is made smaller again when what was read came to more than this, in characters of JSON. */
const heavyPage = 500_000;

const byId: readonly Order[] = [{ property: "id", direction: "asc" }];

/**
 * All rows of a parent's list, by id, a page at a time: each is a short statement of its own, so that nobody waits for the
 * whole. Ends with `lost` called where the viewer may not read the list any more.
 */
export async function* readPagesById<Row extends { id: string }>(
  context: Context,
  viewer: string,
  list: List<Row>,
  parent: string,
  where: Condition | undefined,
  lost: () => Error,
): AsyncGenerator<Row[]> {
  const conditions = [list.scope, ...(where ? [conditionSql(where, list.properties)] : [])];
  const timeLimitMs = timeLimitOf(where);
  let limit = firstPage;
  for (let last: string | undefined; ;) {
    const after = last === undefined ? [] : [afterSql(byId, [last], list.properties)];
    const found = await readRows(context, viewer, list, [parent], {
      conditions: [...conditions, ...after],
      orders: byId,
      limit,
      timeLimitMs,
    });
    const rows = found.get(parent);
    if (!rows) throw lost();
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    last = rows.at(-1)?.id;
    limit = Math.min(largestPage, Math.max(1, nextLimit(rows)));
  }
}

/** Depends on nothing but the rows, so that the same rows come in the same pages; a few tell how heavy they are. */
function nextLimit(rows: readonly object[]): number {
  const step = Math.ceil(rows.length / weighed);
  const some = rows.filter((_, index) => index % step === 0);
  const weight = JSON.stringify(some).length / some.length;
  return Math.min(rows.length * 4, Math.floor(heavyPage / weight));
}

const weighed = 20;
