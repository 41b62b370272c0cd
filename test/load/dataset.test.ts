import { afterAll, beforeAll, expect, test } from "vitest";
import { logIn } from "../../src/domain/account/log-in.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { counts, dataset, load, nobody } from "./support.js";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("a file is loaded with its ids and dates, and loading it again changes nothing", async () => {
  expect(await load(db.database, dataset())).toEqual({
    accounts: { added: 3, unchanged: 0 },
    organizations: { added: 6, unchanged: 0 },
    accountOrganizations: { added: 9, unchanged: 0 },
    categories: { added: 14, unchanged: 0 },
    documents: { added: 0, unchanged: 0 },
    documentCategories: { added: 0, unchanged: 0 },
    payments: { added: 5, unchanged: 0 },
  });
  const { prisma } = db.database;
  expect(await prisma.category.findUnique({ where: { id: "5f0c1ad0aa00000000c0de0b" } })).toEqual({
    id: "5f0c1ad0aa00000000c0de0b",
    organizationId: "5e9e92107f186e000eda0901",
    name: "Old sales",
    alias: "old-sales",
    aliasKey: "old-sales",
    description: "Removed",
    isDeleted: true,
    deletedAt: new Date("2020-04-17T16:40:43.714Z"),
    deletedId: "5f0c1ad0aa00000000c0de0b",
    custom: { rank: 11, kind: "income" },
    createdAt: new Date("2019-01-01T00:00:00.000Z"),
    updatedAt: new Date("2019-01-01T00:00:00.000Z"),
  });
  expect(await prisma.accountOrganization.findUnique({ where: { id: "5e9ab369ed6377000d23d507" } })).toMatchObject({
    role: "default",
    active: true,
    disabled: true,
    inviterId: "5a3683ea12d5a67dd0ef2f01",
    inviterMasterId: "5a3683ea12d5a67dd0ef2f01",
    createdAt: new Date("2021-07-01T00:00:00.000Z"),
  });

  expect(await prisma.payment.findUnique({ where: { id: "5f1d00000000000000fa1d04" } })).toMatchObject({
    organizationId: "5e9e92107f186e000eda0901",
    documentId: null,
    type: "bank",
    date: new Date("2020-12-31T23:00:00.000Z"),
    isDeleted: false,
  });

  const before = await everything();
  expect(await load(db.database, dataset())).toEqual({
    accounts: { added: 0, unchanged: 3 },
    organizations: { added: 0, unchanged: 6 },
    accountOrganizations: { added: 0, unchanged: 9 },
    categories: { added: 0, unchanged: 14 },
    documents: { added: 0, unchanged: 0 },
    documentCategories: { added: 0, unchanged: 0 },
    payments: { added: 0, unchanged: 5 },
  });
  expect(await everything()).toEqual(before);
});

test("a password that a file brings is the one to log in with", async () => {
  const { accountId } = await logIn(nobody(db.database), { email: "Owner@example.com", password: "orbit-1234" });
  expect(accountId).toBe("5a3683ea12d5a67dd0ef2f01");
  await expect(logIn(nobody(db.database), { email: "clerk@example.com", password: "" })).rejects.toMatchObject({
    code: "LOGIN_FAILED",
  });
});

test("what has changed since a file was loaded is not changed back", async () => {
  const { prisma } = db.database;
  await prisma.organization.update({ where: { id: "5e9e92107f186e000eda0901" }, data: { name: "Acme SE" } });
  await prisma.accountOrganization.delete({ where: { id: "5e9ab369ed6377000d23d508" } });
  const before = await counts(db.database);
  expect(await load(db.database, dataset())).toMatchObject({ accountOrganizations: { added: 0, unchanged: 9 } });
  expect(await counts(db.database)).toEqual(before);
  expect(await prisma.organization.findUnique({ where: { id: "5e9e92107f186e000eda0901" } })).toMatchObject({
    name: "Acme SE",
  });
});

test("every loaded object has its line in the history", async () => {
  const lines = await db.database.prisma.auditLog.groupBy({ by: ["action"], _count: true, orderBy: { action: "asc" } });
  expect(lines.filter(({ action }) => action.endsWith(".load")).map((line) => [line.action, line._count])).toEqual([
    ["account.load", 3],
    ["category.load", 14],
    ["membership.load", 9],
    ["organization.load", 6],
    ["payment.load", 5],
  ]);
});

const everything = async () => {
  const { prisma } = db.database;
  return {
    accounts: await prisma.account.findMany({ orderBy: { id: "asc" } }),
    organizations: await prisma.organization.findMany({ orderBy: { id: "asc" } }),
    accountOrganizations: await prisma.accountOrganization.findMany({ orderBy: { id: "asc" } }),
    categories: await prisma.category.findMany({ orderBy: { id: "asc" } }),
    payments: await prisma.payment.findMany({ orderBy: { id: "asc" } }),
    history: await prisma.auditLog.count(),
  };
};
