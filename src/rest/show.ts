import type { Context } from "../domain/context.js";
import { badArgument } from "../where/argument-error.js";
import type { Fields, Filter, Include } from "./filter-shape.js";
import type { Resource, ResourceProperty } from "../resources/resource.js";
import { shownValue } from "./parts.js";

type Row = object;
/** What of a row is shown. */
type View = Pick<Filter, "fields" | "include">;

/** In characters of JSON: an answer is made in memory, and includes repeat what they include. */
const largestAnswer = 20_000_000;

const valueOf = (row: Row, name: string): unknown => (row as Record<string, unknown>)[name];

const shows = (fields: Fields | undefined, name: string): boolean =>
  fields === undefined || ("only" in fields ? fields.only.has(name) : !fields.except.has(name));

/**
 * Rows as the wire has them, each as its JSON: every property that the filter shows, null where it is unset, and the
 * included relations. However many rows there are, a property that is loaded and a relation cost one statement; and a row
 * that is included in many others is made once.
 * Errors: ArgumentError where the answer would be larger than 20 MB.
 */
export function show(context: Context, resource: Resource, rows: readonly Row[], view: View): Promise<string[]> {
  const made = new Map<View, Map<Row, Promise<string>>>();
  let characters = 0;

  async function texts(of: Resource, which: readonly Row[], view: View): Promise<string[]> {
    const known = made.get(view) ?? new Map<Row, Promise<string>>();
    made.set(view, known);
    const found = await Promise.all(
      which.map((row) => {
        const text = known.get(row) ?? textOf(of, row, view);
        known.set(row, text);
        return text;
      }),
    );
    refuseTooLarge(found.reduce((sum, text) => sum + text.length, 0));
    return found;
  }

  async function textOf(of: Resource, row: Row, view: View): Promise<string> {
    const properties = await Promise.all(
      Object.entries(of.properties)
        .filter(([name, { writeOnly }]) => !writeOnly && shows(view.fields, name))
        .map(async ([name, property]) => member(name, JSON.stringify(await stored(context, row, name, property)))),
    );
    const own = properties.join(",");
    refuseTooLarge((characters += own.length));
    const relations = await Promise.all(
      view.include
        .filter(({ relation }) => shows(view.fields, relation.key))
        .map(async (include) => {
          const text = await included(row, include);
          return text === undefined ? [] : [member(include.name, text)];
        }),
    );
    return `{${[...(own === "" ? [] : [own]), ...relations.flat()].join(",")}}`;
  }

  /** What a relation holds for the row; undefined where it leads nowhere, or to where the viewer may not look. */
  async function included(row: Row, { relation, target, filter }: Include): Promise<string | undefined> {
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
    const shown = await texts(target, found, filter);
    return relation.kind === "many" ? `[${shown.join(",")}]` : shown[0];
  }

  return texts(resource, rows, view);
}

const member = (name: string, text: string): string => `${JSON.stringify(name)}:${text}`;

function refuseTooLarge(characters: number): void {
  if (characters > largestAnswer) {
    throw badArgument("The answer would be too large: ask for fewer rows, properties or relations");
  }
}

const stored = async (context: Context, row: Row, name: string, property: ResourceProperty): Promise<unknown> =>
  property.load
    ? property.load(context, String(valueOf(row, "id")))
    : shownValue(property, valueOf(row, property.from ?? name));
