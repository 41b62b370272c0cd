import { afterAll, expect, test } from "vitest";
import { updateAccount } from "../../src/domain/account/update-account.js";
import { verifyEmail } from "../../src/domain/account/verify-email.js";
import { newId } from "../../src/database/ids.js";
import { testDatabase } from "../support/database.js";
import { kindsTo, mailsTo } from "../support/outbox.js";
import { codeOf, problemsOf } from "../support/refusal.js";
import { type Actor, freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);

const update = async (who: Actor, id: string, input: unknown) => updateAccount(await who.context(), id, input);
const stored = (id: string) => database.prisma.account.findUniqueOrThrow({ where: { id } });

test("what is given is changed, null clears, and the rest stays", async () => {
  const actor = await account();
  await update(actor, actor.id, { firstname: "Ada", lastname: "Lovelace", custom: { a: 1 } });
  await update(actor, actor.id, { firstname: null, label: "boss" });
  expect(await stored(actor.id)).toMatchObject({
    firstname: null,
    lastname: "Lovelace",
    label: "boss",
    custom: { a: 1 },
    emailVerified: true,
  });
});

test("another address has to be verified anew", async () => {
  const actor = await account();
  const email = freshEmail();
  await update(actor, actor.id, { email });
  expect(await stored(actor.id)).toMatchObject({ email, emailKey: email, emailVerified: false });
  await verifyEmail(await contextOf(null), email);
  expect((await stored(actor.id)).emailVerified).toBe(true);
});

test("the same address in another letter case stays verified", async () => {
  const actor = await account();
  await update(actor, actor.id, { email: actor.email.toUpperCase() });
  expect(await stored(actor.id)).toMatchObject({ email: actor.email.toUpperCase(), emailVerified: true });
});

test("an address of another account is taken, whatever its letter case", async () => {
  const [actor, other] = [await account(), await account()];
  expect(await problemsOf(update(actor, actor.id, { email: other.email.toUpperCase() }))).toEqual({
    email: "uniqueness",
  });
});

test("an address that is taken is named together with everything else, and one's own is not taken", async () => {
  const [actor, other] = [await account(), await account()];
  const labels = { custom: [], label: 1 };
  expect(await problemsOf(update(actor, actor.id, { email: other.email.toUpperCase(), ...labels }))).toEqual({
    email: "uniqueness",
    label: "type",
    custom: "type",
  });
  expect(await problemsOf(update(actor, actor.id, { email: actor.email.toUpperCase(), ...labels }))).toEqual({
    label: "type",
    custom: "type",
  });
});

test("a verified address that an account gives up is told so, in the words of before, and not where the account went", async () => {
  const actor = await account();
  await update(actor, actor.id, { firstname: "Ada", locale: "sl" });
  const email = freshEmail();
  await update(actor, actor.id, { email, firstname: "Eve", locale: "de" });
  const [, ...mails] = await mailsTo(database, actor.email);
  expect(mails).toEqual([
    {
      kind: "address-changed",
      recipient: actor.email,
      locale: "sl",
      accountId: actor.id,
      organizationId: null,
      membershipId: null,
      data: { firstname: "Ada", lastname: null },
    },
  ]);
  expect(await kindsTo(database, email)).toEqual(["verification"]);
});

test("an address that was not verified is not told that it was given up: nobody's mailbox is filled that way", async () => {
  const actor = await account({ verified: false });
  const email = freshEmail();
  await update(actor, actor.id, { email });
  await update(actor, actor.id, { email: actor.email });
  for (const address of [actor.email, email]) {
    expect(new Set(await kindsTo(database, address))).toEqual(new Set(["verification"]));
  }
});

test("neither a change that is refused nor another letter case is told to the address", async () => {
  const [actor, other] = [await account(), await account()];
  expect(await codeOf(update(actor, actor.id, { email: other.email }))).toBe("VALIDATION_FAILED");
  await update(actor, actor.id, { email: actor.email.toUpperCase() });
  expect(await kindsTo(database, actor.email)).toEqual(["verification"]);
  expect(await kindsTo(database, actor.email.toUpperCase())).toEqual([]);
});

test("an account cannot be left without an address", async () => {
  const actor = await account();
  expect(await problemsOf(update(actor, actor.id, { email: null }))).toEqual({ email: "presence" });
});

test("a master changes its child's account", async () => {
  const master = await account();
  const child = await account({ master });
  await update(master, child.id, { firstname: "Kid" });
  expect((await stored(child.id)).firstname).toBe("Kid");
});

test("a stranger's account, a master's and one that never was are not found", async () => {
  const master = await account();
  const child = await account({ master });
  const stranger = await account();
  for (const [who, id] of [
    [stranger, child.id],
    [child, master.id],
    [master, newId()],
  ] as const) {
    expect(await codeOf(update(who, id, { firstname: "X" }))).toBe("NOT_FOUND");
  }
});

test("verifying an address that no account has answers null", async () => {
  expect(await verifyEmail(await contextOf(null), freshEmail())).toBeNull();
});
