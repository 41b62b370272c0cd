import { afterAll, expect, test } from "vitest";
import { changePassword } from "../../src/domain/account/change-password.js";
import { logIn } from "../../src/domain/account/log-in.js";
import { requestPasswordReset } from "../../src/domain/account/request-password-reset.js";
import { resetPassword } from "../../src/domain/account/reset-password.js";
import { updateAccount } from "../../src/domain/account/update-account.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { expireMailedTokens, forgetSends, kindsTo, mailedSecret, mailsTo } from "../support/outbox.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { freshEmail, password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf, organization } = world(database);
const nobody = await contextOf(null);
const newPassword = "another battery staple";

const request = (email: unknown) => requestPasswordReset(nobody, { email });
const reset = (token: unknown, wanted: unknown = newPassword) => resetPassword(nobody, { token, newPassword: wanted });
const resetsTo = async (email: string) =>
  (await mailsTo(database, email)).filter(({ kind }) => kind === "password-reset");
async function requestedBy(email: string): Promise<string> {
  await request(email);
  return mailedSecret(database, email, "password-reset");
}
const logInWith = (email: string, wanted: string) => logIn(nobody, { email, password: wanted });
const stored = (id: string) => database.prisma.account.findUniqueOrThrow({ where: { id } });

test("a forgotten password is replaced by the token that was mailed to the stored address", async () => {
  const { id, email } = await account({ email: freshEmail().replace("some", "Some") });
  await updateAccount(await contextOf((await logInWith(email, password)).accessToken.token), id, { locale: "sl" });
  await request(email.toUpperCase());
  expect(await resetsTo(email)).toEqual([
    {
      kind: "password-reset",
      recipient: email,
      locale: "sl",
      accountId: id,
      organizationId: null,
      membershipId: null,
      data: { firstname: null, lastname: null, master: null },
    },
  ]);
  await reset(await mailedSecret(database, email, "password-reset"));
  expect(await codeOf(logInWith(email, password))).toBe("LOGIN_FAILED");
  expect((await logInWith(email, newPassword)).accountId).toBe(id);
  const events = (await historyOf(database, id)).slice(-2);
  expect(events).toMatchObject([
    { action: "account.requestPasswordReset", actorId: null },
    { action: "account.resetPassword", actorId: id },
  ]);
});

test("asking for an address that nobody has succeeds alike, and mails nobody", async () => {
  const email = freshEmail();
  const mails = await database.prisma.outboxMail.count();
  const events = await database.prisma.auditLog.count();
  await request(email);
  await request((await account()).email);
  expect(await mailsTo(database, email)).toEqual([]);
  // The account's: one for signing up, one for the password; and its three events.
  expect(await database.prisma.outboxMail.count()).toBe(mails + 2);
  expect(await database.prisma.auditLog.count()).toBe(events + 3);
});

test("asking for an address takes as long whether somebody has it or not", async () => {
  const { email } = await account();
  for (const address of [email, freshEmail()]) {
    const start = performance.now();
    await request(address);
    expect(performance.now() - start).toBeGreaterThanOrEqual(199);
  }
});

test("three mails go to an address in ten minutes, and the fourth is dropped without a word", async () => {
  const { email } = await account();
  for (let time = 0; time < 5; time++) await request(time % 2 ? email.toUpperCase() : email);
  expect(await resetsTo(email)).toHaveLength(3);
  await forgetSends(database);
  await request(email);
  expect(await resetsTo(email)).toHaveLength(4);
});

test("invitations to an address do not use up its mails for a password", async () => {
  const owner = await account();
  const { email } = await account();
  for (let time = 0; time < 3; time++) {
    await inviteAccount(await owner.context(), await organization(owner), { email });
  }
  await request(email);
  expect(await resetsTo(email)).toHaveLength(1);
});

test.each([
  [undefined, "presence"],
  [null, "presence"],
  ["", "presence"],
  ["nobody", "custom.email"],
  [5, "type"],
])("asking for %j is refused", async (email, rule) => {
  expect(await problemsOf(request(email))).toEqual({ email: rule });
});

test("the address is told that the password is another one, whether it was verified or not", async () => {
  for (const verified of [true, false]) {
    const { email } = await account({ verified });
    await reset(await requestedBy(email));
    expect(await kindsTo(database, email)).toEqual(["verification", "password-reset", "password-changed"]);
  }
});

test("a token works once", async () => {
  const { email } = await account();
  const token = await requestedBy(email);
  await reset(token);
  const refusal = await refusalOf(reset(token, "and yet another one"));
  expect([refusal.code, refusal.message]).toEqual([
    "INVALID_TOKEN",
    "This token is not known, was used already, or has expired. Ask for another mail.",
  ]);
  expect(refusal.message).not.toContain(token);
  await logInWith(email, newPassword);
});

test("a token works for an hour by the database's clock", async () => {
  const { id, email } = await account();
  const token = await requestedBy(email);
  const { createdAt, expiresAt } = await database.prisma.mailToken.findFirstOrThrow({ where: { accountId: id } });
  expect(expiresAt.getTime() - createdAt.getTime()).toBe(3_600_000);
  await expireMailedTokens(database, id);
  expect(await codeOf(reset(token))).toBe("INVALID_TOKEN");
  await logInWith(email, password);
});

test.each(["", undefined, null])("a missing token and password, %j, are both named", async (nothing) => {
  expect(await problemsOf(resetPassword(nobody, { token: nothing, newPassword: nothing }))).toEqual({
    token: "presence",
    newPassword: "presence",
  });
});

test.each(["A".repeat(64), "no token", "a\0b", "\ud800", "x".repeat(100_000)])(
  "a token that was never mailed is refused",
  async (token) => {
    expect(await codeOf(reset(token))).toBe("INVALID_TOKEN");
  },
);

test("a password that is too short is refused and leaves the token as it is", async () => {
  const { email } = await account();
  const token = await requestedBy(email);
  expect(await problemsOf(reset(token, "short"))).toEqual({ newPassword: "length.min" });
  await reset(token);
});

test("neither an access token nor a token for verifying sets a password", async () => {
  const { email, token } = await account({ verified: false });
  expect(await codeOf(reset(token))).toBe("INVALID_TOKEN");
  expect(await codeOf(reset(await mailedSecret(database, email, "verification")))).toBe("INVALID_TOKEN");
});

test("a later token voids the earlier ones, and their mails are of no use", async () => {
  const { email } = await account();
  const first = await requestedBy(email);
  const second = await requestedBy(email);
  expect(await codeOf(reset(first))).toBe("INVALID_TOKEN");
  const secrets = await database.prisma.outboxMail.findMany({
    where: { recipient: email, kind: "password-reset" },
    orderBy: { id: "asc" },
    select: { secret: true },
  });
  expect(secrets).toEqual([{ secret: null }, { secret: second }]);
  await reset(second);
});

test("resetting ends every access token of the account and no other's", async () => {
  const actor = await account();
  const bystander = await account();
  const elsewhere = (await logInWith(actor.email, password)).accessToken.token;
  await reset(await requestedBy(actor.email));
  for (const token of [actor.token, elsewhere]) {
    expect(await contextOf(token)).toMatchObject({ caller: null, tokenRefusal: "unknown" });
  }
  expect((await bystander.context()).caller?.id).toBe(bystander.id);
});

test("who resets has shown to receive mail there: the address is verified and its invitations are linked", async () => {
  const owner = await account();
  const organizationId = await organization(owner);
  const email = freshEmail();
  const invitation = await inviteAccount(await owner.context(), organizationId, { email });
  const thief = await account({ email, verified: false });
  await reset(await requestedBy(email));
  expect((await stored(thief.id)).emailVerified).toBe(true);
  const row = await database.prisma.accountOrganization.findUniqueOrThrow({ where: { id: invitation } });
  expect(row).toMatchObject({ accountId: thief.id, active: false });
  expect((await historyOf(database, invitation)).at(-1)).toMatchObject({
    action: "membership.link",
    actorId: thief.id,
  });
  // Whoever had signed up with the address of somebody else is out.
  expect((await thief.context()).caller).toBeNull();
  expect(await codeOf(logInWith(email, password))).toBe("LOGIN_FAILED");
});

test("a token ends with the address that it was mailed to, also where the address comes back", async () => {
  const actor = await account();
  const token = await requestedBy(actor.email);
  await updateAccount(await actor.context(), actor.id, { email: freshEmail() });
  expect(await codeOf(reset(token))).toBe("INVALID_TOKEN");
  await updateAccount(await actor.context(), actor.id, { email: actor.email });
  expect(await codeOf(reset(token))).toBe("INVALID_TOKEN");
});

test("a token ends when the password is changed by other means", async () => {
  const actor = await account();
  const token = await requestedBy(actor.email);
  await changePassword(await actor.context(), { oldPassword: password, newPassword });
  expect(await codeOf(reset(token))).toBe("INVALID_TOKEN");
});

test("an account without a password gets its first one", async () => {
  const { id, email } = await account();
  await database.prisma.account.update({ where: { id }, data: { passwordHash: null } });
  await reset(await requestedBy(email));
  expect((await logInWith(email, newPassword)).accountId).toBe(id);
});

test("a mail to a child account names the account that acts for it", async () => {
  const master = await account();
  const child = await account({ master });
  await request(child.email);
  expect(await resetsTo(child.email)).toMatchObject([
    { data: { master: { id: master.id, email: master.email, firstname: null, lastname: null } } },
  ]);
});
