import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { isUnavailable } from "../../src/database/errors.js";
import { sql } from "../../src/database/sql.js";
import { testDatabase } from "../support/database.js";
import { times } from "../support/race.js";

const { database, close } = await testDatabase();
afterAll(close);

test("a slow query leaves the event loop free", async () => {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const begun = performance.now();
  await database.read(sql`/* test: a second or so of work */ SELECT count(*) FROM generate_series(1, 6000000)`);
  const took = performance.now() - begun;
  delay.disable();
  expect(took).toBeGreaterThan(300);
  expect(delay.max / 1_000_000).toBeLessThan(200);
});

test("parallel reads with parameters get their own answers", async () => {
  const read = async (index: number) => {
    // Different statements and numbers of parameters, so that one connection's cannot pass for another's.
    const rows =
      index % 2
        ? await database.read(sql`SELECT ${index}::int AS "n", ${`text ${index}`}::text AS "t"`)
        : await database.prisma.$queryRaw(
            sql`SELECT ${`text ${index}`}::text AS "t", ${index}::int + ${0}::int AS "n"`,
          );
    return rows;
  };
  const answers = await Promise.all(times(200, read));
  expect(answers).toEqual(times(200, (index) => [{ n: index, t: `text ${index}` }]));
});

test("parallel transactions are isolated, and those that fail leave nothing", async () => {
  const id = newId();
  await database.prisma.organization.create({ data: { id, name: "0" } });
  const add = (index: number) => () =>
    database.transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ name: string }[]>(
        sql`SELECT "name" FROM "Organization" WHERE "id" = ${id} FOR UPDATE`,
      );
      await tx.organization.update({ where: { id }, data: { name: String(Number(row?.name) + 1) } });
      if (index % 5 === 0) throw new Error(`transaction ${index} changes its mind`);
    });
  const ends = await Promise.allSettled(times(50, (index) => add(index)()));
  expect(ends.filter((end) => end.status === "rejected").map((end) => (end.reason as Error).message)).toEqual(
    times(10, (index) => `transaction ${index * 5} changes its mind`),
  );
  expect(await database.prisma.organization.findUnique({ where: { id } })).toMatchObject({ name: "40" });
});

test("who gets no connection in time is told that the database is unavailable, and the pool recovers", async () => {
  const small = await testDatabase({ poolSize: 1, poolWaitMs: 300 });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let holder = Promise.resolve();
  await new Promise<void>((entered) => {
    holder = small.database.transaction(async () => {
      entered();
      await held;
    });
  });

  const begun = performance.now();
  const refused = await Promise.allSettled([
    small.database.read(sql`SELECT 1`),
    small.database.prisma.account.count(),
    small.database.transaction((tx) => tx.account.count()),
    small.database.exclusively("test", () => Promise.resolve()),
  ]);
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(refused.map((end) => end.status === "rejected" && isUnavailable(end.reason))).toEqual([
    true,
    true,
    true,
    true,
  ]);

  release();
  await holder;
  expect(await small.database.prisma.account.count()).toBe(0);
  await small.close();
});
