import { afterAll, expect, test } from "vitest";
import { signUp } from "../../src/domain/account/sign-up.js";
import { testDatabase } from "../support/database.js";
import { codeOf, problemsOf } from "../support/refusal.js";
import { freshEmail, password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);

test("signing up makes a top-level account with an unverified address and a token that works at once", async () => {
  const email = freshEmail();
  const { accountId, accessToken } = await signUp(await contextOf(null), { email, password, firstname: "Ada" });
  expect((await contextOf(accessToken.token)).caller).toEqual({
    id: accountId,
    email,
    emailVerified: false,
    masterId: null,
    tokenHandle: accessToken.handle,
  });
  const row = await database.prisma.account.findUniqueOrThrow({ where: { id: accountId } });
  expect(row).toMatchObject({ firstname: "Ada", lastname: null, custom: {} });
});

test("an address can be signed up once, whatever its letter case", async () => {
  const email = freshEmail();
  await account({ email });
  const again = signUp(await contextOf(null), { email: email.toUpperCase(), password });
  expect(await problemsOf(again)).toEqual({ email: "uniqueness" });
});

test("an address is kept as it was written", async () => {
  const email = freshEmail().replace("somebody", "SomeBody");
  const { id } = await account({ email });
  const row = await database.prisma.account.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ email, emailKey: email.toLowerCase() });
});

test("a password is stored as an Argon2id hash only", async () => {
  const { id } = await account();
  const row = await database.prisma.account.findUniqueOrThrow({ where: { id } });
  expect(row.passwordHash).toMatch(/^\$argon2id\$/);
  expect(JSON.stringify(row)).not.toContain(password);
});

test("every property that is not valid is named at once", async () => {
  const act = signUp(await contextOf(null), { email: "nobody", password: "short", firstname: "a\0b", custom: [] });
  expect(await problemsOf(act)).toEqual({
    email: "custom.email",
    password: "length.min",
    firstname: "custom.text",
    custom: "type",
  });
});

test("an address that is taken is named together with everything else that is not valid", async () => {
  const { email } = await account();
  const act = signUp(await contextOf(null), { email: email.toUpperCase(), password: "short", custom: [] });
  expect(await problemsOf(act)).toEqual({ email: "uniqueness", password: "length.min", custom: "type" });
});

test("what is missing, null or empty cannot be blank", async () => {
  for (const nothing of [undefined, null, ""]) {
    const act = signUp(await contextOf(null), { email: nothing, password: nothing });
    expect(await problemsOf(act)).toEqual({ email: "presence", password: "presence" });
  }
});

test("who signs up with a token becomes the child of the token's account", async () => {
  const master = await account();
  const child = await account({ master });
  expect((await child.context()).caller?.masterId).toBe(master.id);
});

test("who signs up with a child's token becomes a child of the same master", async () => {
  const master = await account();
  const child = await account({ master });
  const grandchild = await account({ master: child });
  expect((await grandchild.context()).caller?.masterId).toBe(master.id);
});

test("signing up with a token that is not good is refused", async () => {
  const context = await contextOf("A".repeat(64));
  expect(await codeOf(signUp(context, { email: freshEmail(), password }))).toBe("UNAUTHENTICATED");
});
