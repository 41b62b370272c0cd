import type { Context } from "../domain/context.js";
import type { Fields, Filter, Include } from "./filter-shape.js";
import type { Resource } from "./resource.js";

type Row = object;
type Shown = Record<string, unknown>;

const valueOf = (row: Row, name: string): unknown => (row as Record<string, unknown>)[name];

const shows = (fields: Fields | undefined, name: string): boolean =>
  fields === undefined || ("only" in fields ? fields.only.has(name) : !fields.except.has(name));

/**
 * Rows as the wire has them: every property that the filter shows, null where it is unset, and the included relations.
 * However many rows there are, a property that is loaded and a relation cost one statement.
 */
export async function show(
  context: Context,
  resource: Resource,
  rows: readonly Row[],
  filter: Pick<Filter, "fields" | "include">,
): Promise<Shown[]> {
  const names = Object.entries(resource.properties).filter(
    ([name, { writeOnly }]) => !writeOnly && shows(filter.fields, name),
  );
  return Promise.all(
    rows.map(async (row) => {
      const properties = await Promise.all(
        names.map(async ([name, { from, load }]): Promise<[string, unknown]> => [
          name,
          load ? await load(context, String(valueOf(row, "id"))) : (valueOf(row, from ?? name) ?? null),
        ]),
      );
      const relations = await Promise.all(
        filter.include
          .filter(({ relation }) => shows(filter.fields, relation.key))
          .map(async (include): Promise<[string, unknown]> => [include.name, await included(context, row, include)]),
      );
      return Object.fromEntries([...properties, ...relations.filter(([, value]) => value !== undefined)]);
    }),
  );
}

/** What a relation holds for the row; undefined where it leads nowhere, or to where the viewer may not look. */
async function included(context: Context, row: Row, { relation, target, filter }: Include): Promise<unknown> {
  const parent = valueOf(row, relation.key);
  if (typeof parent !== "string") return undefined;
  const { where, order, limit, skip, deleted } = filter;
  const found = await context.loaders.slice(relation.list(deleted), parent, {
    where,
    orderBy: order,
    limit,
    offset: skip,
  });
  if (found === null) return undefined;
  const shown = await show(context, target, found, filter);
  return relation.kind === "many" ? shown : shown[0];
}
