import { afterAll, expect, test } from "vitest";
import { logIn } from "../../src/domain/account/log-in.js";
import { hashPassword, passwordFits } from "../../src/domain/account/password.js";
import { testDatabase } from "../support/database.js";
import { codeOf, refusalOf } from "../support/refusal.js";
import { freshEmail, password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);
const stored = await hashPassword(password);

test("a password is hashed as OWASP's page says, and fits its own hash only", async () => {
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const fits = [passwordFits(stored, password), passwordFits(stored, "wrong horse"), passwordFits(null, password)];
  expect(await Promise.all(fits)).toEqual([true, false, false]);
});

test("of 67 passwords at once two are checked, 64 wait, and the last is UNAVAILABLE; then there is room again", async () => {
  const accepted = Array.from({ length: 66 }, (_, index) => passwordFits(stored, index % 2 ? password : "wrong horse"));
  for (const late of [passwordFits(stored, password), passwordFits(null, password), hashPassword(password)]) {
    const refusal = await refusalOf(late);
    expect([refusal.code, refusal.details]).toEqual(["UNAVAILABLE", { retryAfterSeconds: 1 }]);
  }
  expect(await Promise.all(accepted)).toEqual(accepted.map((_, index) => index % 2 === 1));
  expect(await passwordFits(stored, password)).toBe(true);
});

test("a log-in that is refused for the flood says so, whether the address has an account or not", async () => {
  const { email } = await account();
  const nobody = await contextOf(null);
  const over = new AbortController();
  // Whoever is answered asks again at once, so that there is no room for as long as it goes on.
  const flood = Array.from({ length: 66 }, async () => {
    while (!over.signal.aborted) await passwordFits(null, password);
  });
  const late = [email, freshEmail()].map((address) => codeOf(logIn(nobody, { email: address, password })));
  expect(await Promise.all(late)).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
  over.abort();
  await Promise.all(flood);
  await logIn(nobody, { email, password });
});
