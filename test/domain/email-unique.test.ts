import { afterAll, expect, test } from "vitest";
import { isEmailUnique } from "../../src/domain/account/email-unique.js";
import { testDatabase } from "../support/database.js";
import { problemsOf } from "../support/refusal.js";
import { freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);
const nobody = await contextOf(null);

test("an address is unique until an account has it, whatever the letter case, and nobody needs a token to ask", async () => {
  const email = freshEmail();
  expect(await isEmailUnique(nobody, email)).toBe(true);
  await account({ email });
  expect(await isEmailUnique(nobody, email)).toBe(false);
  expect(await isEmailUnique(nobody, email.toUpperCase())).toBe(false);
});

test("what is no address is nobody's", async () => {
  expect(await isEmailUnique(nobody, "nobody")).toBe(true);
});

test.each([
  [undefined, "presence"],
  [null, "presence"],
  ["", "presence"],
  ["a\0b", "custom.text"],
  [5, "type"],
])("asking about %j is refused", async (email, rule) => {
  expect(await problemsOf(isEmailUnique(nobody, email))).toEqual({ email: rule });
});
