import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { keepUp } from "../../src/database/keep-up.js";
import type { Database } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";
import { startDatabase } from "../../src/start-database.js";
import { testDatabase } from "../support/database.js";

const { database, close } = await testDatabase();
afterAll(close);

const write = (into: Database, count: number) =>
  into.read(sql`/* test: many rows of history */
    INSERT INTO "AuditLog" ("id", "action", "objectType", "objectId", "to")
    SELECT md5(random()::text || n), 'test', 'Test', 'object ' || n, '{"text": "of some length, so that there are many pages"}'
    FROM generate_series(1, ${count}) AS n`);

test("a table that has grown is analyzed, once, and one that has hardly grown is left alone", async () => {
  expect(await keepUp(database)).toEqual([]);
  await write(database, 10_000);
  expect(await keepUp(database)).toEqual(['"AuditLog"']);
  const counted = await database.read(sql`/* test: how many rows plans count with */
    SELECT "reltuples" AS "rows" FROM pg_class WHERE "relname" = 'AuditLog'`);
  expect(counted).toEqual([{ rows: 10_000 }]);
  expect(await keepUp(database)).toEqual([]);
  await write(database, 500);
  expect(await keepUp(database)).toEqual([]);
});

test("rows that are overwritten again and again use their room again", async () => {
  await database.read(sql`/* test: rows without ties */
    INSERT INTO "IdempotentAnswer" ("id", "requestHash")
    SELECT md5(n::text), repeat('x', 400) FROM generate_series(1, 4000) AS n`);
  const size = async (): Promise<number> => {
    const [row] = await database.read<{ pages: number }>(sql`/* test: pages of the table */
      SELECT (pg_relation_size('"IdempotentAnswer"') / 8192)::int AS "pages"`);
    return row?.pages ?? NaN;
  };
  const before = await size();
  for (let round = 0; round < 10; round++) {
    await database.read(
      sql`/* test: everything anew */ UPDATE "IdempotentAnswer" SET "requestHash" = repeat('y', 400)`,
    );
    await keepUp(database, { everything: true });
  }
  expect(await size()).toBeLessThan(before * 3);
});

test("the embedded database is looked after when it is started as a command or server starts it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "orgate-test-"));
  await cp(inject("embeddedTemplate").folder, folder, { recursive: true });
  const started = await startDatabase({ ...readConfig({}), DATA_DIR: folder });
  try {
    await started.keepUp();
    await write(started.database, 10_000);
    expect(await started.keepUp()).toEqual(['"AuditLog"']);
  } finally {
    await started.close();
    await rm(folder, { recursive: true, force: true });
  }
});
