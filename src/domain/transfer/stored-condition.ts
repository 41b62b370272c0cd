import { z } from "zod";
import type { Condition } from "../list/condition.js";

/**
 * A condition as it is kept until its export is fetched: the translated one, so that whoever asked through whichever
 * door, fetching needs no grammar. Moments are kept as text, which every comparison takes for the same.
 */
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const ignoreCase = z.boolean().optional();
const property = z.string();

const schema: z.ZodType<Condition> = z.lazy(
  () =>
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("constant"), value: z.boolean() }),
      z.object({ kind: z.literal("and"), conditions: z.array(schema) }),
      z.object({ kind: z.literal("or"), conditions: z.array(schema) }),
      z.object({ kind: z.literal("not"), condition: schema }),
      z.object({
        kind: z.literal("compare"),
        property,
        operator: z.enum(["eq", "neq", "gt", "gte", "lt", "lte"]),
        value,
        ignoreCase,
      }),
      z.object({
        kind: z.literal("among"),
        property,
        operator: z.enum(["in", "notIn"]),
        values: z.array(value),
        ignoreCase,
      }),
      z.object({
        kind: z.literal("text"),
        property,
        operator: z.enum(["contains", "startsWith", "endsWith"]),
        value: z.string(),
        ignoreCase,
      }),
      z.object({ kind: z.literal("pattern"), property, pattern: z.string(), ignoreCase: z.boolean() }),
    ]) as z.ZodType<Condition>,
);

/** The condition that was kept. An instance of another version may have kept what this one cannot read: then it throws. */
export const conditionOf = (kept: unknown): Condition | undefined =>
  kept === null || kept === undefined ? undefined : schema.parse(kept);
