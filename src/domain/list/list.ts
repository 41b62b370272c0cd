import { type Sql, sql, empty } from "../../database/sql.js";
import type { Context } from "../context.js";
import { invalid } from "../errors.js";
import { type Condition, conditionSql, timeLimitOf, type Value } from "./condition.js";
import { cursorsOf, decodeCursor } from "./cursor.js";
import { afterSql, type Order, reversed, totalOrder } from "./order.js";
import type { Properties } from "./property.js";
import { nameOf, readRows } from "./rows.js";

export const defaultPageSize = 20;
export const largestPage = 100;

/** A list that hangs on parents: the categories of organizations, the memberships of an account. */
export interface List<Row extends object = object> {
  /** Says what its rows are; never there. */
  readonly row?: Row;
  /** Names it in cursors and statements. */
  name: string;
  properties: Properties;
  /** What is read of each row `t`. */
  select: (viewer: string) => Sql;
  /** The rows `t` of the parent `p."id"`. */
  from: (viewer: string) => Sql;
  scope: Sql;
  /** Whether the viewer may read the list of the parent `p."id"`. */
  mayRead: (viewer: string) => Sql;
}

/** Which rows of a list, before paging. */
export interface Selection {
  where?: Condition | undefined;
  orderBy?: readonly Order[] | undefined;
}

export interface PageRequest extends Selection {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

export interface Page<Row> {
  /** The cursor of a row is made when it is asked for. */
  rows: { row: Row; readonly cursor: string }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/**
 * One page of the list for each parent, by one statement. Parents whose list the viewer may not read are missing from
 * the answer.
 * Errors: INVALID_ARGUMENT for a page size out of bounds or a cursor of another list.
 */
export async function readPages<Row extends object>(
  context: Context,
  viewer: string,
  list: List<Row>,
  parents: readonly string[],
  request: PageRequest,
): Promise<Map<string, Page<Row>>> {
  const { size, backwards } = pageSize(request);
  const orders = totalOrder(request.orderBy ?? []);
  const direction = backwards ? reversed(orders) : orders;
  const conditions = [list.scope];
  if (request.where) conditions.push(conditionSql(request.where, list.properties));
  for (const [argument, sequence] of [
    ["after", orders],
    ["before", reversed(orders)],
  ] as const) {
    const cursor = request[argument];
    if (cursor == null) continue;
    const [parent] = parents;
    if (parents.length > 1)
      throw invalid(`"${argument}" goes with the list of one parent, and here are ${parents.length}.`);
    const place = { list: list.name, parent: parent ?? "", orders };
    conditions.push(afterSql(sequence, decodeCursor(place, cursor, argument, list.properties), list.properties));
  }

  const byParent = await readRows(context, viewer, list, parents, { conditions, orders: direction, limit: size + 1 });
  return new Map(
    [...byParent].map(([parent, found]) => {
      const more = found.length > size;
      const page = found.slice(0, size);
      if (backwards) page.reverse();
      const encode = cursorsOf({ list: list.name, parent, orders });
      return [
        parent,
        {
          rows: page.map((row) => ({
            row,
            get cursor() {
              return encode(placeOf(row, orders));
            },
          })),
          hasNextPage: backwards ? request.before != null : more,
          hasPreviousPage: backwards ? more : request.after != null,
        },
      ];
    }),
  );
}

/** How many rows each parent's list has, without paging, by one statement. Unreadable parents are missing. */
export async function countRows(
  context: Context,
  viewer: string,
  list: List,
  parents: readonly string[],
  selection: Selection,
): Promise<Map<string, number>> {
  const where = selection.where ? sql`AND ${conditionSql(selection.where, list.properties)}` : empty;
  const rows = await context.database.read<{ parent: string; count: number }>(
    sql`
    ${nameOf(list, "how many rows every parent has whose list the viewer may read")}
    SELECT p."id" AS "parent", (SELECT count(*)::int FROM ${list.from(viewer)} WHERE ${list.scope} ${where}) AS "count"
    FROM unnest(${[...parents]}::text[]) AS p("id") WHERE ${list.mayRead(viewer)}`,
    { timeLimitMs: timeLimitOf(selection.where) },
  );
  return new Map(rows.map(({ parent, count }) => [parent, count]));
}

function pageSize({ first, last, after, before }: PageRequest): { size: number; backwards: boolean } {
  for (const [name, value] of [
    ["first", first],
    ["last", last],
  ] as const) {
    if (value != null && (!Number.isInteger(value) || value < 0 || value > largestPage)) {
      throw invalid(`"${name}" is a whole number from 0 to ${largestPage}.`);
    }
  }
  if (first != null && last != null) throw invalid('"first" and "last" do not go together.');
  if (after != null && last != null) throw invalid('"after" goes with "first", "before" with "last".');
  if (before != null && first != null) throw invalid('"before" goes with "last", "after" with "first".');
  const backwards = last != null || before != null;
  return { size: (backwards ? last : first) ?? defaultPageSize, backwards };
}

function placeOf(row: object, orders: readonly Order[]): Value[] {
  return orders.map(({ property }) => {
    const value = (row as Record<string, unknown>)[property];
    return value instanceof Date ? value.toISOString() : ((value ?? null) as Value);
  });
}
