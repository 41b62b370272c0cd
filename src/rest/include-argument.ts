import { badArgument, quoted } from "../where/argument-error.js";
import type { Budget } from "../where/budget.js";
import type { Filter, Include } from "./filter-shape.js";
import type { Resource } from "../resources/resource.js";
import { at, isObject, listOf, objectOf, type Plain, refuseTooDeep } from "../where/structure.js";

/** Reads the filter of a relation's rows; given, since filters and includes have each other in them. */
export type ReadScope = (scope: Plain, target: Resource, budget: Budget, place: string) => Filter;

/**
 * The relations that are shown with each object: a name, `{relation, scope}` or `{rel, scope}`, `{name: what to include there}`, or a list of
 * these. The last mention of a relation counts.
 * Errors: INVALID_ARGUMENT naming the place, for an unknown relation and anything else than these.
 */
export function includeOf(raw: unknown, resource: Resource, budget: Budget, place: string, read: ReadScope): Include[] {
  const includes = new Map<string, Include>();
  const include = (name: string, scope: Plain) => {
    budget.include();
    const relation = Object.hasOwn(resource.relations, name) ? resource.relations[name] : undefined;
    if (!relation) throw badArgument(`${quoted(place)}: ${resource.model} has no relation ${quoted(name)}.`);
    const target = relation.target();
    includes.set(name, { name, relation, target, filter: read(scope, target, budget, `${place}.${name}`) });
  };
  for (const part of partsOf(raw)) {
    if (typeof part === "string") {
      if (part.trim() !== "") include(part.trim(), {});
    } else if (isObject(part)) {
      // The original service knows it by either name, and the shorter one wins.
      const relation = at(part, "rel") ?? at(part, "relation");
      if (typeof relation === "string") include(relation.trim(), scopeOf(part, place));
      else for (const [name, nested] of Object.entries(part)) include(name, nested === true ? {} : { include: nested });
    } else throw badArgument(`${quoted(place)} is neither a relation nor a list of relations.`);
  }
  return [...includes.values()];
}

/** It may have come as JSON inside of the filter, so that its levels were not counted yet. */
function scopeOf(include: Plain, place: string): Plain {
  const scope = objectOf(at(include, "scope"), `${place}.scope`) ?? {};
  refuseTooDeep(scope, 1);
  return scope;
}

/** Lists may have lists in them. */
function partsOf(raw: unknown): readonly unknown[] {
  if (raw === undefined || raw === null) return [];
  return listOf(raw)?.flatMap(partsOf) ?? [raw];
}
