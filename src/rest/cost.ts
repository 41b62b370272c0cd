import { badArgument } from "../where/argument-error.js";
import type { Filter } from "./filter-shape.js";

/** Includes of includes multiply: a short filter could ask for millions of objects. */
const mostObjects = 50_000;

/** The filter, if what it asks for can be answered. `rows`: how many rows it has at most. Errors: ArgumentError. */
export function affordable(filter: Filter, rows = filter.limit): Filter {
  const objects = objectsOf(filter, rows);
  if (objects > mostObjects) {
    throw badArgument(
      `The filter asks for up to ${objects} objects, and ${mostObjects} is the most: give include a limit`,
    );
  }
  return filter;
}

const objectsOf = ({ include }: Filter, rows: number): number =>
  rows *
  include.reduce((sum, { relation, filter }) => sum + objectsOf(filter, relation.kind === "one" ? 1 : filter.limit), 1);
