import type { Value } from "../domain/list/condition.js";
import { isNumeric } from "../domain/list/numeric.js";
import { badArgument, quoted } from "./argument-error.js";
import { idOf } from "./id.js";
import { readInstant } from "./instants.js";
import type { DeclaredType } from "../resources/resource.js";
import { isStorable } from "./structure.js";

/** The type by which a value is read; unknown: of a property that there is not, which only has to be a value. */
export type ValueType = DeclaredType | "unknown";

const longestText = 1_000;

/**
 * A value of a filter as the property's type has it: a number for a text property becomes text, `"1"` for a boolean true.
 * Numbers stay as they were written, since money is compared exactly; what is inside an object keeps its own type.
 * Errors: INVALID_ARGUMENT naming the place, for objects and lists, texts that are too long or cannot be stored, and
 * numbers and dates that are none.
 */
export function readValue(raw: unknown, type: ValueType, place: string): Value {
  if (raw === null || raw === undefined) return null;
  if (!isScalar(raw)) throw badArgument(`${quoted(place)} is no value.`);
  if (typeof raw === "string") refuseText(raw, place);
  if (typeof raw === "number" && !Number.isFinite(raw)) throw badArgument(`${quoted(place)} is no number.`);
  const text = String(raw);
  switch (type) {
    case "text":
      return text;
    case "id":
      return idOf(text);
    case "boolean":
      return readBoolean(raw);
    case "number":
      if (typeof raw === "boolean" || !isNumeric(text.trim())) throw badArgument(`${quoted(place)} is no number.`);
      return text.trim();
    case "instant":
      return readInstant(raw, place).toISOString();
    case "date":
      return readInstant(raw, place).toISOString().slice(0, "YYYY-MM-DD".length);
    default:
      return raw;
  }
}

export type Scalar = string | number | boolean;

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** The words and numbers for true and false; of other texts all but the empty one are true. */
export function readBoolean(raw: Scalar): boolean {
  if (raw === "false" || raw === "0") return false;
  return Boolean(raw);
}

/** Errors: INVALID_ARGUMENT naming the place. */
export function refuseText(text: string, place: string): void {
  if (text.length > longestText) throw badArgument(`${quoted(place)} is longer than ${longestText} characters.`);
  if (!isStorable(text)) throw badArgument(`${quoted(place)} has characters that no text has.`);
}
