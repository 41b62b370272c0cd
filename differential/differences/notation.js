/** How a filter may be written: forms that LoopBack refuses or misreads. */
import { depthOf } from "../form.js";
import { isId, isObject } from "../walk.js";
import { categories, organizations, where } from "./examples.js";
import { conditions, filters, operatorsIn, page } from "./translate.js";

export const notation = [
  {
    name: "brackets deeper than five",
    reason: "LoopBack's parser stops at five levels of brackets and misreads the rest; here at least 12 are read.",
    instead: (request) => (request.form === "brackets" && depthOf(request.argument) > 5 ? request : undefined),
    example: (world) =>
      categories(world, { where: { and: [{ or: [{ name: { inq: ["IT", "Sales"] } }, { name: "50" }] }] } }, "brackets"),
  },
  {
    name: "JSON inside brackets",
    reason: "A JSON text inside filter[where]= is read; LoopBack refuses it.",
    instead: ({ argument, ...request }) =>
      typeof argument?.where === "string" && argument.where.startsWith("{")
        ? { ...request, argument: { ...argument, where: JSON.parse(argument.where) } }
        : undefined,
    example: (world) => categories(world, { where: '{"name":"IT"}' }, "brackets"),
  },
  {
    name: "the text false in fields",
    reason: "`filter[fields][x]=false` leaves x out; LoopBack takes every text for true and shows it alone.",
    instead: filters((filter) => {
      if (!isObject(filter.fields) || !Object.values(filter.fields).includes("false")) return undefined;
      const flags = Object.entries(filter.fields).map(([name, flag]) => [name, flag === "false" ? false : flag]);
      return { ...filter, fields: Object.fromEntries(flags) };
    }),
    example: (world) => categories(world, { fields: { custom: false }, limit: 3 }, "brackets"),
  },
  {
    name: "the text false in deleted",
    reason: "`filter[deleted]=false` is false; the original service tested for any text.",
    instead: filters((filter) => (filter.deleted === "false" ? { ...filter, deleted: false } : undefined)),
    example: (world) => categories(world, { deleted: false, limit: page }, "brackets"),
  },
  {
    name: "the text 0 as limit",
    reason: "`filter[limit]=0` means no limit as the number does; LoopBack refuses the text.",
    instead: filters((filter) => (filter.limit === "0" ? { ...filter, limit: 0 } : undefined)),
    example: (world) => categories(world, { limit: 0 }, "brackets"),
  },
  {
    name: "orders as objects",
    reason:
      'Orders as {date: "ASC"} and {field, sort}, from older pages and a client of the service; LoopBack refuses them.',
    instead: filters((filter) => {
      const { order } = filter;
      const list = Array.isArray(order) ? order : [order];
      if (!list.some(isObject)) return undefined;
      return { ...filter, order: list.flatMap(orderText) };
    }),
    example: (world) => categories(world, { order: { createdAt: "DESC" }, limit: 10 }),
  },
  {
    name: "a list of one without brackets",
    reason: "`inq` and `nin` take a bare value as a list of one, as the service's own pages show; LoopBack refuses it.",
    instead: conditions(({ property, condition }) => {
      const [operator] = operatorsIn(condition);
      if ((operator !== "inq" && operator !== "nin") || typeof condition[operator] === "object") return undefined;
      return { [property]: { ...condition, [operator]: [condition[operator]] } };
    }),
    example: where({ name: { inq: "IT" } }),
  },
  {
    name: "letter case of ids",
    reason: "Ids are compared in lower case, as MongoDB does; the memory connector has texts.",
    instead: conditions(({ property, condition }) =>
      isId(property) && JSON.stringify(condition) !== lower(JSON.stringify(condition))
        ? { [property]: JSON.parse(lower(JSON.stringify(condition))) }
        : undefined,
    ),
    example: (world) => organizations(world, { where: { id: world.large.id.toUpperCase() }, fields: ["id"] }),
  },
];

const lower = (text) => text?.toLowerCase();

function orderText(order) {
  if (!isObject(order)) return [order];
  if (typeof order.field === "string") return [`${order.field} ${order.sort ?? "ASC"}`];
  return Object.entries(order).map(([name, direction]) => `${name} ${direction}`);
}
