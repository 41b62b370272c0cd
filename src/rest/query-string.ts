import qs from "qs";
import { ArgumentError, badArgument } from "../where/argument-error.js";

/** A filter is refused from its 13th level on; what is deeper still is not even built. */
const deepest = 20;
const mostParameters = 2_000;
const longestList = 2_000;
/** Of all list positions that are named together: an empty place before one costs as much as one that is filled. */
const mostPlaces = 1_000_000;

/**
 * The parameters of a query string, or of a form's body, with brackets read as objects and lists: `a[b][0]=x`. The objects
 * have no prototype. A parameter without a value is "", one that is given several times a list.
 * Errors: QUERY_OBJECT_TOO_DEEP beyond 20 levels; INVALID_ARGUMENT for more than 2,000 parameters or list entries, and
 * where a name is `__proto__`. No value is ever dropped.
 */
export function readQuery(text: string): Record<string, unknown> {
  let places = 0;
  const decoder = (part: string, decode: (part: string) => string, _: string, kind?: "key" | "value"): string => {
    const decoded = decode(part);
    if (kind === "key") {
      if (/(^|\[)__proto__(\]|$)/.test(decoded)) throw badArgument('A parameter cannot have the name "__proto__".');
      for (const [, position] of decoded.matchAll(/\[(\d+)\]/g)) places += Number(position);
      if (places > mostPlaces) throw badArgument("The query has too many list entries.");
    }
    return decoded;
  };
  try {
    return qs.parse(text, {
      decoder,
      depth: deepest,
      strictDepth: true,
      parameterLimit: mostParameters,
      arrayLimit: longestList,
      throwOnLimitExceeded: true,
      plainObjects: true,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (error.message.startsWith("Input depth")) {
      throw new ArgumentError(`The query goes deeper than ${deepest} levels.`, "QUERY_OBJECT_TOO_DEEP");
    }
    throw badArgument(`The query has more than ${mostParameters} parameters or list entries.`);
  }
}
