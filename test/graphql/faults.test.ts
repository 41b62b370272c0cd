import { afterEach, describe, expect, inject, it } from "vitest";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { type Database, openDatabase } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";
import { createLog } from "../../src/log.js";
import { testApp } from "../support/app.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { patient } from "../support/patience.js";
import { world } from "../support/world.js";

const unavailable = { code: "UNAVAILABLE" };
const tryAgain = "The service cannot answer right now. Try again shortly.";

describe("while the database is gone", () => {
  let db: TestDatabase;
  afterEach(() => db.close());

  /** An app whose own pool can be closed under it. */
  async function appOn(database: Database) {
    const app = await createApp({ config: readConfig({}), database, log: createLog("silent") });
    const send = async (token: string | null, query: string, headers: Record<string, string> = {}) => {
      const response = await app.inject({
        method: "POST",
        url: "/graphql",
        headers: { ...(token ? { "x-access-token": token } : {}), ...headers },
        payload: { query },
      });
      return {
        status: response.statusCode,
        retryAfter: response.headers["retry-after"],
        body: response.json<unknown>(),
      };
    };
    return { app, send };
  }

  it("every request that needs it is answered with 503, UNAVAILABLE and Retry-After, and every other one as ever", async () => {
    db = await testDatabase();
    const { token } = await world(db.database).account();
    const database = openDatabase({ connection: db.connection, ...patient, poolSize: 1 });
    const { app, send } = await appOn(database);
    expect(await send(token, "{ viewer { __typename } }")).toMatchObject({
      status: 200,
      body: { data: { viewer: {} } },
    });
    await database.close();

    const refused = {
      status: 503,
      retryAfter: "1",
      body: { errors: [{ message: tryAgain, extensions: unavailable }] },
    };
    expect(await send(token, "{ viewer { __typename } }")).toEqual(refused);
    expect(await send(token, "{ __typename }")).toEqual(refused);

    const login = 'mutation { logIn(input: { email: "a@example.com", password: "x" }) { userErrors { code } } }';
    const inField = {
      message: tryAgain,
      extensions: unavailable,
      path: ["logIn"],
      locations: [{ line: 1, column: 12 }],
    };
    expect(await send(null, login)).toEqual({ status: 503, retryAfter: "1", body: { data: null, errors: [inField] } });
    expect(await send(null, login, { "idempotency-key": "k" })).toEqual(refused);

    expect(await send(null, "{ viewer { id } }")).toMatchObject({ status: 200, body: { data: { viewer: null } } });
    expect(await send(null, "{ viewer }")).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: "BAD_USER_INPUT" } }] },
    });
    await app.close();
  });
});

describe("a query that takes too long", () => {
  it.skipIf(inject("kind") === "embedded")(
    "is given up with UNAVAILABLE, and the next one is answered (needs a lock: PostgreSQL only)",
    async () => {
      const app = await testApp({ QUERY_TIMEOUT_MS: "300" });
      const scene = world(app.database);
      const owner = await scene.account();
      const organization = await scene.organization(owner);
      const query = "query ($id: ID!) { organization(id: $id) { categories { totalCount } } }";
      const ask = () => app.graphql(owner, query, { id: organization });

      const late = await app.database.transaction(async (tx) => {
        await tx.$executeRaw(sql`/* test: nobody reads it */ LOCK TABLE "Category" IN ACCESS EXCLUSIVE MODE`);
        return ask();
      });
      expect([late.status, late.headers["retry-after"], late.body]).toEqual([
        503,
        "1",
        { errors: [{ message: "This took too long and was given up.", extensions: unavailable }] },
      ]);
      expect((await ask()).body).toEqual({ data: { organization: { categories: { totalCount: 0 } } } });
      await app.close();
    },
  );
});
