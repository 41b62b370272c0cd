import type { Condition } from "../domain/list/condition.js";
import { UploadedFile } from "../domain/files/upload.js";
import { type ArgumentError, badArgument } from "../where/argument-error.js";
import { affordable } from "./cost.js";
import type { Filter } from "./filter-shape.js";
import { readFilter } from "./filter.js";
import { idOf } from "../where/id.js";
import type { Resource } from "../resources/resource.js";
import { readWhere } from "../where/where.js";

/** JSON Schema, as the description of the interface has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** An argument of a route, looked for by name in the path, the body and the query. */
export interface Argument<Value> {
  /**
   * Turns what was sent into a value, and nothing (undefined) into what the use-case takes for nothing. `sent` looks up what
   * was sent for another argument. Errors: ArgumentError.
   */
  read: (raw: unknown, name: string, sent?: (name: string) => unknown) => Value;
  schema: JsonSchema;
  description: string;
  /** Whether the use-case refuses a request without it. */
  required?: boolean;
  /** How that refusal is worded, where it has words of its own. */
  missing?: { code: string; message: string };
  /** Whether it is never to be repeated in an answer. */
  secret?: boolean;
  /** It is a file of at most so many bytes, which comes in a multipart body. */
  fileBytes?: number;
}

type Options = Pick<Argument<unknown>, "required" | "secret"> & { schema?: JsonSchema };

const absent = (raw: unknown): boolean => raw === undefined || raw === null || raw === "";

const refused = (name: string, what: string): ArgumentError => badArgument(`${name} is not ${what}`);

/** Text. A number or a boolean counts as the text that it is written with. Null and "" go to the use-case as they are. */
export const textArgument = (description: string, options: Options = {}): Argument<string | null | undefined> => ({
  read: (raw, name) => {
    if (raw === undefined || raw === null || typeof raw === "string") return raw;
    if (typeof raw === "number" || typeof raw === "boolean") return String(raw);
    throw refused(name, "text");
  },
  description,
  ...options,
  schema: { type: "string", ...options.schema },
});

/** One of a few words. */
export const wordArgument = <const Word extends string>(
  description: string,
  words: readonly Word[],
  options: Options = {},
): Argument<Word | undefined> => ({
  read: (raw, name) => {
    if (absent(raw)) return undefined;
    const word = words.find((one) => one === raw);
    if (word === undefined) throw refused(name, `one of ${words.join(", ")}`);
    return word;
  },
  description,
  ...options,
  schema: { type: "string", enum: words, ...options.schema },
});

/** The file of a multipart body, whatever the client calls it; its name among the arguments has to be `file`. */
export const fileArgument = (
  description: string,
  fileBytes: number,
  options: Options = {},
): Argument<UploadedFile | undefined> => ({
  read: (raw, name) => {
    if (absent(raw)) return undefined;
    if (!(raw instanceof UploadedFile)) throw refused(name, "a file");
    return raw;
  },
  description,
  ...options,
  schema: { type: "string", contentMediaType: "application/octet-stream", ...options.schema },
  secret: true,
  fileBytes,
});

/** An id, in any letter case. */
export const idArgument = (description: string, options: Options = {}): Argument<string | null | undefined> => {
  const text = textArgument(description, options);
  return {
    ...text,
    read: (raw, name) => {
      const value = text.read(raw, name);
      return typeof value === "string" ? idOf(value) : value;
    },
  };
};

/** What counts as true and as false in arguments and bodies, as JSON or as text. */
export const booleans: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ["true", true],
  ["1", true],
  [false, false],
  [0, false],
  ["false", false],
  ["0", false],
]);

/** true, false, 1 or 0, as JSON or as text. */
export const booleanArgument = (description: string, options: Options = {}): Argument<boolean | undefined> => ({
  read: (raw, name) => {
    if (absent(raw)) return undefined;
    const value = booleans.get(raw);
    if (value === undefined) throw refused(name, "a boolean");
    return value;
  },
  description,
  ...options,
  schema: { type: "boolean", ...options.schema },
});

const numeric = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** A number, as JSON or as text. */
export const numberArgument = (description: string, options: Options = {}): Argument<number | undefined> => ({
  read: (raw, name) => {
    if (absent(raw)) return undefined;
    const value = typeof raw === "string" && numeric.test(raw.trim()) ? Number(raw) : raw;
    if (typeof value !== "number" || !Number.isFinite(value)) throw refused(name, "a number");
    return value;
  },
  description,
  ...options,
  schema: { type: "number", ...options.schema },
});

const filterText = (of: string) => `${of}, as JSON or as \`filter[…]\` brackets. See "Filters" above.`;

/** The filter of a list of the resource. */
export const filterArgument = (resource: Resource): Argument<Filter> => ({
  read: (raw) => affordable(readFilter(raw, resource)),
  schema: { type: "string", example: '{"limit":10}' },
  description: filterText("Which rows, in which order, with which properties and relations"),
});

/** The filter of one object: its properties and relations. */
export const objectFilterArgument = (resource: Resource): Argument<Filter> => ({
  read: (raw) => affordable(readFilter(raw, resource, { byId: true }), 1),
  schema: { type: "string", example: '{"fields":["id"]}' },
  description: filterText("Which properties and relations"),
});

/** The condition of a count. */
export const whereArgument = (resource: Resource): Argument<Condition | undefined> => ({
  read: (raw) => readWhere(raw, resource),
  schema: { type: "string" },
  description: 'Which rows are counted, as JSON or as `where[…]` brackets. See "Filters" above.',
});
