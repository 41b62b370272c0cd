import type { Condition } from "../domain/list/condition.js";
import { badArgument, quoted } from "./argument-error.js";
import { type Budget, newBudget } from "./budget.js";
import { conditionOf } from "./operators.js";
import { findProperty } from "./property-name.js";
import type { Resource } from "../resources/resource.js";
import { at, isObject, listOf, objectOf, type Plain, refuseForeignOperators, refuseTooDeep } from "./structure.js";

/**
 * The condition of a `where` that stands alone, as an object or as JSON. Undefined: every row.
 * Errors: ArgumentError, naming the part that cannot be taken; QUERY_OBJECT_TOO_DEEP beyond 12 levels.
 */
export function readWhere(raw: unknown, resource: Resource): Condition | undefined {
  const where = objectOf(raw, "where");
  refuseTooDeep(where);
  return whereOf(where, resource, newBudget(), "where");
}

/**
 * The condition of a where object, or of its JSON. Undefined: every row.
 * Errors: INVALID_ARGUMENT naming the part that cannot be taken; OPERATOR_NOT_ALLOWED_IN_QUERY for a key with `$`.
 */
export function whereOf(raw: unknown, resource: Resource, budget: Budget, place: string): Condition | undefined {
  const where = objectOf(raw, place);
  if (!where) return undefined;
  refuseForeignOperators(where);
  const condition = logic(where, resource, budget, place);
  return condition.kind === "and" && condition.conditions.length === 0 ? undefined : condition;
}

function logic(where: Plain, resource: Resource, budget: Budget, place: string): Condition {
  budget.part();
  const conditions = Object.entries(where).flatMap(([key, value]): Condition[] => {
    const inside = `${place}.${key}`;
    // Only JavaScript has undefined; a request cannot say it.
    if (value === undefined) return [];
    if (key !== "and" && key !== "or" && key !== "nor") return ofProperty(key, value, resource, budget, inside);
    const parts = listOf(value);
    if (!parts) throw badArgument(`${quoted(inside)} is no list.`);
    const branches = parts.map((part, index) => {
      if (!isObject(part)) throw badArgument(`${quoted(`${inside}[${index}]`)} is not an object.`);
      return logic(part, resource, budget, `${inside}[${index}]`);
    });
    if (key === "nor") return [{ kind: "not", condition: { kind: "or", conditions: branches } }];
    return [{ kind: key, conditions: branches }];
  });
  const [only] = conditions;
  return only && conditions.length === 1 ? only : { kind: "and", conditions };
}

function ofProperty(name: string, value: unknown, resource: Resource, budget: Budget, place: string): Condition[] {
  const property = findProperty(name, resource);
  if (!isObject(value)) return [conditionOf("eq", value, property, false, budget, place)];
  const ignoreCase = ignoresCase(at(value, "options"), `${place}.options`);
  const operators = Object.entries(value).filter(([operator]) => operator !== "options");
  if (operators.length === 0) throw badArgument(`${quoted(place)} is an object without an operator.`);
  return operators.map(([operator, operand]) =>
    conditionOf(operator, operand, property, ignoreCase, budget, `${place}.${operator}`),
  );
}

function ignoresCase(options: unknown, place: string): boolean {
  if (options === undefined || options === null) return false;
  if (typeof options !== "string" || !/^[gi]*$/.test(options)) throw badArgument(`${quoted(place)} can only be "i".`);
  return options.includes("i");
}
