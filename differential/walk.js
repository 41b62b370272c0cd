/** How a request's filter is taken apart and put together again, wherever its conditions stand. */
import { properties, relations } from "./loopback/properties.js";

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads LoopBack's table of properties, or the two things that it leaves open. */
export function typeOf(model, name) {
  if (name === "id") return "string";
  if (name.startsWith("custom.")) return "any";
  return properties[model][name];
}

/** Texts of the client's own that are called like ids. */
const ownKeys = new Set(["currencyId", "unitId", "uniqueId", "transactionId"]);

/** Whether it is a property that holds an id. */
export const isId = (name) => name === "id" || (name.endsWith("Id") && !ownKeys.has(name));

/**
 * The request with every condition on a property replaced: `change(model, property, condition)` answers a `where` object,
 * or undefined to leave it.
 */
export function mapConditions(request, change) {
  return mapFilters(request, (filter, model) =>
    isObject(filter.where) ? { ...filter, where: mapWhere(filter.where, (...leaf) => change(model, ...leaf)) } : filter,
  );
}

/** The same for one `where`. A replaced condition stands beside the others, whatever properties it is made of. */
export function mapWhere(where, change) {
  const kept = {};
  const parts = [];
  for (const [key, value] of Object.entries(where)) {
    if (isLogic(key) && Array.isArray(value)) {
      kept[key] = value.map((branch) => (isObject(branch) ? mapWhere(branch, change) : branch));
    } else {
      const changed = change(key, value);
      if (changed) parts.push(changed);
      else kept[key] = value;
    }
  }
  if (!parts.length) return kept;
  return { and: [...(Object.keys(kept).length ? [kept] : []), ...parts] };
}

export const isLogic = (key) => key === "and" || key === "or" || key === "nor";

/** The request with its filter and the scopes of what it includes replaced: `change(filter, model, depth)`. */
export function mapFilters(request, change) {
  if (request.kind === "count") {
    const { where } = change({ where: request.argument }, request.model, 0);
    return { ...request, argument: where };
  }
  return { ...request, argument: mapFilter(request.argument ?? {}, request.model, 0, change) };
}

function mapFilter(filter, model, depth, change) {
  if (!isObject(filter)) return filter;
  const changed = change(filter, model, depth);
  if (!changed.include) return changed;
  return { ...changed, include: mapInclude(changed.include, model, depth, change) };
}

/** Every form of an include as a list of {relation, scope}. */
function mapInclude(include, model, depth, change) {
  return readInclude(include).map(({ relation, scope }) => {
    const to = relations[model][relation]?.model;
    return to ? { relation, scope: mapFilter(scope, to, depth + 1, change) } : { relation };
  });
}

export function readInclude(include) {
  if (typeof include === "string") return [{ relation: include, scope: {} }];
  if (Array.isArray(include)) return include.flatMap(readInclude);
  const name = include.rel ?? include.relation;
  if (typeof name === "string") return [{ relation: name, scope: include.scope ?? {} }];
  return Object.entries(include).map(([relation, nested]) => ({
    relation,
    scope: nested === true ? {} : { include: nested },
  }));
}
