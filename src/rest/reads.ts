import type { Condition } from "../domain/list/condition.js";
import type { Context } from "../domain/context.js";
import { DomainError, notFound } from "../domain/errors.js";
import type { List } from "../domain/list/list.js";
import type { Filter } from "./filter-shape.js";
import type { Resource } from "../resources/resource.js";
import type { Answer } from "./route.js";
import { show } from "./show.js";

/** The list of a parent, as its filter wants it, with the number of rows that match. Errors: NOT_FOUND of the parent. */
export async function listed(
  context: Context,
  resource: Resource,
  parent: { model: string; id: string },
  list: List,
  filter: Filter,
): Promise<Answer> {
  const { where, order, limit, skip } = filter;
  const [rows, total] = await Promise.all([
    context.loaders.slice(list, parent.id, { where, orderBy: order, limit, offset: skip }),
    context.loaders.count(list, parent.id, { where }),
  ]);
  if (rows === null || total === null) throw notFound(parent.model, parent.id);
  return { json: `[${(await show(context, resource, rows, filter)).join(",")}]`, total };
}

/** How many rows of a parent's list match. Errors: NOT_FOUND of the parent. */
export async function counted(
  context: Context,
  parent: { model: string; id: string },
  list: List,
  where: Condition | undefined,
): Promise<Answer> {
  const count = await context.loaders.count(list, parent.id, { where });
  if (count === null) throw notFound(parent.model, parent.id);
  return { body: { count } };
}

const whole: Pick<Filter, "fields" | "include"> = { fields: undefined, include: [] };

/** One object, where the viewer may see it. Errors: NOT_FOUND. */
export async function one(
  context: Context,
  resource: Resource,
  id: string,
  row: object | null,
  filter = whole,
): Promise<Answer> {
  if (row === null) throw notFound(resource.model, id);
  const [json] = await show(context, resource, [row], filter);
  return { json };
}

export const success = (): Answer => ({ body: { success: true } });
export const nothing = (): Answer => ({});

/** How many were deleted: 1, or 0 where there is nothing that the caller may see. Errors: the deletion's other ones. */
export async function deletion(run: () => Promise<void>): Promise<Answer> {
  try {
    await run();
    return { body: { count: 1 } };
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_FOUND") return { body: { count: 0 } };
    throw error;
  }
}
