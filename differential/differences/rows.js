/** Which rows come back, and what is shown with them. */
import { relations } from "../loopback/properties.js";
import { isObject, readInclude } from "../walk.js";
import { categories, organizations } from "./examples.js";
import { filters, page } from "./translate.js";

export const rows = [
  {
    name: "a page of 100",
    reason: "At most 100 rows come back, of what is included for each object too; LoopBack alone has no such limit.",
    instead: filters((filter, model, depth, { kind }) => {
      const cut = capIncludes(filter, model);
      return depth > 0 || kind !== "list" || !beyondPage(filter) ? cut : { ...filter, ...cut, limit: page };
    }),
    example: (world) => categories(world, { limit: 0, fields: ["id"] }),
  },
  {
    name: "include without its key",
    reason:
      "A relation whose key is not selected is left out; LoopBack refuses the request where the key is the object's id.",
    instead: filters((filter, model) => {
      if (!filter.include) return undefined;
      const kept = readInclude(filter.include).filter(({ relation }) => {
        const { type, foreignKey } = relations[model][relation] ?? {};
        return !type || shows(filter.fields, type === "hasMany" ? "id" : foreignKey);
      });
      return kept.length === readInclude(filter.include).length ? undefined : { ...filter, include: kept };
    }),
    example: (world) => organizations(world, { include: "categories", fields: ["name"] }),
  },
  {
    name: "the key of what is included",
    reason: "A condition of an include's scope on the key that joins it holds like any other; LoopBack overwrites it.",
    instead: filters((filter, model) => {
      let touched = false;
      const include =
        filter.include &&
        readInclude(filter.include).map(({ relation, scope }) => {
          const { type, foreignKey } = relations[model][relation] ?? {};
          const key = type === "hasMany" ? foreignKey : "id";
          if (!isObject(scope.where) || !(key in scope.where)) return { relation, scope };
          touched = true;
          return { relation, scope: { ...scope, where: { and: [scope.where] } } };
        });
      return touched ? { ...filter, include } : undefined;
    }),
    example: (world) =>
      organizations(world, {
        include: {
          relation: "categories",
          scope: { where: { organizationId: world.large.id }, fields: ["organizationId"] },
        },
      }),
  },
  {
    name: "ids through a relation",
    reason: "A condition on the id is like any other; through memberships LoopBack understands only a value and `inq`.",
    instead: (request) => {
      const where = whereIn(request);
      return request.through && isObject(where) && "id" in where ? withWhere(request, { and: [where] }) : undefined;
    },
    example: (world) => organizations(world, { where: { id: { neq: world.large.id } }, fields: ["id"] }),
  },
  {
    name: "only what the caller belongs to",
    reason: "Organizations are reached through memberships that are active and enabled.",
    instead: (request, world) => {
      const where = whereIn(request);
      if (!request.through || (where != null && !isObject(where))) return undefined;
      const open = { id: { inq: world.open.map(({ id }) => id) } };
      return withWhere(
        request,
        isList(where?.and) ? { ...where, and: [...(where?.and ?? []), open] } : { and: [where, open] },
      );
    },
    example: (world) => organizations(world, { fields: ["id"] }),
  },
  {
    name: "counting through a relation",
    reason: "The `where` of a count through memberships is about organizations; LoopBack asks the memberships.",
    instead: (request) =>
      request.through && request.kind === "count"
        ? {
            ...request,
            kind: "length",
            path: request.path.replace(/\/count$/, ""),
            argument: { where: request.argument ?? {} },
          }
        : undefined,
    example: (world) => ({
      ...organizations(world, { name: { neq: "nobody" } }),
      kind: "count",
      path: `/v1/Accounts/${world.caller.id}/organizations/count`,
    }),
  },
];

const whereIn = ({ kind, argument }) => (kind === "count" ? argument : argument?.where);

const withWhere = (request, where) => ({
  ...request,
  argument: request.kind === "count" ? where : { ...request.argument, where },
});

const isList = (clauses) => clauses === undefined || Array.isArray(clauses);

/** Whether it asks for more than a page; what is no limit at all is left to be refused. */
const beyondPage = ({ limit }) => limit === undefined || limit === null || limit === 0 || Number(limit) > page;

/** The same filter with a limit for every list that it includes, or undefined where it includes none. */
function capIncludes(filter, model) {
  if (!filter.include) return undefined;
  let touched = false;
  const include = readInclude(filter.include).map(({ relation, scope }) => {
    if (relations[model][relation]?.type !== "hasMany" || !beyondPage(scope)) return { relation, scope };
    touched = true;
    return { relation, scope: { ...scope, limit: page } };
  });
  return touched ? { ...filter, include } : undefined;
}

function shows(fields, name) {
  if (!fields || (typeof fields === "object" && !Object.keys(fields).length)) return true;
  if (typeof fields === "string") return fields === name;
  if (Array.isArray(fields)) return fields.includes(name);
  if (Object.values(fields).some(Boolean)) return Boolean(fields[name]);
  return fields[name] === undefined;
}
