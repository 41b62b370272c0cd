/** Random conditions on the properties of one kind of object. */
import { values } from "./world.js";

/** An id that no object has. */
export const unknownId = "0123456789abcdef01234567";

/** A random `where`, with at most so many levels of logic. */
export function whereOf(make, depth) {
  const { random } = make;
  if (depth > 0 && random.chance(0.3)) {
    const branches = Array.from({ length: random.between(1, 3) }, () => whereOf(make, depth - 1));
    const logic = { [random.weighted({ and: 3, or: 6, nor: 0.5 })]: branches };
    return random.chance(0.3) ? { ...conditionOf(make), ...logic } : logic;
  }
  return Object.assign({}, ...Array.from({ length: random.weighted({ 1: 6, 2: 2, 0: 0.2 }) }, () => conditionOf(make)));
}

/** The properties of each kind and what to ask of them. Ids are taken from rows. */
const ownIds = { id: "id", organizationId: "id" };
export const sortable = {
  Category: {
    ...{ name: "text", alias: "text", description: "text", createdAt: "date", updatedAt: "date", deletedAt: "date" },
    ...{ _isDeleted: "boolean", ...ownIds },
  },
  AccountOrganization: {
    ...{ role: "text", invitationEmail: "text", active: "boolean", disabled: "boolean", rejected: "boolean" },
    ...{ createdAt: "date", expiresAt: "date", status: "text", accountId: "id", inviterId: "id", ...ownIds },
  },
  Organization: {
    ...{ name: "text", city: "text", taxNumber: "text", website: "text", zip: "text", country: "text" },
    ...{ taxSubject: "boolean", active: "boolean", createdAt: "date", deactivatedAt: "date", id: "id" },
  },
  Document: {
    ...{ type: "text", number: "text", clientName: "text", note: "text", reference: "text", createdAt: "date" },
    ...{ date: "day", dateDue: "day", total: "number", totalPaid: "number", totalDue: "number", uniqueId: "text" },
    ...{ draft: "boolean", canceled: "boolean", paidInFull: "boolean", accountId: "id", ...ownIds },
  },
  Payment: {
    ...{ amount: "number", type: "text", note: "text", transactionId: "text", date: "date", createdAt: "date" },
    ...{ documentId: "id", _isDeleted: "boolean", ...ownIds },
  },
  Account: { email: "text", firstname: "text", lastname: "text", id: "id" },
};
export const paths = ["custom.rank", "custom.kind", "custom.flag", "custom.deep.level"];
const pathTypes = { "custom.rank": "rank", "custom.kind": "kind", "custom.flag": "flag", "custom.deep.level": "rank" };

function conditionOf(make) {
  const { random, model } = make;
  if (random.chance(0.03)) return { nope: conditions.unknown(make) };
  const types = random.chance(0.25) ? pathTypes : sortable[model];
  const name = random.pick(Object.keys(types));
  return { [name]: conditions[types[name]](make, name) };
}

/** A value that some row has, most likely one of those that are asked for; or none. */
function stored({ random, world, model, path }, name) {
  const rows = {
    Account: world.accounts,
    Organization: world.organizations,
    AccountOrganization: world.accountOrganizations,
    Category: world.categories,
    Document: world.documents,
    Payment: world.payments,
  }[model];
  const near = rows.filter(({ organizationId }) => path.includes(organizationId));
  return random.chance(0.2) ? undefined : random.pick(near.length && random.chance(0.9) ? near : rows)[name];
}

const lists = ["inq", "nin"];
const inequalities = ["gt", "gte", "lt", "lte"];
const several = (random, one) => Array.from({ length: random.between(0, 4) }, () => one());

/** A value, or an object with one operator, and seldom with two. */
function compared(random, one, more = {}) {
  const operator = random.weighted({
    value: 5,
    eq: 1,
    neq: 2,
    list: 2,
    inequality: 2,
    between: 1,
    null: 1,
    ...more.weights,
  });
  if (more[operator]) return more[operator]();
  return {
    value: one,
    eq: () => ({ eq: one() }),
    neq: () => ({ neq: random.chance(0.2) ? null : one() }),
    list: () => ({ [random.pick(lists)]: several(random, () => (random.chance(0.1) ? null : one())) }),
    inequality: () => {
      const [first, second] = random.some(inequalities, 2);
      return { [first]: random.chance(0.04) ? null : one(), ...(random.chance(0.08) ? { [second]: one() } : {}) };
    },
    between: () => ({ between: [one(), one()] }),
    null: () => null,
  }[operator]();
}

const conditions = {
  text(make, name) {
    const { random } = make;
    const other = () => random.pick(random.chance(0.1) ? [50, 0, true] : random.pick([values.names, values.words]));
    const one = () => stored(make, name) ?? other();
    return compared(random, one, { weights: { pattern: 3 }, pattern: () => patternOf(random) });
  },
  kind: (make) =>
    compared(make.random, () => make.random.pick(["income", "expense", "Income", "é", "", "inc"]), {
      weights: { pattern: 2 },
      pattern: () => patternOf(make.random),
    }),
  date(make) {
    const { random } = make;
    const one = () => {
      const instant = random.pick(values.instants);
      return random.pick([
        instant,
        instant,
        instant,
        instant.slice(0, 10),
        instant.replace("Z", "+01:00"),
        Date.parse(instant),
      ]);
    };
    return compared(random, one, { weights: { list: 0.4 } });
  },
  /** As a number and as numeric text. */
  number(make, name) {
    const { random } = make;
    const one = () => {
      const value = stored(make, name) ?? random.pick(values.amounts);
      return random.pick([value, value, String(value)]);
    };
    return compared(random, one, { weights: { inequality: 4, between: 2, list: 3 } });
  },
  day: ({ random }) => compared(random, () => random.pick(values.calendarDays)),
  boolean: ({ random }) =>
    random.weighted({ value: 6, neq: 2, list: 1, null: 1 }) === "value"
      ? random.pick([true, false, true, false, "true", "0", 1])
      : random.pick([{ neq: true }, { neq: false }, { inq: [true] }, { nin: [false, null] }, { neq: null }, null]),
  id: (make, name) => compared(make.random, () => stored(make, name) ?? unknownId, { weights: { between: 0.2 } }),
  rank: ({ random }) => compared(random, () => random.pick([-1, 0, 0.5, 1, 2, 3, 6, 10])),
  flag: ({ random }) => random.pick([true, false, null, { neq: true }, { inq: [false] }, { nin: [true] }]),
  unknown: ({ random }) =>
    random.pick(["x", null, 5, { neq: "x" }, { inq: ["x"] }, { nin: ["x"] }, { gt: 1 }, { like: "x" }, { nlike: "u" }]),
};

const plainPatterns = [
  "sales",
  "Sales",
  "^S",
  "s$",
  "a.e",
  "[A-C]",
  "caf.",
  "o+",
  "(IT|it)",
  "\\d{2}",
  "\\bS",
  "e",
  "é$",
];
const trickyPatterns = [
  "sales (",
  "50%",
  "R&D_",
  "\\.",
  "[draft",
  "^$",
  "a\\|b",
  "n",
  "(?:on|st)",
  "\\s",
  "\\w+ \\w+",
  ".*",
  "O'B",
  "STRASSE",
  "ß",
];

function patternOf(random) {
  const pattern = random.pick(random.chance(0.75) ? plainPatterns : trickyPatterns);
  const operator = random.weighted({ like: 4, nlike: 1.5, ilike: 2, nilike: 1, regexp: 2 });
  if (operator === "regexp")
    return {
      regexp: plainPatterns.includes(pattern) && random.chance(0.4) ? `/${pattern}/${random.pick(["", "i"])}` : pattern,
    };
  return { [operator]: pattern, ...(random.chance(0.05) ? { options: "i" } : {}) };
}
