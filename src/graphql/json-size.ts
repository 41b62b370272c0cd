import { GraphQLError } from "graphql";
import type { Context } from "../domain/context.js";

/** Counting objects says nothing about the JSON that an integrator keeps in them: one answer carries at most this much. */
const mostCharacters = 20_000_000;

const spent = new WeakMap<Context, number>();
/** The same row can stand in an answer many times; its size is taken once. */
const sizes = new WeakMap<object, number>();

/** The value for the answer, charged to the request. Errors: QUERY_TOO_COMPLEX once the request has too much of it. */
export function charged<Value>(value: Value, context: Context): Value {
  const total = (spent.get(context) ?? 0) + sizeOf(value);
  spent.set(context, total);
  if (total <= mostCharacters) return value;
  throw new GraphQLError("The JSON in this answer is too large. Ask for smaller pages, or without it.", {
    extensions: { code: "QUERY_TOO_COMPLEX" },
  });
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  let size = sizes.get(value);
  if (size === undefined) sizes.set(value, (size = JSON.stringify(value).length));
  return size;
}
