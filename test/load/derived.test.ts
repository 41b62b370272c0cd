import { afterEach, beforeEach, expect, test } from "vitest";
import { logIn } from "../../src/domain/account/log-in.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { account, category, counts, idOf, load, membership, nobody, organization, report } from "./support.js";

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.close());

const created = "2020-05-01T10:00:00.000Z";
const updated = "2020-06-01T10:00:00.000Z";

test("an organization takes from its country what it does not say, and is active since it was made", async () => {
  await load(db.database, {
    organizations: [
      organization(1, { country: "Slovenija", createdAt: created }),
      organization(2, { country: "United States", locale: "es", timezone: "America/Chicago", active: false }),
      organization(3, { country: "Atlantis", createdAt: "2020-05-01" }),
      organization(4, {
        countryAlpha2Code: "CH",
        currencyId: "EUR",
        activatedAt: updated,
        updatedAt: updated,
        createdAt: created,
      }),
    ],
  });
  const rows = await db.database.prisma.organization.findMany({ orderBy: { id: "asc" } });
  expect(rows.map((row) => [row.countryAlpha2Code, row.locale, row.timezone, row.currencyId, row.active])).toEqual([
    ["SI", "sl", "Europe/Ljubljana", "EUR", true],
    ["US", "es", "America/Chicago", "USD", false],
    [null, "en", "UTC", "EUR", true],
    ["CH", "de", "Europe/Zurich", "EUR", true],
  ]);
  expect(rows[0]).toMatchObject({
    createdAt: new Date(created),
    updatedAt: new Date(created),
    activatedAt: new Date(created),
  });
  expect(rows[1]?.createdAt).toEqual(rows[1]?.activatedAt);
  expect(Math.abs(Date.now() - Number(rows[1]?.createdAt))).toBeLessThan(60_000);
  expect(rows[2]?.createdAt).toEqual(new Date("2020-05-01T00:00:00.000Z"));
  expect(rows[3]).toMatchObject({ updatedAt: new Date(updated), activatedAt: new Date(updated) });
});

test("the settings of an organization keep their order and ids, and get ids where they have none", async () => {
  const _data = [
    { id: idOf("e", 1), name: "z", value: { deep: [1] }, options: { a: null } },
    { name: "a", value: false },
  ];
  await load(db.database, { organizations: [organization(1, { _data })] });
  const rows = await db.database.prisma.organizationData.findMany({ orderBy: { position: "asc" } });
  expect(rows).toEqual([
    {
      id: idOf("e", 1),
      organizationId: idOf("b", 1),
      position: 0,
      name: "z",
      value: { deep: [1] },
      options: { a: null },
    },
    {
      id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      organizationId: idOf("b", 1),
      position: 1,
      name: "a",
      value: false,
      options: null,
    },
  ]);
});

test("a deleted category names itself and the day of its last change, and leaves its alias free", async () => {
  await load(db.database, {
    organizations: [organization(1)],
    categories: [
      category(1, { alias: "Café", _isDeleted: true, createdAt: created, updatedAt: updated }),
      category(2, { alias: "CAFE\u0301", createdAt: created, unknown: "is ignored", deletedId: "is derived" }),
      category(3, { deletedAt: updated }),
    ],
  });
  expect(await db.database.prisma.category.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { aliasKey: "café", isDeleted: true, deletedAt: new Date(updated), deletedId: idOf("d", 1) },
    { alias: "CAFE\u0301", aliasKey: "café", isDeleted: false, deletedAt: null, deletedId: null },
    { isDeleted: true, deletedAt: new Date(updated), deletedId: idOf("d", 3) },
  ]);
});

test("an invitation is open for seven days, unless the file knows better, and knows its inviter's master", async () => {
  await load(db.database, {
    accounts: [account(1), account(2, { masterId: idOf("a", 1) })],
    organizations: [organization(1)],
    accountOrganizations: [
      membership(1, { inviterId: idOf("a", 2), createdAt: created }),
      membership(2, {
        accountId: null,
        invitationEmail: "New@Example.com",
        inviterId: idOf("a", 1),
        expiresAt: updated,
      }),
    ],
  });
  expect(await db.database.prisma.accountOrganization.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { role: "default", inviterMasterId: idOf("a", 1), expiresAt: new Date("2020-05-08T10:00:00.000Z") },
    { invitationEmail: "new@example.com", inviterMasterId: idOf("a", 1), expiresAt: new Date(updated) },
  ]);
});

test("the master of the account that an organization was made for is its admin for good", async () => {
  const admin = { role: "admin", active: true };
  await load(db.database, {
    accounts: [account(3, { masterId: idOf("a", 1) }), account(1), account(2)],
    organizations: [organization(1), organization(2), organization(3)],
    accountOrganizations: [
      // Invited first, yet not who it was made for.
      membership(1, { ...admin, accountId: idOf("a", 2), inviterId: idOf("a", 3), createdAt: created }),
      membership(2, { ...admin, accountId: idOf("a", 3), createdAt: updated }),
      // Made for a top-level account; the child came later.
      membership(3, { ...admin, organizationId: idOf("b", 2), accountId: idOf("a", 2), createdAt: created }),
      membership(4, { ...admin, organizationId: idOf("b", 2), accountId: idOf("a", 3), createdAt: updated }),
      membership(5, { organizationId: idOf("b", 3), accountId: idOf("a", 3), active: true, role: "readonly" }),
    ],
  });
  const rows = await db.database.prisma.organization.findMany({ orderBy: { id: "asc" } });
  expect(rows.map(({ masterId }) => masterId)).toEqual([idOf("a", 1), null, null]);
});

test("an invitation to an address that the file says is verified is its account's, and not accepted by that", async () => {
  await load(db.database, {
    accounts: [account(1, { emailVerified: true }), account(2)],
    organizations: [organization(1)],
    accountOrganizations: [
      membership(1, { accountId: null, invitationEmail: "Account1@example.com", createdAt: created }),
      membership(2, { accountId: null, invitationEmail: "account2@example.com" }),
    ],
  });
  expect(await db.database.prisma.accountOrganization.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { id: idOf("c", 1), accountId: idOf("a", 1), active: false, updatedAt: new Date(created) },
    { id: idOf("c", 2), accountId: null },
  ]);
});

test("an invitation that was here before its account is linked, and one beside a membership is merged into it", async () => {
  const accounts = [account(1, { emailVerified: true })];
  const organizations = [organization(1), organization(2)];
  await load(db.database, {
    organizations,
    accountOrganizations: [membership(1, { accountId: null, invitationEmail: "account1@example.com" })],
  });
  const file = {
    accounts,
    accountOrganizations: [
      membership(2, { organizationId: idOf("b", 2), active: true }),
      membership(3, { organizationId: idOf("b", 2), accountId: null, invitationEmail: "account1@example.com" }),
    ],
  };
  await load(db.database, file);
  const rows = await db.database.prisma.accountOrganization.findMany({ orderBy: { id: "asc" } });
  expect(rows.map(({ id, accountId }) => [id, accountId])).toEqual([
    [idOf("c", 1), idOf("a", 1)],
    [idOf("c", 2), idOf("a", 1)],
  ]);

  const before = await counts(db.database);
  expect(await load(db.database, file)).toMatchObject({ accountOrganizations: { added: 0, unchanged: 2 } });
  expect(await counts(db.database)).toEqual(before);
});

test("references to what the database has are good, and a short password is history", async () => {
  await load(db.database, { accounts: [account(1)], organizations: [organization(1)] });
  const loaded = await load(db.database, {
    accounts: [account(2, { masterId: idOf("a", 1), password: "short" }), account(3, { password: "" })],
    accountOrganizations: [membership(1, { inviterId: idOf("a", 2) })],
    categories: [category(1)],
  });
  expect(loaded).toEqual(
    report({
      accounts: { added: 2, unchanged: 0 },
      accountOrganizations: { added: 1, unchanged: 0 },
      categories: { added: 1, unchanged: 0 },
    }),
  );
  expect(await logIn(nobody(db.database), { email: "account2@example.com", password: "short" })).toMatchObject({
    accountId: idOf("a", 2),
  });
  // An empty password is none: otherwise anybody could log in with it.
  await expect(logIn(nobody(db.database), { email: "account3@example.com", password: "" })).rejects.toMatchObject({
    code: "LOGIN_FAILED",
  });
});

test("keys with a meaning in JavaScript are harmless, and one that could not be kept is refused", async () => {
  const custom = { constructor: 1, prototype: { a: 1 }, kept: 2 };
  await load(db.database, { organizations: [organization(1, { custom })] });
  const row = await db.database.prisma.organization.findUnique({ where: { id: idOf("b", 1) } });
  expect(row?.custom).toEqual(custom);

  const lost = JSON.parse('{"__proto__": {"polluted": true}}') as object;
  await expect(load(db.database, { organizations: [organization(2, { custom: lost })] })).rejects.toThrow(
    /organizations\[0\] \([0-9a-f]{24}\)\.custom/,
  );
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
