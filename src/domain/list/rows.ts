import { every, raw, type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import type { List } from "./list.js";
import { type Order, orderSql } from "./order.js";

/** Which rows of each parent's list, in which order. */
export interface Range {
  conditions: readonly Sql[];
  /** Total: two rows never come in an order of chance. */
  orders: readonly Order[];
  limit: number;
  offset?: number;
  /** In milliseconds; undefined: that of any statement. */
  timeLimitMs?: number | undefined;
}

/**
 * The rows of the list for each parent, in order, by one statement. Parents whose list the viewer may not read are missing
 * from the answer.
 */
export async function readRows<Row extends object>(
  context: Context,
  viewer: string,
  list: List<Row>,
  parents: readonly string[],
  { conditions, orders, limit, offset = 0, timeLimitMs }: Range,
): Promise<Map<string, Row[]>> {
  const order = orderSql(orders, list.properties);
  const rows = await context.database.read<Row & { "#parent": string; "#empty": boolean; "#rank": string }>(
    sql`
    ${nameOf(list, "some rows of every parent whose list the viewer may read, in one statement")}
    SELECT p."id" AS "#parent", r."#rank" IS NULL AS "#empty", r.*
    FROM unnest(${[...parents]}::text[]) AS p("id")
    LEFT JOIN LATERAL (
      SELECT ${list.select(viewer)}, row_number() OVER (ORDER BY ${order}) AS "#rank"
      FROM ${list.from(viewer)} WHERE ${every(conditions)}
      ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}) r ON TRUE
    WHERE ${list.mayRead(viewer)}
    ORDER BY p."id", r."#rank"`,
    { timeLimitMs },
  );

  const byParent = new Map<string, Row[]>();
  for (const { "#parent": parent, "#empty": nothing, "#rank": _rank, ...row } of rows) {
    const found = byParent.get(parent) ?? [];
    byParent.set(parent, found);
    if (!nothing) found.push(row as unknown as Row);
  }
  return byParent;
}

/** The comment that a statement on the list begins with. */
export const nameOf = (list: Pick<List, "name">, guarantee: string): Sql => raw(`/* ${list.name}: ${guarantee} */`);
