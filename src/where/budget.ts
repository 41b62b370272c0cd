import { badArgument } from "./argument-error.js";

const mostConditions = 50;
const mostObjects = 100;
const mostIncludes = 20;
/** Nanoseconds for a text of 10,000 characters: twenty simple patterns, or a costly one and a few more. */
const mostSearching = 2_000_000;

/**
 * What one filter may cost, the scopes of its includes counted in. Each call takes from it.
 * Errors of all: INVALID_ARGUMENT where nothing is left.
 */
export interface Budget {
  condition: () => void;
  /** An object of where, which costs SQL without a condition, too. */
  part: () => void;
  include: () => void;
  /** A pattern that takes so many nanoseconds for a text of 10,000 characters. */
  search: (cost: number) => void;
}

export function newBudget(): Budget {
  const allowance = (most: number, refusal: string) => {
    let spent = 0;
    return (cost = 1): void => {
      spent += cost;
      if (spent > most) throw badArgument(refusal);
    };
  };
  return {
    condition: allowance(mostConditions, `"where" has more than ${mostConditions} conditions.`),
    part: allowance(mostObjects, `"where" has more than ${mostObjects} objects in it.`),
    include: allowance(mostIncludes, `"include" has more than ${mostIncludes} relations.`),
    search: allowance(mostSearching, `"where" has too many patterns.`),
  };
}
