import type { Place, Route } from "./route.js";

/** How operations are called by programs that are made from the description of the interface. */

const verbs = { GET: "get", POST: "create", PUT: "replace", PATCH: "update", DELETE: "delete" } as const;

const title = (segment: string): string =>
  segment
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

export const singular = (plural: string): string => plural.replace(/ies$/, "y").replace(/s$/, "");

const isParameter = (segment: string | undefined): boolean => segment?.startsWith(":") ?? false;

/**
 * A name for a call: `getCategory`, `listCategoriesOfOrganization`, `acceptAccountOrganization`. Unique, since it tells the
 * whole path, and stable, since it depends on nothing else.
 */
export function operationName(route: Route, { method, path }: Place): string {
  const segments = path.split("/").filter(Boolean);
  const last = segments.at(-1) ?? "";
  if (isParameter(last)) return `${verbs[method]}${ofOwner(segments.slice(0, -1), singular)}`;
  if (last === "count" && method === "GET") return `count${ofOwner(segments.slice(0, -1))}`;
  if (segments.length === 1) return `${verbs[method]}${title(singular(last))}`;
  if (method === "GET" && isList(route)) return `list${ofOwner(segments)}`;
  if (method === "GET") return `get${ofOwner(segments)}`;
  const isCollection = last.endsWith("s") && !last.includes("-");
  if (isCollection) return `${verbs[method]}${ofOwner(segments, singular)}`;
  const action = title(last).replace(/^./, (letter) => letter.toLowerCase());
  return `${action}${last.includes("-") ? "Of" : ""}${ofOwner(segments.slice(0, -1), singular)}`;
}

const isList = ({ answers }: Route): boolean =>
  answers.kind === "list" || (answers.kind === "schema" && answers.schema.type === "array");

/** `CategoriesOfOrganization` of `/Organizations/:id/categories`: the last word first, owners in the singular. */
function ofOwner(segments: readonly string[], last: (word: string) => string = (word) => word): string {
  const words = segments.filter((segment) => !isParameter(segment)).reverse();
  return words.map((word, index) => title(index === 0 ? last(word) : singular(word))).join("Of");
}
