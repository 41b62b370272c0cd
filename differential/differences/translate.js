/** How a difference puts a request in other words. */
import { isObject, mapConditions, mapFilters, typeOf } from "../walk.js";

/** How many rows come back at most. */
export const page = 100;

export const patterns = ["like", "nlike", "ilike", "nilike", "regexp"];
const operators = ["eq", "neq", "gt", "gte", "lt", "lte", "between", "inq", "nin", ...patterns];

/** What no row and what every row fulfils. */
export const nothing = { id: { inq: [] } };
export const everything = { id: { neq: null } };

/** The request with its conditions changed, or undefined where there was nothing to change. */
export function conditions(change) {
  return (request) => {
    let touched = false;
    const changed = mapConditions(request, (model, property, condition) => {
      const other = change({ model, property, condition, type: typeOf(model, property) });
      touched ||= other !== undefined;
      return other;
    });
    return touched ? changed : undefined;
  };
}

/** The same for filters, scopes of includes among them. */
export function filters(change) {
  return (request) => {
    let touched = false;
    const changed = mapFilters(request, (filter, model, depth) => {
      const other = change(filter, model, depth, request);
      touched ||= other !== undefined;
      return other ?? filter;
    });
    return touched ? changed : undefined;
  };
}

/** The operators of a condition, or none where it is a value. */
export const operatorsIn = (condition) =>
  isObject(condition) ? Object.keys(condition).filter((key) => operators.includes(key)) : [];

/** Whether some condition of the request is such a one. */
export const some = (test) => (request) => {
  let found = false;
  mapConditions(request, (model, property, condition) => {
    found ||= test({ model, property, condition, type: typeOf(model, property) });
  });
  return found;
};
