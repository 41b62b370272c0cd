import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import type { Transaction } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";
import { testDatabase } from "../support/database.js";

const { database, close } = await testDatabase();
afterAll(close);

test("two transactions that wait for each other both end well: the one that gave way runs again", async () => {
  const [left, right] = [newId(), newId()];
  await database.prisma.organization.createMany({ data: [left, right].map((id) => ({ id, name: "0" })) });
  const count = (tx: Transaction, id: string) =>
    tx.$executeRaw(sql`
    UPDATE "Organization" SET "name" = ("name"::int + 1)::text WHERE "id" = ${id}`);

  let attempts = 0;
  let meet = (): void => undefined;
  const met = new Promise<void>((resolve) => (meet = resolve));
  const inOrder = (first: string, second: string) =>
    database.transaction(async (tx) => {
      attempts++;
      await count(tx, first);
      if (attempts === 2) meet();
      await met;
      await count(tx, second);
    });

  await Promise.all([inOrder(left, right), inOrder(right, left)]);
  expect(attempts).toBe(3);
  const rows = await database.prisma.organization.findMany({ where: { id: { in: [left, right] } } });
  expect(rows.map((row) => row.name)).toEqual(["2", "2"]);
});
