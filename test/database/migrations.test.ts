import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { startEmbedded } from "../../src/database/embedded.js";
import { drift, migrate, migrationList } from "../../src/database/migrate.js";
import { openDatabase } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";
import { emptyDatabase, testDatabase } from "../support/database.js";
import { patient } from "../support/patience.js";

const migrated = await testDatabase();
afterAll(migrated.close);
const all = migrationList().migrationDirectories.map((directory) => directory.path);

test("the migrations say what schema.prisma says", async () => {
  const folder = await mkdtemp(join(tmpdir(), "orgate-test-"));
  const throwaway = await startEmbedded(folder);
  try {
    expect(await drift(throwaway.connection)).toBe("");
  } finally {
    await throwaway.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test("migrating twice applies everything once", async () => {
  const { connection, remove } = await emptyDatabase();
  const database = openDatabase({ connection, ...patient });
  try {
    expect(await migrate(database, connection)).toEqual(all);
    expect(await migrate(database, connection)).toEqual([]);
  } finally {
    await database.close();
    await remove();
  }
});

test.skipIf(inject("kind") === "embedded")(
  "of two that migrate at once, one applies everything and the other finds nothing to do (needs PostgreSQL: only one process opens an embedded database)",
  async () => {
    const { connection, remove } = await emptyDatabase();
    const databases = [openDatabase({ connection, ...patient }), openDatabase({ connection, ...patient })];
    try {
      const applied = await Promise.all(databases.map((database) => migrate(database, connection)));
      expect(applied.flat()).toEqual(all);
    } finally {
      for (const database of databases) await database.close();
      await remove();
    }
  },
);

test("migrating leaves no connection of its own behind", async () => {
  const { connection, remove } = await emptyDatabase();
  const database = openDatabase({ connection, ...patient });
  try {
    await migrate(database, connection);
    const others = await database.read<{ pid: number }>(sql`/* test: whoever else is connected here */
      SELECT "pid" FROM pg_stat_activity
      WHERE "datname" = current_database() AND "backend_type" = 'client backend' AND "pid" <> pg_backend_pid()`);
    expect(others).toEqual([]);
  } finally {
    await database.close();
    await remove();
  }
});

test("every text column is compared by code point", async () => {
  const columns = await migrated.database.read<{ name: string; collation: string | null }>(sql`
    /* test: text columns of our own tables with their collation */
    SELECT "table_name" || '.' || "column_name" AS "name", "collation_name" AS "collation"
    FROM information_schema.columns
    WHERE "table_schema" = 'public' AND "table_name" <> '_prisma_migrations'
      AND "data_type" IN ('text', 'character varying', 'character')`);
  expect(columns.length).toBeGreaterThan(50);
  expect(columns.filter(({ collation }) => collation !== "C")).toEqual([]);
});
