/** What a condition matches: mostly where LoopBack's memory connector is not as MongoDB, which the original service had. */
import { isDeepStrictEqual } from "node:util";
import { isObject, mapFilters } from "../walk.js";
import { categories, where } from "./examples.js";
import { withoutNor } from "./nor.js";
import { conditions, everything, nothing, operatorsIn, page, patterns } from "./translate.js";

const negated = { nlike: true, nilike: true };

export const matching = [
  {
    name: "several operators in one object",
    reason: "All of them must hold; LoopBack takes one of them and drops the others without a word.",
    instead: conditions(({ property, condition }) => {
      const found = operatorsIn(condition);
      if (found.length < 2) return undefined;
      const { options } = condition;
      return {
        and: found.map((operator) => ({
          [property]: { [operator]: condition[operator], ...(options === undefined ? {} : { options }) },
        })),
      };
    }),
    example: where({ createdAt: { gt: "2019-12-31", lt: "2020-02-29" } }),
  },
  {
    name: "lists of dates",
    reason:
      "`inq` and `nin` compare dates by the instant; LoopBack's memory connector by object, so that none is equal.",
    instead: conditions(({ property, condition, type }) => {
      const [operator] = operatorsIn(condition);
      const list = condition?.[operator];
      if (type !== "date" || !Array.isArray(list) || !list.length) return undefined;
      if (operator === "inq") return { or: list.map((value) => ({ [property]: value })) };
      if (operator === "nin") return { and: list.map((value) => ({ [property]: { neq: value } })) };
      return undefined;
    }),
    example: where({ createdAt: { inq: ["2020-01-01T00:00:00.000Z", "2021-01-01"] } }),
  },
  {
    name: "eq below custom",
    reason: "`eq` is the value itself on every path; LoopBack knows it for declared properties only.",
    instead: conditions(({ property, condition, type }) =>
      type === "any" && operatorsIn(condition)[0] === "eq" ? { [property]: condition.eq } : undefined,
    ),
    example: where({ "custom.kind": { eq: "income" } }),
  },
  {
    name: "booleans below custom",
    reason: "Values below `custom` compare by the stored one's own type, so that brackets can say true and false.",
    instead: conditions(({ property, condition, type }) => {
      if (type !== "any") return undefined;
      const other = booleans(condition);
      return isDeepStrictEqual(other, condition) ? undefined : { [property]: other };
    }),
    example: (world) => categories(world, { where: { "custom.flag": true }, limit: page }, "brackets"),
  },
  {
    name: "options beside a pattern",
    reason: '`options: "i"` ignores letter case, as MongoDB does; LoopBack\'s memory connector does not know it.',
    instead: conditions(({ property, condition }) => {
      const [operator] = operatorsIn(condition);
      if (!patterns.includes(operator) || condition.options === undefined) return undefined;
      const { options, ...alone } = condition;
      if (options !== "i") return { [property]: alone };
      const insensitive = { like: "ilike", nlike: "nilike", regexp: "ilike" }[operator] ?? operator;
      return { [property]: { [insensitive]: condition[operator] } };
    }),
    example: where({ name: { like: "sales", options: "i" } }),
  },
  {
    name: "null of an unknown property",
    reason: "An unknown property finds nothing, also where null is asked for (and with neq and nin everything).",
    instead: conditions(({ condition, type }) => {
      if (type !== undefined) return undefined;
      if (condition === null) return nothing;
      if (!isObject(condition)) return undefined;
      const [operator] = operatorsIn(condition);
      if (operator === "neq" || operator === "nin" || negated[operator]) return everything;
      return operator ? nothing : undefined;
    }),
    example: where({ nope: null }),
  },
  {
    name: "regexp on empty text",
    reason: "An empty text matches where the pattern does; LoopBack's memory connector never tries `regexp` on it.",
    instead: conditions(({ property, condition }) => {
      if (operatorsIn(condition)[0] !== "regexp" || typeof condition.regexp !== "string") return undefined;
      const [, pattern, flags] = /^\/(.*)\/([gim]*)$/.exec(condition.regexp) ?? [undefined, condition.regexp, ""];
      return { [property]: { [flags.includes("i") ? "ilike" : "like"]: pattern } };
    }),
    example: where({ description: { regexp: "^$" } }),
  },
  {
    name: "percent and underscore",
    reason:
      "`like` is a regular expression and nothing else, as with MongoDB; the memory connector has SQL's signs in it.",
    instead: conditions(({ property, condition }) => {
      const [operator] = operatorsIn(condition);
      const pattern = condition?.[operator];
      if (!patterns.includes(operator) || typeof pattern !== "string" || !/[%_]/.test(pattern)) return undefined;
      const escapes = { "%": "\\x25", _: "\\x5f" };
      return { [property]: { [operator]: valid(pattern).replace(/[%_]/g, (sign) => escapes[sign]) } };
    }),
    example: where({ name: { like: "50%" } }),
  },
  {
    name: "patterns on null",
    reason: 'No pattern matches null, not even one that matches the words "null" or "undefined".',
    instead: conditions(({ property, condition }) => {
      const [operator] = operatorsIn(condition);
      if (!patterns.includes(operator)) return undefined;
      const alone = { [property]: condition };
      return negated[operator]
        ? { or: [alone, { [property]: null }] }
        : { and: [alone, { [property]: { neq: null } }] };
    }),
    example: where({ description: { like: "n" } }),
  },
  {
    name: "the empty pattern",
    reason: "An empty pattern matches every text; LoopBack's memory connector takes it for no operator at all.",
    instead: conditions(({ property, condition }) => {
      const [operator] = operatorsIn(condition);
      if (!patterns.includes(operator) || condition[operator] !== "") return undefined;
      return { [property]: negated[operator] ? null : { neq: null } };
    }),
    example: where({ name: { like: "" } }),
  },
  {
    name: "nor",
    reason: "`nor` finds what no branch finds, as with MongoDB; LoopBack's memory connector takes it for a property.",
    instead(request) {
      let touched = false;
      const changed = mapFilters(request, (filter) => {
        if (!isObject(filter.where)) return filter;
        return { ...filter, where: withoutNor(filter.where, () => (touched = true)) };
      });
      return touched ? changed : undefined;
    },
    example: where({ nor: [{ name: "IT" }, { description: null }] }),
  },
];

/** As LoopBack does it: a pattern that is none is searched for literally. */
function valid(pattern) {
  try {
    new RegExp(pattern);
    return pattern;
  } catch {
    return pattern.replace(/[-[\]/{}()+?.\\^$|*]/g, "\\$&");
  }
}

/** The condition with the texts true and false as what they say, but in patterns. */
function booleans(condition) {
  if (condition === "true" || condition === "false") return condition === "true";
  if (Array.isArray(condition)) return condition.map(booleans);
  if (!isObject(condition) || patterns.includes(operatorsIn(condition)[0])) return condition;
  return Object.fromEntries(Object.entries(condition).map(([key, value]) => [key, booleans(value)]));
}
