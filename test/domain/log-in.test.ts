import { afterAll, expect, test } from "vitest";
import { logOut } from "../../src/domain/account/access-tokens.js";
import { logIn } from "../../src/domain/account/log-in.js";
import { testDatabase } from "../support/database.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { freshEmail, password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);

test("logging in answers a token for the account, whatever the letter case of the address", async () => {
  const { id, email } = await account();
  const { accountId, accessToken } = await logIn(await contextOf(null), { email: email.toUpperCase(), password });
  expect(accountId).toBe(id);
  expect((await contextOf(accessToken.token)).caller?.id).toBe(id);
});

test("an unknown address, a wrong password and an account without a password are refused in the same words", async () => {
  const { email } = await account();
  const silent = await account();
  await database.prisma.account.update({ where: { id: silent.id }, data: { passwordHash: null } });
  const context = await contextOf(null);
  const wrong = await refusalOf(logIn(context, { email, password: "wrong horse" }));
  const unknown = await refusalOf(logIn(context, { email: freshEmail(), password }));
  const without = await refusalOf(logIn(context, { email: silent.email, password }));
  expect(wrong.code).toBe("LOGIN_FAILED");
  expect([unknown.code, unknown.message]).toEqual([wrong.code, wrong.message]);
  expect([without.code, without.message]).toEqual([wrong.code, wrong.message]);
});

test("a password fits as a whole: one that only begins alike is wrong", async () => {
  const { email } = await account();
  expect(await codeOf(logIn(await contextOf(null), { email, password: `${password}!` }))).toBe("LOGIN_FAILED");
});

test("logging out ends the token that came with the request and no other", async () => {
  const actor = await account();
  const { accessToken } = await logIn(await contextOf(null), { email: actor.email, password });
  await logOut(await contextOf(accessToken.token));
  expect((await contextOf(accessToken.token)).caller).toBeNull();
  expect((await actor.context()).caller?.id).toBe(actor.id);
});

test("logging out without a token is refused", async () => {
  expect(await codeOf((async () => logOut(await contextOf(null)))())).toBe("UNAUTHENTICATED");
});

test.each([undefined, null, "", 5, {}, "a\0b", "\ud800"])("a password of %j is a wrong one", async (wrong) => {
  const { email } = await account();
  expect(await codeOf(logIn(await contextOf(null), { email, password: wrong }))).toBe("LOGIN_FAILED");
  expect(await codeOf(logIn(await contextOf(null), { email }))).toBe("LOGIN_FAILED");
});

test.each([undefined, null, ""])("an address of %j is missing", async (email) => {
  expect(await problemsOf(logIn(await contextOf(null), { email }))).toEqual({ email: "presence" });
});
