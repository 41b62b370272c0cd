import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { account, category, counts, idOf, load, membership, organization, problemsOf } from "./support.js";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await load(db.database, {
    accounts: [account(100), account(101, { masterId: idOf("a", 100) })],
    organizations: [organization(100, { _data: [{ id: idOf("e", 100), name: "setting", value: 1 }] })],
    accountOrganizations: [
      membership(100, { organizationId: idOf("b", 100), accountId: idOf("a", 100), role: "admin", active: true }),
      membership(101, { organizationId: idOf("b", 100), accountId: null, invitationEmail: "open@example.com" }),
    ],
    categories: [category(100, { organizationId: idOf("b", 100), alias: "taken" })],
  });
});
afterAll(() => db.close());

/** Objects that are in order, beside the one that is not. */
const world = { accounts: [account(1)], organizations: [organization(1)] };
const a1 = idOf("a", 1);
const b1 = idOf("b", 1);
const person = `accounts[0] (${a1})`;
const firm = `organizations[0] (${b1})`;
const member = (index: number, number: number) => `accountOrganizations[${index}] (${idOf("c", number)})`;
const kind = (index: number, number: number) => `categories[${index}] (${idOf("d", number)})`;
const noInstant = "is not an instant such as 2020-02-29T07:59:37.938Z";
const unstorable = "has characters that cannot be stored";
const taken = "is taken already by another object of the database";

const one = (fields: object) => ({ ...world, categories: [category(1, fields)] });
const memberships = (...fields: object[]) => ({
  ...world,
  accountOrganizations: fields.map((some, index) => membership(index + 1, some)),
});

const files: [string, unknown, string[]][] = [
  [
    "that is a list",
    [],
    [
      "the file: is not an object with the lists accounts, organizations, accountOrganizations, categories, documents, documentCategories, payments",
    ],
  ],
  [
    "that is null",
    null,
    [
      "the file: is not an object with the lists accounts, organizations, accountOrganizations, categories, documents, documentCategories, payments",
    ],
  ],
  ["with a list that cannot be held", { invoices: [] }, ["invoices: is not a list that this version can hold"]],
  [
    "with a list of a hostile name",
    JSON.parse('{"__proto__": [{}]}'),
    ["__proto__: is not a list that this version can hold"],
  ],
  ["with an object for a list", { accounts: {} }, ["accounts: is not a list"]],
  ["with a number for an object", { categories: [7] }, ["categories[0]: is not an object"]],

  [
    "with an id that is none",
    { accounts: [account(1, { id: "5A" })] },
    ["accounts[0].id: is not an id: 24 lower-case hexadecimal characters"],
  ],
  ["without an id", { organizations: [{ name: "Acme" }] }, ["organizations[0].id: can't be blank"]],
  [
    "with one id twice in a list",
    { ...world, categories: [category(1), category(1, { alias: "other" })] },
    [`${kind(1, 1)}.id: is that of ${kind(0, 1)} already`],
  ],
  [
    "with one id for two kinds",
    { ...world, categories: [category(1, { id: a1 })] },
    [`categories[0] (${a1}).id: is that of ${person} already`],
  ],
  [
    "with the id of another object in _data",
    { ...world, organizations: [organization(1, { _data: [{ id: a1, name: "x" }] })] },
    [`${firm}._data.0.id: is that of ${person} already`],
  ],
  [
    "with an id that another type has in the database",
    { ...world, categories: [category(1, { id: idOf("a", 100) })] },
    [`categories[0] (${idOf("a", 100)}).id: is that of another object of the database, of type Account`],
  ],
  [
    "with an id in _data that the database has",
    { organizations: [organization(1, { _data: [{ id: idOf("e", 100), name: "x" }] })] },
    [`${firm}._data.0.id: is that of another object of the database, of type OrganizationData`],
  ],

  [
    "with an address twice",
    { accounts: [account(1), account(2, { email: "ACCOUNT1@example.com" })] },
    [`accounts[1] (${idOf("a", 2)}).email: is that of ${person} already`],
  ],
  [
    "with an address that is none",
    { accounts: [account(1, { email: "nobody" })] },
    [`${person}.email: is not an e-mail address`],
  ],
  [
    "with an address that the database has",
    { accounts: [account(1, { email: "Account100@example.com" })] },
    [`${person}.email: ${taken}`],
  ],
  [
    "with a password that is no text",
    { accounts: [account(1, { password: 12345678 })] },
    [`${person}.password: is not of type string`],
  ],
  [
    "with an account that is its own master",
    { accounts: [account(1, { masterId: a1 })] },
    [`${person}.masterId: names the account itself`],
  ],
  [
    "with a master that nobody knows",
    { accounts: [account(1, { masterId: idOf("a", 9) })] },
    [`${person}.masterId: there is no account ${idOf("a", 9)}`],
  ],
  [
    "with a master that has a master",
    { accounts: [account(1, { masterId: idOf("a", 101) })] },
    [`${person}.masterId: account ${idOf("a", 101)} is not top-level: it has a master`],
  ],
  [
    "with a circle of masters",
    { accounts: [account(1, { masterId: idOf("a", 2) }), account(2, { masterId: a1 })] },
    [
      `${person}.masterId: account ${idOf("a", 2)} is not top-level: it has a master`,
      `accounts[1] (${idOf("a", 2)}).masterId: account ${a1} is not top-level: it has a master`,
    ],
  ],

  [
    "with an organization without a name",
    { organizations: [organization(1, { name: "" })] },
    [`${firm}.name: can't be blank`],
  ],
  [
    "with a text for a truth value",
    { organizations: [organization(1, { active: "yes" })] },
    [`${firm}.active: is not of type boolean`],
  ],
  [
    "with a currency that there is not",
    { organizations: [organization(1, { currencyId: "EURO" })] },
    [`${firm}.currencyId: is not a currency of ISO 4217`],
  ],
  [
    "with a list for custom",
    { organizations: [organization(1, { custom: [] })] },
    [`${firm}.custom: is not an object`],
  ],
  [
    "with a setting without a name",
    { organizations: [organization(1, { _data: [{ value: 1 }] })] },
    [`${firm}._data.0.name: can't be blank`],
  ],

  ["with a day that does not exist", one({ createdAt: "2021-02-30" }), [`${kind(0, 1)}.createdAt: ${noInstant}`]],
  ["with a number for a date", one({ updatedAt: 0 }), [`${kind(0, 1)}.updatedAt: is not of type string`]],
  [
    "with a year that cannot be stored",
    one({ createdAt: "0000-01-01T00:00:00Z" }),
    [`${kind(0, 1)}.createdAt: ${noInstant}`],
  ],
  ["with a NUL", one({ name: "a\0b" }), [`${kind(0, 1)}.name: ${unstorable}`]],
  ["with half a character", one({ alias: "\ud800" }), [`${kind(0, 1)}.alias: ${unstorable}`]],
  [
    "with a NUL deep inside custom",
    one({ custom: { a: [{ "\0": 1 }] } }),
    [`${kind(0, 1)}.custom: is too large, too deep or ${unstorable}`],
  ],
  [
    "with a category of an unknown organization",
    one({ organizationId: idOf("b", 9) }),
    [`${kind(0, 1)}.organizationId: there is no organization ${idOf("b", 9)}`],
  ],
  [
    "with a date of deletion of what lives",
    one({ _isDeleted: false, deletedAt: "2020-01-01" }),
    [`${kind(0, 1)}.deletedAt: is given though _isDeleted is false`],
  ],
  [
    "with an alias twice",
    { ...world, categories: [category(1, { alias: "Sales" }), category(2, { alias: "sales" })] },
    [`${kind(1, 2)}.alias: is that of ${kind(0, 1)} already`],
  ],
  [
    "with an alias that the database has",
    one({ organizationId: idOf("b", 100), alias: "TAKEN" }),
    [`${kind(0, 1)}.alias: ${taken}`],
  ],

  [
    "with a role that there is not",
    memberships({ role: "owner" }),
    [`${member(0, 1)}.role: is not one of readonly, default, admin`],
  ],
  [
    "with a member of an unknown organization",
    memberships({ organizationId: idOf("b", 9) }),
    [`${member(0, 1)}.organizationId: there is no organization ${idOf("b", 9)}`],
  ],
  [
    "with unknown people",
    memberships({ accountId: idOf("a", 7), inviterId: idOf("a", 8), inviterMasterId: idOf("a", 9) }),
    [
      `${member(0, 1)}.accountId: there is no account ${idOf("a", 7)}`,
      `${member(0, 1)}.inviterId: there is no account ${idOf("a", 8)}`,
      `${member(0, 1)}.inviterMasterId: there is no account ${idOf("a", 9)}`,
    ],
  ],
  [
    "with a member who is active and rejected",
    memberships({ active: true, rejected: true }),
    [`${member(0, 1)}.rejected: is true though active is true`],
  ],
  [
    "with a disabled member who never was active",
    memberships({ disabled: true }),
    [`${member(0, 1)}.disabled: is true though active is not`],
  ],
  [
    "with an active member who is nobody",
    memberships({ accountId: null, active: true, invitationEmail: "x@example.com" }),
    [`${member(0, 1)}.active: is true though there is no accountId`],
  ],
  [
    "with an invitation of nobody",
    memberships({ accountId: null }),
    [`${member(0, 1)}.accountId: or invitationEmail must be given`],
  ],
  [
    "with two memberships of one account",
    memberships({}, {}),
    [`${member(1, 2)}.accountId: is that of ${member(0, 1)} already`],
  ],
  [
    "with two invitations of one address",
    memberships(
      { accountId: null, invitationEmail: "x@example.com" },
      { accountId: null, invitationEmail: "X@example.com" },
    ),
    [`${member(1, 2)}.invitationEmail: is that of ${member(0, 1)} already`],
  ],
  [
    "with a membership that the database has",
    memberships({ organizationId: idOf("b", 100), accountId: idOf("a", 100) }),
    [`${member(0, 1)}.accountId: ${taken}`],
  ],
  [
    "with an invitation that the database has",
    memberships({ organizationId: idOf("b", 100), accountId: null, invitationEmail: "Open@example.com" }),
    [`${member(0, 1)}.invitationEmail: ${taken}`],
  ],
];

describe("a file is refused as a whole, by object and property,", () => {
  test.each(files)("%s", async (_what, file, problems) => {
    const before = await counts(db.database);
    expect(await problemsOf(db.database, file)).toEqual(problems);
    expect(await counts(db.database)).toEqual(before);
  });
});

test("all faults of a file are told at once, and a fault in one object is not a second one in who refers to it", async () => {
  const file = {
    accounts: [account(1, { email: 1 })],
    organizations: [organization(1, { taxSubject: 1 })],
    accountOrganizations: [membership(1, { role: "boss" }), membership(2)],
    categories: [category(1, { alias: null }), category(2)],
  };
  expect(await problemsOf(db.database, file)).toEqual([
    `${person}.email: is not of type string`,
    `${firm}.taxSubject: is not of type boolean`,
    `${member(0, 1)}.role: is not one of readonly, default, admin`,
    `${kind(0, 1)}.alias: can't be blank`,
  ]);
});

test("of very many faults the first hundred are told", async () => {
  const categories = Array.from({ length: 500 }, (_, index) => category(index, { name: null }));
  const problems = await problemsOf(db.database, { ...world, categories });
  expect(problems).toHaveLength(100);
  expect(problems[99]).toBe(`${kind(99, 99)}.name: can't be blank`);
});
