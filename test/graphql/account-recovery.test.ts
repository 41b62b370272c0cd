import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { kindsTo, mailedSecret } from "../support/outbox.js";
import { freshEmail, password, type World, world } from "../support/world.js";

const newPassword = "another battery staple";

/** A mutation whose payload is nothing but its success. */
const succeeding = (name: string) =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) { success userErrors { code message field } }
  }`;
const done = (name: string) => ({ data: { [name]: { success: true, userErrors: [] } } });
const refused = (name: string, ...userErrors: object[]) => ({ data: { [name]: { success: false, userErrors } } });

const invalidToken = {
  code: "INVALID_TOKEN",
  message: "This token is not known, was used already, or has expired. Ask for another mail.",
  field: null,
};
const logIn = `mutation ($input: LogInInput!) {
  logIn(input: $input) { account { email emailVerified } userErrors { code } }
}`;

describe("an account that was locked out", () => {
  let app: TestApp;
  let scene: World;
  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
  });
  afterAll(() => app.close());

  it("is mailed a token, sets another password with it, once, and is signed out everywhere", async () => {
    const { email, token } = await scene.account({ verified: false });
    const asked = await app.graphql(null, succeeding("requestPasswordReset"), { input: { email } });
    expect(asked.body).toEqual(done("requestPasswordReset"));
    const input = { token: await mailedSecret(app.database, email, "password-reset"), newPassword };
    expect((await app.graphql(null, succeeding("resetPassword"), { input })).body).toEqual(done("resetPassword"));
    expect((await app.graphql(null, succeeding("resetPassword"), { input })).body).toEqual(
      refused("resetPassword", invalidToken),
    );
    expect((await app.graphql(token, "{ viewer { id } }")).codes()).toEqual(["UNAUTHENTICATED"]);
    const signedIn = await app.graphql(null, logIn, { input: { email, password: newPassword } });
    expect(signedIn.body).toEqual({
      data: { logIn: { account: { email, emailVerified: true }, userErrors: [] } },
    });
  });

  it("that does not exist is answered alike", async () => {
    const asked = await app.graphql(null, succeeding("requestPasswordReset"), { input: { email: freshEmail() } });
    expect(asked.body).toEqual(done("requestPasswordReset"));
  });

  it("is told which fields are not valid", async () => {
    const asked = await app.graphql(null, succeeding("requestPasswordReset"), { input: { email: "nobody" } });
    expect(asked.body).toEqual(
      refused("requestPasswordReset", {
        code: "VALIDATION_FAILED",
        message: "email is not an e-mail address",
        field: ["email"],
      }),
    );
    const reset = await app.graphql(null, succeeding("resetPassword"), { input: { token: "", newPassword: "short" } });
    expect(reset.body).toEqual(
      refused(
        "resetPassword",
        { code: "VALIDATION_FAILED", message: "token can't be blank", field: ["token"] },
        { code: "VALIDATION_FAILED", message: "newPassword is too short (at least 8)", field: ["newPassword"] },
      ),
    );
  });

  it("tries one token and one address in an operation, not many", async () => {
    for (const [name, input] of [
      ["requestPasswordReset", 'email: "a@example.com"'],
      ["resetPassword", 'token: "x", newPassword: "long enough"'],
      ["changePassword", 'oldPassword: "x", newPassword: "long enough"'],
    ] as const) {
      const field = `${name}(input: { ${input} }) { success }`;
      const answer = await app.graphql(null, `mutation { a: ${field} b: ${field} }`);
      expect(answer.errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
        [`"${name}" more than once in one operation.`, "QUERY_TOO_COMPLEX"],
      ]);
    }
  });
});

describe("a password", () => {
  let app: TestApp;
  let scene: World;
  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
  });
  afterAll(() => app.close());

  it("is changed by who knows it, and only the token of the request goes on", async () => {
    const actor = await scene.account();
    const elsewhere = await app.graphql(
      null,
      "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken { token } } }",
      { input: { email: actor.email, password } },
    );
    const input = { oldPassword: password, newPassword };
    const change = succeeding("changePassword");
    expect((await app.graphql(actor, change, { input })).body).toEqual(done("changePassword"));
    expect((await app.graphql(actor, "{ viewer { databaseId } }")).body).toEqual({
      data: { viewer: { databaseId: actor.id } },
    });
    expect((await app.graphql(elsewhere.text("logIn.accessToken.token"), "{ viewer { id } }")).codes()).toEqual([
      "UNAUTHENTICATED",
    ]);
    expect((await app.graphql(actor, change, { input })).body).toEqual(
      refused("changePassword", {
        code: "INVALID_PASSWORD",
        message: "The present password is not right.",
        field: null,
      }),
    );
  });
});

describe("an address", () => {
  let app: TestApp;
  let scene: World;
  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
  });
  afterAll(() => app.close());

  it("is verified by the token that signing up has mailed, once", async () => {
    const actor = await scene.account({ verified: false });
    const input = { token: await mailedSecret(app.database, actor.email, "verification") };
    expect((await app.graphql(null, succeeding("verifyEmail"), { input })).body).toEqual(done("verifyEmail"));
    expect((await app.graphql(actor, "{ viewer { emailVerified } }")).body).toEqual({
      data: { viewer: { emailVerified: true } },
    });
    expect((await app.graphql(null, succeeding("verifyEmail"), { input })).body).toEqual(
      refused("verifyEmail", invalidToken),
    );
  });

  it("is mailed another token where asked, of the caller's account or its child's, and not too often", async () => {
    const master = await scene.account({ verified: false });
    const child = await scene.account({ verified: false, master });
    const send = succeeding("sendVerification");
    expect((await app.graphql(master, send, { input: {} })).body).toEqual(done("sendVerification"));
    const accountId = `Account:${child.id}`;
    for (let time = 0; time < 2; time++) {
      expect((await app.graphql(master, send, { input: { accountId } })).body).toEqual(done("sendVerification"));
    }
    expect(await kindsTo(app.database, master.email)).toHaveLength(2);
    expect(await kindsTo(app.database, child.email)).toHaveLength(3);
    const fourth = await app.graphql(master, send, { input: { accountId } });
    expect(fourth.codes()).toEqual(["RATE_LIMITED"]);
    expect(Number(fourth.headers["retry-after"])).toBeGreaterThan(590);
    const stranger = await scene.account();
    expect((await app.graphql(stranger, send, { input: { accountId } })).codes()).toEqual(["NOT_FOUND"]);
  });
});

describe("a child account", () => {
  const impersonate = `mutation ($input: ImpersonateAccountInput!) {
    impersonateAccount(input: $input) {
      account { databaseId email } accessToken { token ttl } userErrors { code message field }
    }
  }`;

  it("is impersonated by its master, by id or address, and by nobody else", async () => {
    const app = await testApp();
    const scene = world(app.database);
    const master = await scene.account();
    const child = await scene.account({ master });
    for (const named of [{ id: `Account:${child.id}` }, { id: child.id }, { email: child.email }]) {
      const answer = await app.graphql(master, impersonate, { input: { ...named, ttl: 60 } });
      const token = answer.text("impersonateAccount.accessToken.token");
      expect(answer.body).toEqual({
        data: {
          impersonateAccount: {
            account: { databaseId: child.id, email: child.email },
            accessToken: { token, ttl: 60 },
            userErrors: [],
          },
        },
      });
      expect((await app.graphql(token, "{ viewer { databaseId } }")).body).toEqual({
        data: { viewer: { databaseId: child.id } },
      });
    }
    const unnamed = await app.graphql(master, impersonate, { input: {} });
    expect(unnamed.body).toEqual({
      data: {
        impersonateAccount: {
          account: null,
          accessToken: null,
          userErrors: [{ code: "VALIDATION_FAILED", message: "id or email must be given", field: ["id"] }],
        },
      },
    });
    const stranger = await scene.account();
    const foreign = await app.graphql(stranger, impersonate, { input: { id: child.id } });
    expect(foreign.codes()).toEqual(["NOT_FOUND"]);
    await app.close();
  });
});
