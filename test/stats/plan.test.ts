import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sql, sql } from "../../src/database/sql.js";
import type { Context } from "../../src/domain/context.js";
import { documentCategoriesOfCategory } from "../../src/domain/ledger/queries.js";
import { readSlices } from "../../src/domain/list/slice.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { world } from "../support/world.js";
import { type Args, everyStatistic } from "./every-statistic.js";
import { writeLargeLedgers } from "./large-ledger.js";

let db: TestDatabase;
let context: Context;
let organizationId: string;
let viewer: string;
let sent: Sql[];

/** The plan does not depend on how many rows there are; on PostgreSQL that is shown with as many as the promise is about. */
const sizes = { postgres: [100_000, 60_000, 20_000], embedded: [2_000, 1_000, 1_000] };

beforeAll(async () => {
  db = await testDatabase();
  const owner = await world(db.database).passwordless();
  const [first = ""] = await writeLargeLedgers(db.database, owner.id, sizes[db.kind]);
  organizationId = first;
  viewer = owner.id;
  context = await owner.context();
  const read: Context["database"]["read"] = async (query) => {
    sent.push(query);
    return db.database.read(query);
  };
  context = { ...context, database: { ...context.database, read } };
}, 240_000);
afterAll(async () => db.close());

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  Plans?: Node[];
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How each table of the ledger is read: by which scan, and by which condition of an index. */
async function scansOf(query: Sql): Promise<Node[]> {
  const [row] = await db.database.read<{ "QUERY PLAN": { Plan: Node }[] }>(sql`EXPLAIN (FORMAT JSON) ${query}`);
  const [plan] = row?.["QUERY PLAN"] ?? [];
  if (!plan) throw new Error("there is no plan");
  return nodesOf(plan.Plan).filter((node) =>
    ["Document", "Payment", "DocumentCategory"].includes(node["Relation Name"] ?? ""),
  );
}

const everything = { from: "2019-01-01", to: "2021-12-31" };
const asked: [string, Args][] = everyStatistic.flatMap(({ name, good }): [string, Args][] => [
  [name, "from" in good ? { ...good, ...everything } : { date: "2021-12-31" }],
  [name, "from" in good ? { ...good, from: "2020-02-01", to: "2020-02-07" } : { date: "2019-07-01" }],
]);

describe.each(["before", "after"])("%s the database has counted its rows", (when) => {
  beforeAll(async () => {
    if (when === "after") await db.database.read(sql`ANALYZE`);
  });

  test.each([...asked, ["businessStats", { to: "2021-12-31" }] as [string, Args]])(
    "%s %j reads no table of the ledger as a whole",
    async (name, args) => {
      sent = [];
      await everyStatistic.find((each) => each.name === name)?.ask(context, organizationId, args);
      const query = sent.find(({ text }) => text.includes(`/* ${name}:`));
      if (!query) throw new Error(`${name} sent no statement`);
      const scans = await scansOf(query);
      expect(scans.length).toBeGreaterThan(0);
      expect(scans.filter((node) => node["Node Type"].includes("Seq Scan"))).toEqual([]);
    },
  );
});

test("the parts under a category are found without those of others", async () => {
  const [found] = await db.database.read<{ id: string }>(sql`
    SELECT "categoryId" AS "id" FROM "DocumentCategory" WHERE "organizationId" = ${organizationId} LIMIT 1`);
  sent = [];
  await readSlices(context, viewer, documentCategoriesOfCategory, [found?.id ?? ""], { limit: 20, offset: 0 });
  const query = sent.find(({ text }) => text.includes("/* documentCategoriesOfCategory"));
  if (!query) throw new Error("the list sent no statement");
  const scans = await scansOf(query);
  expect(scans.map(({ "Relation Name": table }) => table)).toEqual(["DocumentCategory"]);
  expect(scans[0]?.["Index Cond"]).toContain("categoryId");
});
