import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { account, category, idOf, load, membership, organization } from "./support.js";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const many = 2_000;
/** Reading and checking take the same few statements for every file; writing takes one for each thousand rows. */
const mostStatements = 60;

test("a large file takes no more statements than its rows need in chunks", async () => {
  const numbers = Array.from({ length: many }, (_, index) => index + 1);
  const file = {
    accounts: numbers.map((number) => account(number)),
    organizations: [organization(1)],
    accountOrganizations: numbers.map((number) => membership(number, { accountId: idOf("a", number), active: true })),
    categories: numbers.map((number) => category(number)),
  };
  db.statements.length = 0;
  expect(await load(db.database, file)).toEqual({
    accounts: { added: many, unchanged: 0 },
    organizations: { added: 1, unchanged: 0 },
    accountOrganizations: { added: many, unchanged: 0 },
    categories: { added: many, unchanged: 0 },
  });
  expect(db.statements.length).toBeLessThan(mostStatements);
  expect(await db.database.prisma.category.count()).toBe(many);
});
