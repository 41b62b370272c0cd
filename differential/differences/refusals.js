/** What is refused with 400, where LoopBack fails or pays no attention. */
import { relations } from "../loopback/properties.js";
import { isObject, mapFilters, readInclude } from "../walk.js";
import { categories, organizations, where } from "./examples.js";
import { operatorsIn, patterns, some } from "./translate.js";

const badRequest = { status: 400 };
const inequalities = ["gt", "gte", "lt", "lte"];

export const refusals = [
  {
    name: "a date that is none",
    reason: "400 instead of LoopBack's 500.",
    refusal: (request) =>
      some(({ condition, type }) => type === "date" && textsIn(condition).some((text) => isNaN(new Date(text))))(
        request,
      )
        ? badRequest
        : undefined,
    example: where({ createdAt: { gt: "nope" } }),
  },
  {
    name: "an unknown relation",
    reason: "400 instead of LoopBack's 500, also where nothing is found.",
    refusal: (request) => {
      let unknown = false;
      mapFilters(request, (filter, model) => {
        const asked = filter.include ? readInclude(filter.include) : [];
        unknown ||= asked.some(({ relation }) => !relations[model][relation]);
        return filter;
      });
      return unknown ? badRequest : undefined;
    },
    example: (world) => categories(world, { include: "nope" }),
  },
  {
    name: "an empty list as where",
    reason: "400, as for any list; LoopBack refuses it in counts, and takes it for nothing in lists.",
    refusal: ({ kind, argument }) => (kind === "list" && isEmptyList(argument?.where) ? badRequest : undefined),
    example: (world) => categories(world, { where: [], limit: 1 }),
  },
  {
    name: "a text as where",
    reason: "400, as everywhere; through memberships LoopBack finds nothing.",
    refusal: ({ kind, through, argument }) =>
      kind === "list" && through && typeof argument?.where === "string" ? badRequest : undefined,
    example: (world) => organizations(world, { where: "x" }),
  },
  {
    name: "an unknown operator",
    reason: "400; LoopBack turns the object into text and finds nothing.",
    refusal: (request) =>
      some(
        ({ condition, type, property }) =>
          type !== undefined && property !== "custom" && isObject(condition) && operatorsIn(condition).length === 0,
      )(request)
        ? badRequest
        : undefined,
    example: where({ name: { not: "IT" } }),
  },
  {
    name: "above or below null",
    reason: "400: nothing is above or below null; LoopBack's memory connector finds what is null with gte and lte.",
    refusal: (request) =>
      some(({ condition }) => isObject(condition) && inequalities.some((operator) => condition[operator] === null))(
        request,
      )
        ? badRequest
        : undefined,
    example: where({ description: { lte: null } }),
  },
  {
    name: "a long pattern",
    reason: "A pattern over 100 characters is refused.",
    refusal: (request) =>
      some(({ condition }) => patterns.some((operator) => isObject(condition) && condition[operator]?.length > 100))(
        request,
      )
        ? badRequest
        : undefined,
    example: where({ name: { like: "x".repeat(101) } }),
  },
];

function textsIn(condition) {
  if (typeof condition === "string") return [condition];
  return typeof condition === "object" && condition !== null ? Object.values(condition).flatMap(textsIn) : [];
}

const isEmptyList = (value) => Array.isArray(value) && value.length === 0;
