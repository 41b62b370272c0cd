/**
 * Random requests: one grammar of filters over all lists, their counts and single objects. What LoopBack's memory connector
 * does in its own way comes up, but not often; `differences/` knows what is expected there.
 */
import { asText, fitsBrackets } from "./form.js";
import { properties } from "./loopback/properties.js";
import { paths, sortable, unknownId, whereOf } from "./where.js";

/** A random request of somebody who is signed in as the world's caller. */
export function randomRequest(random, world) {
  const target =
    endpoints[
      random.weighted({
        ...{ categories: 8, accountOrganizations: 4, organizations: 4, category: 2, organization: 2 },
        ...{ documents: 4, payments: 5, documentPayments: 2, document: 1, payment: 1 },
      })
    ];
  const { model, path, counted, through } = target(random, world);
  const request = { model, path, form: "json", ...(through ? { through } : {}) };
  const count = counted && random.chance(0.2);
  const make = { random, world, model, path };

  if (count) Object.assign(request, { kind: "count", path: `${path}/count`, argument: whereOf(make, 2) });
  else if (counted) Object.assign(request, { kind: "list", argument: filterOf(make) });
  else Object.assign(request, { kind: "one", argument: shownOf(make) });

  if (random.chance(0.04)) return { ...request, argument: undefined };
  if (random.chance(0.35)) return inBrackets(request);
  if (random.chance(0.03)) return { ...request, ...broken(random, request) };
  return request;
}

const endpoints = {
  categories: (random, world) => ({
    model: "Category",
    path: `/v1/Organizations/${anyOrganization(random, world)}/categories`,
    counted: true,
  }),
  accountOrganizations: (random, world) => ({
    model: "AccountOrganization",
    path: `/v1/Organizations/${anyOrganization(random, world)}/accountOrganizations`,
    counted: true,
  }),
  organizations: (_random, world) => ({
    model: "Organization",
    path: `/v1/Accounts/${world.caller.id}/organizations`,
    counted: true,
    through: true,
  }),
  category: (random, world) => ({
    model: "Category",
    path: `/v1/Categories/${oneOf(random, world, world.categories)}`,
  }),
  documents: (random, world) => ({
    model: "Document",
    path: `/v1/Organizations/${anyOrganization(random, world)}/documents`,
    counted: true,
  }),
  payments: (random, world) => ({
    model: "Payment",
    path: `/v1/Organizations/${anyOrganization(random, world)}/payments`,
    counted: true,
  }),
  documentPayments: (random, world) => ({
    model: "Payment",
    path: `/v1/Documents/${oneOf(random, world, world.documents)}/payments`,
    counted: true,
  }),
  document: (random, world) => ({
    model: "Document",
    path: `/v1/Documents/${oneOf(random, world, world.documents)}`,
  }),
  payment: (random, world) => ({
    model: "Payment",
    path: `/v1/Payments/${oneOf(random, world, world.payments)}`,
  }),
  organization: (random, world) => ({
    model: "Organization",
    path: `/v1/Organizations/${anyOrganization(random, world)}`,
  }),
};

/** The id of a row that the caller sees, deleted or not; seldom of none. */
const oneOf = (random, world, rows) => {
  const seen = rows.filter(({ organizationId }) => organizationId !== world.closed.id);
  return random.chance(0.05) ? unknownId : random.pick(seen).id;
};

const anyOrganization = (random, world) =>
  random.chance(0.02) ? unknownId : random.pick([world.large, ...world.open]).id;

const softDeleted = ["Category", "Document", "Payment"];

function filterOf(make) {
  const { random } = make;
  const filter = shownOf(make);
  if (random.chance(0.7)) filter.where = random.chance(0.03) ? {} : whereOf(make, 3);
  if (random.chance(0.6)) filter.order = random.chance(0.03) ? random.pick(["", [], null]) : orderOf(make);
  // Mostly a page, else every second answer would be about the page of 100.
  if (random.chance(0.85)) filter.limit = random.between(1, 40);
  if (random.chance(0.05)) filter.limit = random.pick([null, "7", 1000]);
  if (random.chance(0.25)) filter[random.pick(["skip", "offset"])] = random.between(0, 12);
  if (random.chance(0.03)) Object.assign(filter, { skip: random.between(1, 5), offset: random.between(1, 5) });
  if (softDeleted.includes(make.model) && random.chance(0.15))
    filter.deleted = random.pick([true, true, true, 1, false]);
  if (random.chance(0.03)) filter.unheardOf = { of: 1 };
  // Through a relation this ends LoopBack's process.
  if (make.model !== "Organization" && random.chance(0.02)) filter.where = null;
  return filter;
}

/** What is shown of each object: the part of a filter that single objects have, too. */
function shownOf(make) {
  const { random, model } = make;
  const filter = {};
  if (random.chance(0.4)) filter.fields = fieldsOf(make);
  if (includable[model].length > 0 && random.chance(0.3)) {
    filter.include = random.chance(0.03) ? random.pick(["", [], null, {}]) : includeOf(make, 2);
    // Without its key nothing can be included; that is asked for now and then.
    if (filter.fields && random.chance(0.9)) filter.fields = { ...wholeOf(model), custom: false };
  }
  return filter;
}

const wholeOf = (model) => (model === "Account" ? { lastname: false } : { createdAt: false });

function fieldsOf({ random, model }) {
  const names = random.some([...Object.keys(properties[model]), "id", "nope"], random.between(1, 5));
  return {
    list: () => names,
    text: () => random.pick(names),
    only: () => Object.fromEntries(names.map((name) => [name, true])),
    except: () => Object.fromEntries(names.map((name) => [name, false])),
    mixed: () => Object.fromEntries(names.map((name, index) => [name, index % 2 === 0])),
    none: () => [],
  }[random.weighted({ list: 6, text: 1, only: 3, except: 2, mixed: 1, none: 0.3 })]();
}

function orderOf({ random, model }) {
  const names = random.some([...Object.keys(sortable[model]), ...paths], random.between(1, 3));
  const terms = names.map(
    (name) => `${name}${random.pick(["", " ASC", " DESC", " DESC", " asc", " Desc", " DESC please"])}`,
  );
  if (random.chance(0.05)) terms.splice(random.between(0, 1), 0, "nope DESC");
  if (terms.length === 1) return terms[0];
  return random.chance(0.5) ? terms : terms.join(", ");
}

const includable = {
  Account: [],
  Organization: ["categories", "accountOrganizations"],
  AccountOrganization: ["account", "organization"],
  Category: ["organization"],
  Document: ["payments"],
  Payment: [],
};
const targets = {
  account: "Account",
  organization: "Organization",
  categories: "Category",
  accountOrganizations: "AccountOrganization",
  payments: "Payment",
};

function includeOf(make, depth) {
  const { random, model } = make;
  const relations = includable[model];
  if (random.chance(0.15)) return relations;
  const relation = random.pick(relations);
  const inner = { ...make, model: targets[relation] };
  const nested = depth > 1 && includable[inner.model].length > 0;
  if (nested && random.chance(0.3)) return { [relation]: includeOf(inner, depth - 1) };
  if (random.chance(0.4)) return relation;
  const many = ["categories", "accountOrganizations", "payments"].includes(relation);
  const scope = {};
  // What joins it is shown by LoopBack whether it was asked for or not.
  if (random.chance(0.6))
    scope.fields = random.some(["name", "id", "custom", "createdAt"], 2).concat("id", "organizationId", "documentId");
  if (many && random.chance(0.6)) scope.where = whereOf(inner, 1);
  if (many && random.chance(0.5)) scope.order = orderOf(inner);
  if (many && random.chance(0.5)) scope.limit = random.between(1, 5);
  if (many && scope.limit && random.chance(0.3)) scope.skip = random.between(0, 3);
  if (nested && !scope.fields && random.chance(0.3)) scope.include = includeOf(inner, depth - 1);
  return { [random.chance(0.9) ? "relation" : "rel"]: relation, scope };
}

/** The same in brackets, where they can say it. Instants as numbers would be texts that are none. */
function inBrackets(request) {
  if (request.argument === undefined || !fitsBrackets(request.argument)) return request;
  if (
    /\d{12}(?![\da-f])/.test(JSON.stringify(request.argument)) &&
    JSON.stringify(request.argument) !== JSON.stringify(asText(request.argument))
  )
    return request;
  return { ...request, form: "brackets" };
}

/** What is wrong in one way, and refused by both. */
function broken(random, { kind, argument, model }) {
  const text = { AccountOrganization: "role", Document: "note", Payment: "note" }[model] ?? "name";
  const wheres = [
    [],
    "x",
    { and: {} },
    { or: "x" },
    { [text]: { like: 5 } },
    { createdAt: { between: ["2020-01-01"] } },
  ];
  const where = random.pick([...wheres, { [text]: { $gt: "x" } }, { id: { inq: "" } }, { [text]: { regexp: null } }]);
  if (kind === "count") return { argument: where };
  if (kind === "one") return {};
  return {
    argument: random.pick([
      { ...argument, where },
      { ...argument, limit: random.pick([-1, 1.5, "x"]) },
      { ...argument, skip: random.pick([-1, 0.5, "x"]) },
      { ...argument, order: random.pick([["name up"], "name SIDEWAYS", [5]]) },
    ]),
  };
}
