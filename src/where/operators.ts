import { DomainError } from "../domain/errors.js";
import type { Condition, Value } from "../domain/list/condition.js";
import { toPattern } from "../domain/list/pattern.js";
import { badArgument, quoted } from "./argument-error.js";
import type { Budget } from "./budget.js";
import type { NamedProperty } from "./property-name.js";
import { listOf } from "./structure.js";
import { isScalar, readBoolean, readValue, refuseText } from "./values.js";

const longestList = 500;

/** The operators that are true of every row where there is no such property. */
const negative: ReadonlySet<string> = new Set(["neq", "nin", "nlike", "nilike"]);

/**
 * What one operator says of a property. A property that there is not has no value, not even null: nothing is true of it
 * but what is denied.
 * Errors: INVALID_ARGUMENT naming the place, for an unknown operator and a value that it cannot take.
 */
export function conditionOf(
  operator: string,
  operand: unknown,
  { name, type }: NamedProperty,
  ignoreCase: boolean,
  budget: Budget,
  place: string,
): Condition {
  budget.condition();
  // Read before the property is looked at: what is malformed is refused whatever it is said of.
  const said = read(name ?? "");
  if (name !== undefined) return said;
  return {
    kind: "constant",
    value: negative.has(operator) || (operator === "exists" && said.kind === "compare" && said.operator === "eq"),
  };

  function read(property: string): Condition {
    const value = (raw: unknown): Value => readValue(raw, type, place);
    const values = (raw: unknown): Value[] => {
      const list = listOf(raw) ?? [raw];
      if (list.length > longestList) throw badArgument(`${quoted(place)} has more than ${longestList} entries.`);
      return list.map(value);
    };
    const pattern = (text: unknown, anyCase: boolean): Condition => {
      if (typeof text !== "string") throw badArgument(`${quoted(place)} is no text.`);
      refuseText(text, place);
      budget.search(costOf(text, anyCase, place));
      return { kind: "pattern", property, pattern: text, ignoreCase: anyCase };
    };
    const not = (condition: Condition): Condition => ({ kind: "not", condition });
    const side = (operator: "gt" | "gte" | "lt" | "lte", raw: unknown): Condition => {
      const bound = value(raw);
      if (bound === null) throw badArgument(`${quoted(place)} is null: nothing is greater or smaller than that.`);
      return { kind: "compare", property, operator, value: bound };
    };

    switch (operator) {
      case "eq":
      case "neq":
        return { kind: "compare", property, operator, value: value(operand) };
      case "gt":
      case "gte":
      case "lt":
      case "lte":
        return side(operator, operand);
      case "between": {
        const bounds = listOf(operand);
        if (bounds?.length !== 2) throw badArgument(`${quoted(place)} is no list of two values.`);
        return { kind: "and", conditions: [side("gte", bounds[0]), side("lte", bounds[1])] };
      }
      case "inq":
        return { kind: "among", property, operator: "in", values: values(operand) };
      case "nin":
        return { kind: "among", property, operator: "notIn", values: values(operand) };
      case "like":
        return pattern(operand, ignoreCase);
      case "nlike":
        return not(pattern(operand, ignoreCase));
      case "ilike":
        return pattern(operand, true);
      case "nilike":
        return not(pattern(operand, true));
      case "regexp": {
        const slashed = typeof operand === "string" ? /^\/(.*)\/([a-z]*)$/s.exec(operand) : null;
        if (!slashed) return pattern(operand, ignoreCase);
        const [, text, flags = ""] = slashed;
        if (!/^[gi]*$/.test(flags)) throw badArgument(`${quoted(place)} can only have the flag "i".`);
        return pattern(text, ignoreCase || flags.includes("i"));
      }
      case "exists": {
        if (!isScalar(operand)) throw badArgument(`${quoted(place)} is neither true nor false.`);
        const there = readBoolean(operand);
        return { kind: "compare", property, operator: there ? "neq" : "eq", value: null };
      }
      default:
        throw badArgument(`${quoted(place)} is no operator.`);
    }
  }
}

/** Errors: INVALID_ARGUMENT naming the place and what is wrong with the pattern. */
function costOf(pattern: string, ignoreCase: boolean, place: string): number {
  try {
    return toPattern(pattern, ignoreCase).cost;
  } catch (error) {
    if (error instanceof DomainError) throw badArgument(`${quoted(place)}: ${error.message}`);
    throw error;
  }
}
