import { expect, test } from "vitest";
import { withoutLargeValues } from "../../src/database/large-values.js";
import { sql } from "../../src/database/sql.js";
import { testDatabase } from "../support/database.js";

test("large texts and lists arrive as they are, beside small ones, by themselves and in a transaction", async () => {
  const { database } = await testDatabase();
  const text = "č".repeat(200_000);
  const numbers = Array.from({ length: 5_000 }, (_, index) => index);
  const texts = numbers.map((number) => (number % 2 === 0 ? `${number}, "x"` : null));
  const answer = { length: 200_000, same: true, sum: 12_497_500, none: 2_500, last: '4998, "x"', small: "small" };
  const query = sql`/* test: what arrived */
    SELECT length(${text}) AS "length", ${text} = repeat('č', 200000) AS "same",
      (SELECT sum(n)::int FROM unnest(${numbers}::int[]) AS n) AS "sum",
      (SELECT count(*)::int FROM unnest(${texts}::text[]) AS t WHERE t IS NULL) AS "none",
      (${texts}::text[])[4999] AS "last", ${"small"} AS "small"`;
  expect(await withoutLargeValues(query, (light) => database.prisma.$queryRaw(light))).toEqual([answer]);
  expect(await database.transaction((tx) => withoutLargeValues(query, (light) => tx.$queryRaw(light)))).toEqual([
    answer,
  ]);
});

test("a statement with large values that the database refuses is refused as any other, and the next one works", async () => {
  const { database } = await testDatabase();
  const list = Array.from({ length: 1_000 }, () => "no number");
  const send = (query: ReturnType<typeof sql>) =>
    withoutLargeValues(query, (light) => database.prisma.$queryRaw(light));
  await expect(send(sql`/* test: refused */ SELECT ${list}::int[] AS "list"`)).rejects.toThrow(/22P02/);
  expect(await send(sql`/* test: read */ SELECT cardinality(${list}::text[]) AS "count"`)).toEqual([{ count: 1_000 }]);
});
