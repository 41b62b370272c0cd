import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/database/sql.js";
import { type TestApp, testApp } from "../support/app.js";
import { freshEmail, password, type World, world } from "../support/world.js";
import { userErrorsOf } from "./support/answers.js";

const signUp = `mutation ($input: SignUpInput!) {
  signUp(input: $input) {
    account { id email firstname emailVerified custom master { id } }
    accessToken { token handle ttl expiresAt }
    userErrors { code message field }
  }
}`;
const logIn = `mutation ($input: LogInInput!) {
  logIn(input: $input) { account { email } accessToken { token ttl expiresAt } userErrors { code message field } }
}`;

describe("a newcomer", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.close());

  it("signs up, is recognised, changes its account, signs in elsewhere, and signs out for good", async () => {
    const email = freshEmail();
    const joined = await app.graphql(null, signUp, {
      input: { email, password, firstname: "Ada", custom: { plan: "a" } },
    });
    const token = joined.text("signUp.accessToken.token");
    expect(token).toMatch(/^[A-Za-z0-9]{64}$/);
    const id = joined.text("signUp.account.id");
    expect(joined.body).toMatchObject({
      data: {
        signUp: {
          account: { id, email, firstname: "Ada", emailVerified: false, custom: { plan: "a" }, master: null },
          accessToken: { ttl: 15_552_000 },
          userErrors: [],
        },
      },
    });

    const whoAmI = "{ viewer { id accessTokens { handle token } } }";
    const handle = joined.text("signUp.accessToken.handle");
    expect((await app.graphql(token, whoAmI)).body).toEqual({
      data: { viewer: { id, accessTokens: [{ handle, token: null }] } },
    });

    const changed = await app.graphql(
      token,
      "mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { account { firstname lastname locale custom } userErrors { code } } }",
      { input: { firstname: null, lastname: "Lovelace", locale: "sl", custom: {} } },
    );
    expect(changed.body).toEqual({
      data: {
        updateAccount: { account: { firstname: null, lastname: "Lovelace", locale: "sl", custom: {} }, userErrors: [] },
      },
    });

    const elsewhere = await app.graphql(null, logIn, { input: { email: email.toUpperCase(), password, ttl: -1 } });
    expect(elsewhere.body).toMatchObject({
      data: { logIn: { account: { email }, accessToken: { ttl: -1, expiresAt: null }, userErrors: [] } },
    });
    const second = elsewhere.text("logIn.accessToken.token");

    const out = await app.graphql(token, "mutation { logOut(input: {}) { success userErrors { code } } }");
    expect(out.body).toEqual({ data: { logOut: { success: true, userErrors: [] } } });
    const refused = await app.graphql(token, whoAmI);
    expect([refused.codes(), refused.errors?.[0]?.message]).toEqual([
      ["UNAUTHENTICATED"],
      "The access token is not known.",
    ]);
    expect((await app.graphql(second, "{ viewer { id } }")).body).toEqual({ data: { viewer: { id } } });
  });

  it("makes child accounts and sees all of them", async () => {
    const scene = world(app.database);
    const master = await scene.account();
    const child = await app.graphql(master, signUp, { input: { email: freshEmail(), password } });
    expect(child.body).toMatchObject({ data: { signUp: { account: { master: { id: `Account:${master.id}` } } } } });
    const id = child.text("signUp.account.id");
    const changed = await app.graphql(
      master,
      'mutation ($id: ID!) { updateAccount(input: { id: $id, label: "till 3" }) { account { id label } userErrors { code } } }',
      { id },
    );
    expect(changed.body).toEqual({ data: { updateAccount: { account: { id, label: "till 3" }, userErrors: [] } } });
  });

  it("makes a token for a program and revokes it, by its id or by itself", async () => {
    const owner = await world(app.database).account();
    const revoke =
      "mutation ($input: RevokeAccessTokenInput!) { revokeAccessToken(input: $input) { success userErrors { code } } }";
    for (const by of ["id", "token"] as const) {
      const made = await app.graphql(
        owner,
        "mutation { createAccessToken(input: { ttl: 60 }) { accessToken { id token ttl } userErrors { code } } }",
      );
      const token = made.text("createAccessToken.accessToken.token");
      expect((await app.graphql(token, "{ viewer { databaseId } }")).body).toEqual({
        data: { viewer: { databaseId: owner.id } },
      });
      const done = await app.graphql(owner, revoke, {
        input: { [by]: made.text(`createAccessToken.accessToken.${by}`) },
      });
      expect(done.body).toEqual({ data: { revokeAccessToken: { success: true, userErrors: [] } } });
      expect((await app.graphql(token, "{ viewer { id } }")).codes()).toEqual(["UNAUTHENTICATED"]);
    }
    for (const input of [{}, { id: "5f0c1ad0aa00000000c0de01", token: "x" }]) {
      const refused = await app.graphql(owner, revoke, { input });
      expect(refused.errors?.map(({ message, extensions }) => [message, extensions])).toEqual([
        ['Give either "id" or "token".', { code: "BAD_USER_INPUT" }],
      ]);
    }
  });
});

describe("an access token", () => {
  let app: TestApp;
  let scene: World;
  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
  });
  afterAll(() => app.close());

  it("is taken from X-Access-Token, from Authorization with and without Bearer, and from the address", async () => {
    const { id, token } = await scene.account();
    const ask = async (headers: Record<string, string>, address = "/graphql") => {
      const response = await app.app.inject({
        method: "POST",
        url: address,
        headers,
        payload: { query: "{ viewer { databaseId } }" },
      });
      return response.json<unknown>();
    };
    const known = { data: { viewer: { databaseId: id } } };
    expect(await ask({ "x-access-token": token })).toEqual(known);
    expect(await ask({ authorization: token })).toEqual(known);
    expect(await ask({ authorization: `Bearer ${token}` })).toEqual(known);
    expect(await ask({}, `/graphql?access_token=${token}`)).toEqual(known);
    expect(await ask({ authorization: "", "x-access-token": " " })).toEqual({ data: { viewer: null } });
  });

  it("that is over is UNAUTHENTICATED and says so, for every query and for signing up", async () => {
    const { token, id } = await scene.account();
    await app.database.prisma.$executeRaw(sql`/* test: its time is over */
      UPDATE "AccessToken" SET "expiresAt" = statement_timestamp() WHERE "accountId" = ${id}`);
    const expired = ["UNAUTHENTICATED", "The access token has expired. Sign in again."];
    const input = { email: freshEmail(), password };
    for (const answer of [
      await app.graphql(token, "{ viewer { id } }"),
      await app.graphql(token, `{ node(id: "Account:${id}") { id } }`),
      await app.graphql(token, signUp, { input }),
    ]) {
      expect([answer.codes()[0], answer.errors?.[0]?.message]).toEqual(expired);
    }
    // Signing in is how it gets another one.
    expect(userErrorsOf(await app.graphql(token, logIn, { input }))).toEqual([
      { code: "LOGIN_FAILED", message: "login failed", field: null },
    ]);
  });
});

describe("what a newcomer can mend is a user error by its field", () => {
  let app: TestApp;
  let taken: string;
  beforeAll(async () => {
    app = await testApp();
    taken = (await world(app.database).account()).email;
  });
  afterAll(() => app.close());

  it("all fields at once", async () => {
    const answer = await app.graphql(null, signUp, {
      input: { email: freshEmail(), password: "short", firstname: "x".repeat(1_001), label: "a\0" },
    });
    expect(answer.data).toEqual({
      signUp: {
        account: null,
        accessToken: null,
        userErrors: [
          { code: "VALIDATION_FAILED", message: "password is too short (at least 8)", field: ["password"] },
          { code: "VALIDATION_FAILED", message: "firstname is too long (at most 1000)", field: ["firstname"] },
          { code: "VALIDATION_FAILED", message: "label has characters that cannot be stored", field: ["label"] },
        ],
      },
    });
  });

  it("an address in use, in any letter case, at sign-up and later", async () => {
    const refused = [{ code: "TAKEN", message: "email is already taken", field: ["email"] }];
    expect(userErrorsOf(await app.graphql(null, signUp, { input: { email: taken.toUpperCase(), password } }))).toEqual(
      refused,
    );
    const other = await world(app.database).account();
    const update =
      "mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { userErrors { code message field } } }";
    expect(userErrorsOf(await app.graphql(other, update, { input: { email: taken } }))).toEqual(refused);
  });

  it.each<[string, Record<string, unknown>, object]>([
    [
      "a wrong password",
      { password: "wrong password" },
      { code: "LOGIN_FAILED", message: "login failed", field: null },
    ],
    [
      "an unknown address, with the same words",
      { email: "nobody@example.com", password },
      { code: "LOGIN_FAILED", message: "login failed", field: null },
    ],
    [
      "a life of no time",
      { password, ttl: 0 },
      { code: "VALIDATION_FAILED", message: "ttl is -1 or greater than 0", field: ["ttl"] },
    ],
    [
      "a life of less than no time",
      { password, ttl: -2 },
      { code: "VALIDATION_FAILED", message: "ttl is -1 or greater than 0", field: ["ttl"] },
    ],
    [
      "no address",
      { email: "", password },
      { code: "VALIDATION_FAILED", message: "email can't be blank", field: ["email"] },
    ],
  ])("signing in with %s", async (_what, input, refusal) => {
    const answer = await app.graphql(null, logIn, { input: { email: taken, ...input } });
    expect(answer.body).toEqual({ data: { logIn: { account: null, accessToken: null, userErrors: [refusal] } } });
  });
});
