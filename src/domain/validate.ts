import { z } from "zod";
import { invalidInput, type Problem, type ValidationRule } from "./errors.js";

const shortest = 1;
const longestText = 1_000;
const longestNote = 10_000;
const longestEmail = 254;
const largestObject = 65_536;
const deepestObject = 20;

const storable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

const rule = (name: ValidationRule, message: string) => ({ error: message, params: { rule: name } });

const plainText = (max: number) =>
  z.string().max(max).refine(storable, rule("custom.text", "has characters that cannot be stored"));

/** The issue of a value that a transformation of ours refuses. */
export const failing = (name: ValidationRule, message: string) => ({
  code: "custom" as const,
  message,
  params: { rule: name },
});

/** Text that must not be missing, null or empty. */
export const requiredText = (max = longestText) => plainText(max).min(shortest);

/** Text that may be missing or null. */
export const optionalText = (max = longestText) => plainText(max).nullish();

export const note = () => optionalText(longestNote);

export const flag = () => z.boolean().nullish();

const addressOrEmpty = () =>
  plainText(longestEmail).refine(
    (text) => text === "" || z.email().safeParse(text).success,
    rule("custom.email", "is not an e-mail address"),
  );

/** An e-mail address; compared in lower case, kept as it was written. */
export const emailAddress = () => addressOrEmpty().min(shortest);

/** An e-mail address that may be missing, null or empty. */
export const optionalEmailAddress = () => addressOrEmpty().nullish();

/** The form in which addresses are compared. */
export const emailKey = (email: string): string => email.toLowerCase();

/** The form in which category aliases are compared. */
export const aliasKey = (alias: string): string => alias.normalize("NFC").toLowerCase();

/** Any JSON value that the database can hold, or none. */
export const jsonValue = () =>
  z
    .unknown()
    .refine(fits, rule("custom.object", "is too large, too deep or has characters that cannot be stored"))
    .refine(
      (value) => !namesPrototype(value, deepestObject),
      rule("custom.object", 'has the key "__proto__", which cannot be stored'),
    )
    .optional();

/** A JSON object. */
export const jsonObject = () =>
  jsonValue()
    .refine(
      (value) => value == null || (typeof value === "object" && !Array.isArray(value)),
      rule("type", "is not an object"),
    )
    .nullish();

// The depth comes first: JSON.stringify throws where it is too deep for the stack.
function fits(value: unknown): boolean {
  if (value === undefined) return true;
  if (!storableParts(value, deepestObject, { left: largestObject })) return false;
  const text = JSON.stringify(value) as string | undefined;
  return text !== undefined && text.length <= largestObject;
}

/** Prisma drops this key without a word; refusing it is better than losing what is under it. */
function namesPrototype(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth === 0) return false;
  const object = value as Record<string, unknown>;
  for (const key in object) {
    if (Object.hasOwn(object, key) && (key === "__proto__" || namesPrototype(object[key], depth - 1))) return true;
  }
  return false;
}

/** `budget`: how many parts there may be. Each takes a character at least, so that more are too large in any case. */
function storableParts(value: unknown, depth: number, budget: { left: number }): boolean {
  budget.left -= 1;
  if (budget.left < 0) return false;
  if (typeof value === "string") return storable(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  const object = value as Record<string, unknown>;
  // Names are taken one by one: all of them at once may be more than there is room for.
  for (const key in object) {
    if (Object.hasOwn(object, key) && !(storable(key) && storableParts(object[key], depth - 1, budget))) return false;
  }
  return true;
}

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) => z.enum(words);

/**
 * Checks an input against its schema and answers what the schema knows of it; unknown properties are dropped.
 * `further` is what fails by rules that no schema can say; a property that the schema refuses is named once.
 * Errors: VALIDATION_FAILED with every failing property at once. `model` names the object in the message.
 */
export function validate<Schema extends z.ZodType>(
  model: string,
  schema: Schema,
  input: unknown,
  further: readonly Problem[] = [],
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success && further.length === 0) return result.data;
  const problems = new Map<string, Problem>();
  const add = (problem: Problem) => {
    const key = problem.path.join(".");
    if (!problems.has(key)) problems.set(key, problem);
  };
  for (const issue of result.error?.issues ?? []) {
    add({ path: issue.path.map(String), ...explain(issue, valueAt(input, issue.path)) });
  }
  further.forEach(add);
  throw invalidInput(model, [...problems.values()]);
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);
}

function explain(issue: z.core.$ZodIssue, value: unknown): Omit<Problem, "path"> {
  if (value === undefined || value === null || value === "") return { rule: "presence", message: "can't be blank" };
  switch (issue.code) {
    case "too_small":
      return { rule: "length.min", message: `is too short (at least ${issue.minimum})` };
    case "too_big":
      return { rule: "length.max", message: `is too long (at most ${issue.maximum})` };
    case "invalid_value":
      return { rule: "inclusion", message: `is not one of ${issue.values.join(", ")}` };
    case "custom":
      return { rule: (issue.params?.rule as ValidationRule | undefined) ?? "custom.rule", message: issue.message };
    case "invalid_type":
      return issue.expected === "number" || issue.expected === "int"
        ? { rule: "numericality", message: "is not a number" }
        : { rule: "type", message: `is not ${issue.expected === "array" ? "a list" : `of type ${issue.expected}`}` };
    default:
      return { rule: "custom.rule", message: issue.message };
  }
}
