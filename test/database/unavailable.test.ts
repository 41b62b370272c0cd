import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { isRetryable, isUnavailable, violatedConstraint } from "../../src/database/errors.js";
import { startEmbedded } from "../../src/database/embedded.js";
import { newId } from "../../src/database/ids.js";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";
import { testDatabase } from "../support/database.js";
import { patient } from "../support/patience.js";
import { onServer } from "../support/postgres-server.js";

const { database, close } = await testDatabase();
afterAll(close);

const errorOf = async (act: Promise<unknown>): Promise<unknown> => {
  try {
    await act;
  } catch (error) {
    return error;
  }
  throw new Error("this was to fail");
};

/** Whether every way into the database says that it is unavailable. */
async function allUnavailable(of: Database): Promise<boolean[]> {
  const ways = [
    of.read(sql`SELECT 1`),
    of.prisma.account.count(),
    of.prisma.$queryRaw(sql`SELECT 1`),
    of.transaction((tx) => tx.account.count()),
    of.exclusively("test", () => Promise.resolve()),
  ];
  return Promise.all(ways.map(async (act) => isUnavailable(await errorOf(act))));
}
const everyWay = [true, true, true, true, true];

test("a database that nobody listens for is unavailable", async () => {
  const port = createServer().listen(0, "127.0.0.1");
  await once(port, "listening");
  const address = port.address() as AddressInfo;
  port.close();
  await once(port, "close");
  const connection: DatabaseOptions["connection"] = {
    connectionString: `postgresql://nobody@127.0.0.1:${address.port}/nothing`,
  };
  const lost = openDatabase({ connection, ...patient, poolWaitMs: 2_000 });
  expect(await allUnavailable(lost)).toEqual(everyWay);
  await lost.close();
});

test("an embedded database that was stopped is unavailable, also to who was connected", async () => {
  const folder = await mkdtemp(join(tmpdir(), "orgate-test-"));
  const embedded = await startEmbedded(folder);
  const connected = openDatabase({ connection: embedded.connection, ...patient, poolWaitMs: 2_000 });
  await connected.read(sql`SELECT 1`);
  await embedded.close();
  expect(await allUnavailable(connected)).toEqual(everyWay);
  await connected.close();
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(inject("kind") === "embedded")(
  "a connection that the server ends is unavailable, and the next one works (needs PostgreSQL: the embedded database cannot end a connection)",
  async () => {
    const { server } = inject("postgresTemplate");
    const mark = newId();
    const slow = errorOf(database.read(sql`SELECT pg_sleep(20), ${mark}::text`));
    await database.read(sql`/* test: until the other statement has begun */
      SELECT 1 FROM generate_series(1, 10000) AS turn
      WHERE EXISTS (SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "query" LIKE 'SELECT pg_sleep%')
      LIMIT 1`);
    await onServer(
      server,
      `SELECT pg_terminate_backend("pid") FROM pg_stat_activity WHERE "query" LIKE 'SELECT pg_sleep%' AND "pid" <> pg_backend_pid()`,
    );
    expect(isUnavailable(await slow)).toBe(true);
    expect(await database.prisma.account.count()).toBe(0);
  },
);

describe("what else goes wrong is told apart", () => {
  test("a unique constraint is named, through Prisma and through the pool, and is neither unavailable nor to be tried again", async () => {
    const address = { email: "a@example.com", emailKey: "a@example.com" };
    await database.prisma.account.create({ data: { id: newId(), ...address } });
    const id = newId();
    const errors = [
      await errorOf(database.prisma.account.create({ data: { id, ...address } })),
      await errorOf(database.transaction((tx) => tx.account.create({ data: { id, ...address } }))),
      await errorOf(
        database.read(
          sql`INSERT INTO "Account" ("id", "email", "emailKey") VALUES (${id}, ${"a"}, ${address.emailKey})`,
        ),
      ),
      await errorOf(
        database.prisma.$queryRaw(
          sql`INSERT INTO "Account" ("id", "email", "emailKey") VALUES (${id}, ${"a"}, ${address.emailKey})`,
        ),
      ),
    ];
    expect(errors.map(violatedConstraint)).toEqual(errors.map(() => "Account_emailKey_key"));
    expect(errors.map(isUnavailable)).toEqual(errors.map(() => false));
    expect(errors.map(isRetryable)).toEqual(errors.map(() => false));
  });

  test("a check, a missing parent and broken SQL are no unique constraint and do not mean that the database is gone", async () => {
    const errors = [
      await errorOf(database.prisma.account.create({ data: { id: "no id", email: "b", emailKey: "b" } })),
      await errorOf(
        database.prisma.category.create({
          data: { id: newId(), organizationId: newId(), name: "n", alias: "a", aliasKey: "a" },
        }),
      ),
      await errorOf(database.read(sql`SELEC 1`)),
      new Error("something else"),
      "a text",
      null,
    ];
    expect(errors.map(violatedConstraint)).toEqual(errors.map(() => undefined));
    expect(errors.map(isUnavailable)).toEqual(errors.map(() => false));
  });
});
