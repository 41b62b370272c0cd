import { badArgument, quoted } from "../where/argument-error.js";
import type { Fields } from "./filter-shape.js";
import type { Resource } from "../resources/resource.js";
import { isObject, listOf } from "../where/structure.js";
import { isScalar, readBoolean } from "../where/values.js";

/**
 * Which properties are shown: `name`, `name,alias`, a list of names, or an object of yes and no. Undefined: all. Names of
 * properties that there are not are left out.
 * Errors: INVALID_ARGUMENT naming the place, for anything else.
 */
export function fieldsOf(raw: unknown, resource: Resource, place: string): Fields | undefined {
  if (raw === undefined || raw === null) return undefined;
  const known = (names: readonly unknown[]): ReadonlySet<string> =>
    new Set(
      names.filter((name): name is string => typeof name === "string" && Object.hasOwn(resource.properties, name)),
    );

  const list = typeof raw === "string" ? raw.split(",") : listOf(raw);
  if (list) {
    const names = list.map((name) => (typeof name === "string" ? name.trim() : name)).filter((name) => name !== "");
    return names.length === 0 ? undefined : { only: known(names) };
  }
  if (!isObject(raw)) throw badArgument(`${quoted(place)} is neither a list of names nor an object.`);
  const entries = Object.entries(raw).map(([name, shown]) => [name, isShown(shown)] as const);
  if (entries.length === 0) return undefined;
  const shown = entries.filter(([, yes]) => yes).map(([name]) => name);
  if (shown.length > 0) return { only: known(shown) };
  return { except: known(entries.map(([name]) => name)) };
}

const isShown = (value: unknown): boolean =>
  isScalar(value) ? readBoolean(value) : value !== null && value !== undefined;
