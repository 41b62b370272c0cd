import type { Context } from "../../domain/context.js";
import type { List } from "../../domain/list/list.js";
import { filterArgument, whereArgument } from "../argument.js";
import { counted, listed } from "../reads.js";
import type { Resource } from "../../resources/resource.js";
import { type Route, route } from "../route.js";

/** A list that hangs on an object of the path, with the number of its rows. */
interface Listed {
  tag: string;
  resource: Resource;
  /** Such as `/Organizations/:id/payments`. */
  path: string;
  parent: string;
  list: List;
  /** The same with the rows that are marked as deleted. */
  all: List;
  summary: string;
  countSummary: string;
  /** Refuses a parent that has no list any more. */
  requireParent?: (context: Context, id: string) => Promise<unknown>;
}

/** The calls that every such list has: the rows, and how many there are. */
export const listRoutes = ({ tag, resource, path, parent, list, all, requireParent, ...words }: Listed): Route[] => [
  route({
    method: "GET",
    path,
    tag,
    summary: words.summary,
    description: "With `filter.deleted`, the deleted ones too.",
    args: { filter: filterArgument(resource) },
    answers: { kind: "list", resource },
    run: async ({ context, params: { id = "" }, args: { filter } }) => {
      await requireParent?.(context, id);
      return listed(context, resource, { model: parent, id }, filter.deleted ? all : list, filter);
    },
  }),
  route({
    method: "GET",
    path: `${path}/count`,
    tag,
    summary: words.countSummary,
    args: { where: whereArgument(resource) },
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" }, args }) => {
      await requireParent?.(context, id);
      return counted(context, { model: parent, id }, list, args.where);
    },
  }),
];
