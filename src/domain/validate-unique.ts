import type { z } from "zod";
import { taken } from "./errors.js";
import { validate } from "./validate.js";

/**
 * Checks an input like validate. One that fails is told in the same answer that the value of `property`, if nothing else is
 * wrong with it, belongs to somebody already. One that does not fail is left to the unique index, which has the last word.
 * Errors: VALIDATION_FAILED.
 */
export async function validateUnique<Schema extends z.ZodType>(
  model: string,
  schema: Schema,
  input: unknown,
  property: string,
  isTaken: (value: string) => Promise<boolean>,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const value = (input as Record<string, unknown> | null | undefined)?.[property];
  const wellFormed = typeof value === "string" && !result.error.issues.some(({ path }) => path[0] === property);
  const further = wellFormed && (await isTaken(value)) ? taken(model, property).details.problems : [];
  return validate(model, schema, input, further);
}
