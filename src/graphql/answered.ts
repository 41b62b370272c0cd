import { GraphQLError } from "graphql";
import type { Context } from "../domain/context.js";

/** Lists without pages, such as the lines of a document and the buckets of a statistic: so many entries one answer has. */
const mostEntries = 50_000;

const spent = new WeakMap<Context, number>();

/**
 * The list for the answer, counted: the cost that is estimated beforehand takes such lists to be of usual length.
 * Errors: QUERY_TOO_COMPLEX once the request has too much of them.
 */
export function answered<Entry>(list: Entry[], context: Context): Entry[] {
  const total = (spent.get(context) ?? 0) + list.length;
  spent.set(context, total);
  if (total <= mostEntries) return list;
  throw new GraphQLError(
    `The lists in this answer have more than ${mostEntries} entries. Ask for smaller pages, shorter ranges, or without them.`,
    { extensions: { code: "QUERY_TOO_COMPLEX" } },
  );
}
