import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { createLog } from "../src/log.js";
import { type TestDatabase, testDatabase } from "./support/database.js";

const config = readConfig({ CORS_ORIGINS: "https://app.example.com" });
const log = createLog("silent");

describe("the health checks", () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  it("are green while the database answers", async () => {
    const app = await createApp({ config, database: db.database, log });
    expect((await app.inject("/health")).json()).toEqual({ status: "ok" });
    expect((await app.inject("/ready")).json()).toEqual({ status: "ready" });
    await app.close();
  });

  it("keep traffic away while the tables are not there, and say when to try again", async () => {
    const app = await createApp({ config, database: db.database, log, accepting: () => false, migrated: () => false });
    expect((await app.inject("/health")).statusCode).toBe(200);
    const ready = await app.inject("/ready");
    expect([ready.statusCode, ready.json(), ready.headers["retry-after"]]).toEqual([
      503,
      { status: "unavailable" },
      "1",
    ]);
    const asked = await app.inject({ method: "POST", url: "/graphql", payload: { query: "{ viewer { id } }" } });
    expect([asked.statusCode, asked.headers["retry-after"]]).toEqual([503, "1"]);
    expect(asked.json()).toEqual({
      errors: [{ message: "The database is not there yet.", extensions: { code: "UNAVAILABLE" } }],
    });
    await app.close();
  });

  it("answer 404 in JSON for a path that does not exist, and send a visitor of the root to GraphiQL", async () => {
    const app = await createApp({ config, database: db.database, log });
    expect((await app.inject("/nowhere")).json()).toEqual({ error: { statusCode: 404, message: "Not Found" } });
    const root = await app.inject("/");
    expect([root.statusCode, root.headers.location]).toEqual([302, "/graphql"]);
    await app.close();
  });
});

describe("web apps of other origins", () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  async function corsHeaders(origin: string, method: "OPTIONS" | "POST", settings = config) {
    const app = await createApp({ config: settings, database: db.database, log });
    const answer = await app.inject({
      method,
      url: "/graphql",
      headers: { origin, ...(method === "OPTIONS" ? { "access-control-request-method": "POST" } : {}) },
      ...(method === "POST" ? { payload: { query: "{ __typename }" } } : {}),
    });
    await app.close();
    return { ...answer.headers };
  }

  it.each(["OPTIONS", "POST"] as const)("may call with %s where their origin is on the list", async (method) => {
    const headers = await corsHeaders("https://app.example.com", method);
    expect(headers["access-control-allow-origin"]).toBe("https://app.example.com");
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
    expect(headers.vary).toMatch(/origin/i);
  });

  it.each(["https://evil.example.com", "null", "https://app.example.com.evil.example"])(
    "get no header at all from %s",
    async (origin) => {
      for (const method of ["OPTIONS", "POST"] as const) {
        const headers = await corsHeaders(origin, method);
        expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
        expect(headers.vary).toMatch(/origin/i);
      }
    },
  );

  it("get no header at all where no list is set", async () => {
    const headers = await corsHeaders("https://app.example.com", "POST", readConfig({}));
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});
