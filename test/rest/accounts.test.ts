import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, freshEmail, password, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let send: Rest;
let stranger: Actor;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  stranger = await scene.account();
});
afterAll(() => app.close());

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const id = expect.stringMatching(/^[0-9a-f]{24}$/) as string;

const signUp = async (email = freshEmail()) => {
  await send(null, "POST", "/Accounts", { body: { email, password } });
  const answer = await send(null, "POST", "/Accounts/login", { body: { email, password } });
  return answer.body as { id: string; userId: string };
};

/** The token that was mailed to the address last. */
const mailed = async (address: string, kind: string): Promise<string> => {
  const mail = await app.database.prisma.outboxMail.findFirstOrThrow({
    where: { recipient: address, kind },
    orderBy: { id: "desc" },
  });
  if (!mail.secret) throw new Error("the mail has no token");
  return mail.secret;
};

it("signing up answers the account without its password, every property of it", async () => {
  const email = freshEmail();
  const answer = await send(null, "POST", "/Accounts", {
    body: { email, password, firstname: "Ada", taxNumber: 5, emailVerified: true, masterId: stranger.id },
  });
  expect(answer.body).toEqual({
    email,
    firstname: "Ada",
    lastname: null,
    label: null,
    taxNumber: "5",
    locale: null,
    emailVerified: false,
    masterId: null,
    custom: {},
    id,
    createdAt: instant,
    updatedAt: instant,
  });
  expect(
    await app.database.prisma.accessToken.count({ where: { accountId: (answer.body as { id: string }).id } }),
  ).toBe(0);
});

it("signing up with a token makes a child account, and with a bad token is refused", async () => {
  const master = await scene.account();
  const answer = await send(master, "POST", "/Accounts", { body: { email: freshEmail(), password } });
  expect(answer.body).toMatchObject({ masterId: master.id });
  expect(await send("x".repeat(64), "POST", "/Accounts", { body: { email: freshEmail(), password } })).toMatchObject({
    status: 401,
    body: { error: { code: "AUTHORIZATION_REQUIRED" } },
  });
});

it("signing up is refused with all that is wrong, and a password is not repeated", async () => {
  const answer = await send(null, "POST", "/Accounts", { body: { email: "nobody", password: "short!" } });
  expect(answer).toMatchObject({
    status: 422,
    body: {
      error: {
        name: "ValidationError",
        message:
          'The `Account` instance is not valid. Details: `email` is not an e-mail address (value: "nobody"); `password` is too short (at least 8) (value: …).',
        details: { context: "Account", codes: { email: ["custom.email"], password: ["length.min"] } },
      },
    },
  });
  expect(
    await send(null, "POST", "/Accounts", { body: { email: stranger.email.toUpperCase(), password } }),
  ).toMatchObject({ status: 422, body: { error: { details: { codes: { email: ["uniqueness"] } } } } });
});

it("signing in answers a token that is taken from then on, and signing out ends it", async () => {
  const { email } = await scene.account();
  const answer = await send(null, "POST", "/Accounts/login", {
    body: { email: email.toUpperCase(), password, ttl: "60" },
  });
  expect(answer.body).toEqual({
    id: expect.stringMatching(/^[A-Za-z0-9]{64}$/) as string,
    ttl: 60,
    created: instant,
    userId: id,
  });
  const token = (answer.body as { id: string }).id;
  expect(await send(token, "GET", "/Accounts/authorized")).toMatchObject({ status: 200, body: { email } });
  expect(await send(token, "POST", "/Accounts/logout")).toMatchObject({ status: 204, body: undefined });
  expect(await send(token, "GET", "/Accounts/authorized")).toMatchObject({ status: 401 });
});

it("signing in as a form works, and is refused alike for a wrong password and an unknown address", async () => {
  const { email } = await scene.account();
  expect(await send(null, "POST", "/Accounts/login", { form: { email, password } })).toMatchObject({ status: 200 });
  const refused = {
    status: 401,
    body: { error: { statusCode: 401, name: "Error", message: "login failed", code: "LOGIN_FAILED" } },
  };
  expect(await send(null, "POST", "/Accounts/login", { body: { email, password: "wrong" } })).toMatchObject(refused);
  expect(await send(null, "POST", "/Accounts/login", { body: { email } })).toMatchObject(refused);
  expect(await send(null, "POST", "/Accounts/login", { body: { email: freshEmail(), password } })).toMatchObject(
    refused,
  );
});

it("signing in without an address, or with a life time that is no number, is a bad request", async () => {
  expect(await send(null, "POST", "/Accounts/login", { body: { password } })).toMatchObject({
    status: 400,
    body: { error: { message: "username or email is required", code: "USERNAME_EMAIL_REQUIRED" } },
  });
  expect(
    await send(null, "POST", "/Accounts/login", { body: { email: stranger.email, password, ttl: "long" } }),
  ).toMatchObject({ status: 400, body: { error: { message: "ttl is not a number", code: "INVALID_ARGUMENT" } } });
  expect(
    await send(null, "POST", "/Accounts/login", { body: { email: stranger.email, password, ttl: 0 } }),
  ).toMatchObject({ status: 422, body: { error: { details: { codes: { ttl: ["numericality"] } } } } });
});

it("an expired token has a code of its own", async () => {
  const { id: token } = await signUp();
  await app.database.prisma
    .$executeRaw`/* test: a year later */ UPDATE "AccessToken" SET "expiresAt" = statement_timestamp() - interval '1 second' WHERE "accountId" = (SELECT "accountId" FROM "AccessToken" ORDER BY "createdAt" DESC LIMIT 1)`;
  expect(await send(token, "GET", "/Accounts/authorized")).toMatchObject({
    status: 401,
    body: { error: { code: "INVALID_TOKEN" } },
  });
});

it("an account is there for itself and its master, and not for anybody else", async () => {
  const master = await scene.account();
  const child = await scene.account({ master });
  for (const who of [master, child]) {
    expect(await send(who, "GET", `/Accounts/${child.id}`)).toMatchObject({
      status: 200,
      body: { email: child.email },
    });
  }
  const unknown = { status: 404, body: { error: { message: `Unknown "Account" id "${child.id}".` } } };
  expect(await send(stranger, "GET", `/Accounts/${child.id}`)).toMatchObject(unknown);
  expect(await send(stranger, "PATCH", `/Accounts/${child.id}`, { body: { label: "mine" } })).toMatchObject(unknown);
  expect(await send(stranger, "GET", `/Accounts/${child.id}/accessTokens`)).toMatchObject(unknown);
  expect(await send(stranger, "POST", `/Accounts/${child.id}/accessTokens`)).toMatchObject(unknown);
  expect(await send(stranger, "POST", `/Accounts/${child.id}/send-verification`)).toMatchObject(unknown);
  expect(await send(stranger, "GET", `/Accounts/${child.id}/organizations`)).toMatchObject(unknown);
  expect(await send(stranger, "GET", `/Accounts/${child.id}/organizations/count`)).toMatchObject(unknown);
  expect(await send(stranger, "POST", `/Accounts/${child.id}/organizations`, { body: { name: "Mine" } })).toMatchObject(
    unknown,
  );
  expect(await send(master, "PATCH", `/Accounts/${child.id}`, { body: { label: "first" } })).toMatchObject({
    status: 200,
    body: { label: "first" },
  });
});

it("an account can be read with its organizations and memberships in it", async () => {
  const actor = await scene.account();
  const organization = await scene.organization(actor, { name: "Orgate Works" });
  const filter = JSON.stringify({ fields: ["id"], include: ["organizations", "accountOrganizations"] });
  expect((await send(actor, "GET", `/Accounts/${actor.id}?filter=${filter}`)).body).toMatchObject({
    id: actor.id,
    organizations: [{ id: organization, name: "Orgate Works" }],
    accountOrganizations: [{ organizationId: organization, role: "admin", status: "ACTIVE" }],
  });
});

it("an address is unique as long as nobody has it, in any letter case", async () => {
  const ask = async (email: string) => (await send(null, "GET", `/Accounts/is-unique?email=${email}`)).body;
  expect(await ask(freshEmail())).toEqual({ isUnique: true });
  expect(await ask(stranger.email.toUpperCase())).toEqual({ isUnique: false });
  expect(await send(null, "GET", "/Accounts/is-unique")).toMatchObject({
    status: 400,
    body: { error: { message: "email is a required argument", code: "INVALID_ARGUMENT" } },
  });
});

it("tokens are listed by their handles, and ended by handle or by themselves", async () => {
  const actor = await scene.account();
  const path = `/Accounts/${actor.id}/accessTokens`;
  const made = (await send(actor, "POST", path, { body: { ttl: 60 } })).body as { id: string; handle: string };
  const other = (await send(actor, "POST", path)).body as { id: string; handle: string };
  const list = (await send(actor, "GET", path)).body as { id: string }[];
  expect(list.map((token) => token.id)).toEqual(expect.arrayContaining([made.handle, other.handle]));
  expect(JSON.stringify(list)).not.toContain(made.id);

  expect(await send(actor, "DELETE", `${path}/${made.handle.toUpperCase()}`)).toMatchObject({ status: 204 });
  expect(await send(actor, "DELETE", `${path}/${other.id}`)).toMatchObject({ status: 204 });
  for (const ended of [made.id, other.id]) {
    expect(await send(ended, "GET", "/Accounts/authorized")).toMatchObject({ status: 401 });
  }
  expect(await send(actor, "DELETE", `${path}/${made.handle}`)).toMatchObject({ status: 404 });
});

it("a master acts as its child account, and nobody else's", async () => {
  const master = await scene.account();
  const child = await scene.account({ master });
  for (const named of [{ id: child.id }, { email: child.email }]) {
    const answer = await send(master, "POST", "/Accounts/impersonate", { body: named });
    expect(answer.body).toMatchObject({ userId: child.id });
    expect(await send((answer.body as { id: string }).id, "GET", "/Accounts/authorized")).toMatchObject({
      body: { id: child.id },
    });
  }
  expect(await send(stranger, "POST", "/Accounts/impersonate", { body: { id: child.id } })).toMatchObject({
    status: 404,
  });
});

it("a password is changed with the old one, and the account's other tokens end", async () => {
  const { email } = await scene.account();
  const sign = async (secret: string) => {
    const { body } = await send(null, "POST", "/Accounts/login", { body: { email, password: secret } });
    return (body as { id: string }).id;
  };
  const [here, there] = [await sign(password), await sign(password)];
  const change = (body: object) => send(here, "POST", "/Accounts/change-password", { body });
  expect(await change({ oldPassword: "wrong", newPassword: "another long one" })).toMatchObject({
    status: 400,
    body: { error: { code: "INVALID_PASSWORD" } },
  });
  expect(await change({ newPassword: "another long one" })).toMatchObject({
    status: 400,
    body: { error: { message: "oldPassword is a required argument" } },
  });
  expect(await change({ oldPassword: password, newPassword: "another long one" })).toMatchObject({ status: 204 });
  expect(await send(here, "GET", "/Accounts/authorized")).toMatchObject({ status: 200 });
  expect(await send(there, "GET", "/Accounts/authorized")).toMatchObject({ status: 401 });
  expect(await sign("another long one")).toMatch(/^[A-Za-z0-9]{64}$/);
});

it("a forgotten password is set anew with the mailed token, once", async () => {
  const actor = await scene.account();
  expect(await send(null, "POST", "/Accounts/reset", { body: { email: actor.email } })).toMatchObject({ status: 204 });
  expect(await send(null, "POST", "/Accounts/reset", { body: { email: freshEmail() } })).toMatchObject({ status: 204 });
  const token = await mailed(actor.email, "password-reset");
  const set = () =>
    send(null, "POST", "/Accounts/reset-password", { body: { token, newPassword: "another long one" } });
  expect(await set()).toMatchObject({ status: 204 });
  expect(await set()).toMatchObject({ status: 400, body: { error: { code: "INVALID_TOKEN" } } });
  expect(await send(actor, "GET", "/Accounts/authorized")).toMatchObject({ status: 401 });
});

it("an address is verified with the mailed token", async () => {
  const email = freshEmail();
  const { id: token, userId } = await signUp(email);
  const link = await mailed(email, "verification");
  expect(await send(null, "GET", `/Accounts/verify?token=${link}`)).toMatchObject({
    status: 200,
    body: { success: true },
  });
  expect(await send(token, "GET", `/Accounts/${userId}`)).toMatchObject({ body: { emailVerified: true } });
  expect(await send(null, "GET", `/Accounts/verify?token=${link}`)).toMatchObject({ status: 400 });
  expect(await send(null, "GET", "/Accounts/verify")).toMatchObject({
    status: 400,
    body: { error: { message: "token is a required argument" } },
  });
});
