import { ArgumentError, badArgument, quoted } from "./argument-error.js";

/** Objects and lists as clients send them, whose keys are only ever read as own keys. */
export type Plain = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is under the key; undefined where there is nothing or only what every object inherits. */
export const at = (object: Plain, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

const isIndex = (key: string): boolean => /^\d+$/.test(key);

/** The entries of a list, which may have come as an object whose keys are numbers; undefined where it is neither. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  // Keys that are numbers come in the order of the numbers.
  return keys.length > 0 && keys.every(isIndex) ? Object.values(value) : undefined;
}

/**
 * The object that an argument is, given as such or as JSON. Undefined: nothing, null, empty text.
 * Errors: INVALID_ARGUMENT for anything else, as a SyntaxError where the text is not JSON.
 */
export function objectOf(raw: unknown, place: string): Plain | undefined {
  const value = typeof raw === "string" ? parsed(raw, place) : raw;
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw badArgument(`${quoted(place)} is not an object.`);
  return value;
}

function parsed(text: string, place: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ArgumentError(`${quoted(place)} is not valid JSON.`, "INVALID_ARGUMENT", "SyntaxError");
  }
}

/** Whether a name or a text has only characters that the database can have. */
export const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

const mostLevels = 12;
/** More than any filter has that is not refused for something else: it would only take time to find out. */
const mostValues = 30_000;

/**
 * Counts levels as the original service does: what is in the argument itself is on level 1.
 * Errors: QUERY_OBJECT_TOO_DEEP where anything is on level 13, INVALID_ARGUMENT where there is too much of it.
 */
export function refuseTooDeep(value: unknown, level = 0): void {
  let values = 0;
  const walk = (part: unknown, depth: number): void => {
    if (depth > mostLevels) {
      throw new ArgumentError(`The query object exceeds maximum depth ${mostLevels}.`, "QUERY_OBJECT_TOO_DEEP");
    }
    if (typeof part !== "object" || part === null) return;
    // Not Object.values, which would copy a million of them before the first is looked at.
    for (const key in part) {
      if (!Object.hasOwn(part, key)) continue;
      if (++values > mostValues) throw badArgument(`The query object has more than ${mostValues} values.`);
      walk((part as Plain)[key], depth + 1);
    }
  };
  walk(value, level);
}

/** Errors: OPERATOR_NOT_ALLOWED_IN_QUERY where a key anywhere in it is an operator of the database's own. */
export function refuseForeignOperators(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key.startsWith("$")) {
      throw new ArgumentError(
        `The operator ${quoted(key)} is not allowed in a query.`,
        "OPERATOR_NOT_ALLOWED_IN_QUERY",
      );
    }
    refuseForeignOperators(part);
  }
}
