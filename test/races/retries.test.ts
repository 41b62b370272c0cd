import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "../../src/database/sql.js";
import { type TestApp, testApp } from "../support/app.js";
import { world } from "../support/world.js";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => app.close());

test("a client that goes away and comes back with its Idempotency-Key finds the answer of the one run there was", async () => {
  const owner = await world(app.database).account();
  const { port } = app.app.server.address() as AddressInfo;
  const send = (signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-access-token": owner.token, "idempotency-key": "patience" },
      body: JSON.stringify({
        query: `mutation { createOrganization(input: { name: "Once" }) { organization { id } } }`,
      }),
      ...(signal ? { signal } : {}),
    });
  const waiting = () =>
    app.database.read<{ count: number }>(sql`/* test: who waits for the lock */
      SELECT count(*)::int AS "count" FROM pg_locks WHERE NOT granted AND relation = '"Organization"'::regclass`);

  const away = new AbortController();
  let first: Promise<unknown> = Promise.resolve();
  let second: Promise<Response> | undefined;
  await app.database.transaction(async (tx) => {
    await tx.$executeRaw(sql`/* test: nobody writes now */ LOCK TABLE "Organization" IN EXCLUSIVE MODE`);
    first = send(away.signal).catch((error: unknown) => (error as Error).name);
    while ((await waiting())[0]?.count === 0) await pause(10);
    away.abort();
    expect(await first).toBe("AbortError");
    second = send();
  });
  const answer = (await (await second)?.json()) as { data: { createOrganization: { organization: { id: string } } } };
  const made = await app.database.prisma.organization.findMany({ where: { name: "Once" } });
  expect(made.map(({ id }) => `Organization:${id}`)).toEqual([answer.data.createOrganization.organization.id]);
});

test("a lock of the whole database that breaks under its holder is the holder's refusal, not the end of the process", async () => {
  const broken = app.database.exclusively("test:broken", async () => {
    await app.database.read(sql`/* test: the connection that holds the lock is cut */
      SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    // The cut arrives as an event of the idle connection.
    await pause(50);
    return "done";
  });
  expect(await broken).toBe("done");
  expect(await app.database.read(sql`/* test: still here */ SELECT 1 AS "one"`)).toEqual([{ one: 1 }]);
});
