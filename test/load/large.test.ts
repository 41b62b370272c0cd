import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { account, category, document, idOf, load, membership, organization, part, payment, report } from "./support.js";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const many = 2_000;
/** Reading and checking take the same few statements for every file; writing takes one for each thousand rows or megabyte. */
const mostStatements = 85;

test("a large file takes no more statements than its rows need in chunks", async () => {
  const numbers = Array.from({ length: many }, (_, index) => index + 1);
  const file = {
    accounts: numbers.map((number) => account(number)),
    organizations: [organization(1)],
    accountOrganizations: numbers.map((number) => membership(number, { accountId: idOf("a", number), active: true })),
    categories: numbers.map((number) => category(number)),
    documents: numbers.map((number) => document(number, number % 2 ? { number: null } : {})),
    documentCategories: numbers.map((number) => part(number, { documentId: idOf("f", number) })),
    payments: numbers.map((number) => payment(number, { documentId: idOf("f", number) })),
  };
  db.statements.length = 0;
  expect(await load(db.database, file)).toEqual(
    report({
      accounts: { added: many, unchanged: 0 },
      organizations: { added: 1, unchanged: 0 },
      accountOrganizations: { added: many, unchanged: 0 },
      categories: { added: many, unchanged: 0 },
      documents: { added: many, unchanged: 0 },
      documentCategories: { added: many, unchanged: 0 },
      payments: { added: many, unchanged: 0 },
    }),
  );
  expect(db.statements.length).toBeLessThan(mostStatements);
  const { prisma } = db.database;
  expect(await prisma.category.count()).toBe(many);
  expect(String((await prisma.document.aggregate({ _sum: { totalPaid: true } }))._sum.totalPaid)).toBe("40000");
});
