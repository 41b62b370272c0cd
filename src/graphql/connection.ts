import type { Context } from "../domain/context.js";
import { invalid } from "../domain/errors.js";
import type { Condition } from "../domain/list/condition.js";
import { type List, type PageRequest } from "../domain/list/list.js";
import type { Order } from "../domain/list/order.js";
import { builder } from "./builder.js";
import { SortDirection } from "./enums.js";
import type { NodeType } from "./ids.js";
import { toCondition } from "./where.js";

/** Adds `NameOrderField` and `NameOrder` for the properties, in the schema's upper-case words. */
export function orderInput(type: string, properties: Record<string, string>) {
  const Field = builder.enumType(`${type}OrderField`, {
    description: `By what rows of type ${type} can be ordered.`,
    values: Object.fromEntries(
      Object.entries(properties).map(([property, description]) => [
        property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
        { value: property, description },
      ]),
    ),
  });
  return builder.inputType(`${type}Order`, {
    description: `One word of an order of ${type} rows. Earlier words count first, and the id breaks ties.`,
    fields: (t) => ({
      field: t.field({ type: Field, required: true, description: "By what." }),
      direction: t.field({
        type: SortDirection,
        defaultValue: "asc",
        required: true,
        description: "In which direction.",
      }),
    }),
  });
}

interface ConnectionArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  where?: object | null;
  orderBy?: readonly { field: unknown; direction: "asc" | "desc" }[] | null;
}

const mostOrderWords = 5;

/** A page of the list of a parent, in the form that Relay's connection takes; null where the viewer may not read it. */
export async function connection<Row extends object>(
  context: Context,
  request: { list: List<Row>; parent: string; type: NodeType; extra?: Condition | undefined },
  args: ConnectionArguments,
) {
  const { list, parent, type, extra } = request;
  const orderBy = (args.orderBy ?? []).map(({ field, direction }): Order => ({ property: String(field), direction }));
  if (orderBy.length > mostOrderWords) throw invalid(`"orderBy" has more than ${mostOrderWords} words.`);
  const conditions = [args.where ? toCondition(args.where, type) : undefined, extra].filter(
    (part) => part !== undefined,
  );
  const selection = { where: conditions.length > 0 ? ({ kind: "and", conditions } as const) : undefined, orderBy };
  const { first, after, last, before } = args;
  const page = await context.loaders.page(list, parent, {
    ...selection,
    first,
    after,
    last,
    before,
  } satisfies PageRequest);
  if (!page) return null;
  return {
    edges: page.rows.map((place) => ({
      node: place.row,
      get cursor() {
        return place.cursor;
      },
    })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      get startCursor() {
        return page.rows[0]?.cursor ?? null;
      },
      get endCursor() {
        return page.rows.at(-1)?.cursor ?? null;
      },
    },
    totalCount: async () => (await context.loaders.count(list, parent, { where: selection.where })) ?? 0,
  };
}
