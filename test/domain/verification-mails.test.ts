import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { sendVerification } from "../../src/domain/account/send-verification.js";
import { updateAccount } from "../../src/domain/account/update-account.js";
import { verifyEmail, verifyEmailByToken } from "../../src/domain/account/verify-email.js";
import { signUp } from "../../src/domain/account/sign-up.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { expireMailedTokens, forgetSends, kindsTo, mailedSecret, mailsTo } from "../support/outbox.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { type Actor, freshEmail, password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf, organization } = world(database);
const nobody = await contextOf(null);

const newcomer = (master?: Actor) => account({ verified: false, ...(master ? { master } : {}) });
const verify = (token: unknown) => verifyEmailByToken(nobody, { token });
const secretOf = (email: string) => mailedSecret(database, email, "verification");
const send = async (who: Actor, id = who.id) => sendVerification(await who.context(), id);
const verified = async (id: string) =>
  (await database.prisma.account.findUniqueOrThrow({ where: { id } })).emailVerified;

test("signing up mails a verification to the address, which says that an account was made", async () => {
  const email = freshEmail().replace("some", "Some");
  const { accountId } = await signUp(nobody, { email, password, firstname: "Ada", locale: "sl" });
  expect(await mailsTo(database, email)).toEqual([
    {
      kind: "verification",
      recipient: email,
      locale: "sl",
      accountId,
      organizationId: null,
      membershipId: null,
      data: { firstname: "Ada", lastname: null, master: null, reason: "sign-up" },
    },
  ]);
});

test("a child account is told whose child it is", async () => {
  const master = await account();
  const child = await newcomer(master);
  expect(await mailsTo(database, child.email)).toMatchObject([
    { data: { reason: "sign-up", master: { id: master.id, email: master.email, firstname: null, lastname: null } } },
  ]);
});

test("signing up that is refused mails nobody", async () => {
  const email = freshEmail();
  expect(await codeOf(signUp(nobody, { email, password: "short" }))).toBe("VALIDATION_FAILED");
  const { email: known } = await account();
  expect(await codeOf(signUp(nobody, { email: known, password }))).toBe("VALIDATION_FAILED");
  expect(await kindsTo(database, email)).toEqual([]);
  expect(await kindsTo(database, known)).toEqual(["verification"]);
});

test("the mailed token verifies the address and links its invitations; the account's tokens go on", async () => {
  const owner = await account();
  const email = freshEmail();
  const invitation = await inviteAccount(await owner.context(), await organization(owner), { email });
  const actor = await account({ email, verified: false });
  await verify(await secretOf(email));
  expect(await verified(actor.id)).toBe(true);
  const row = await database.prisma.accountOrganization.findUniqueOrThrow({ where: { id: invitation } });
  expect(row).toMatchObject({ accountId: actor.id, active: false });
  expect((await actor.context()).caller).toMatchObject({ id: actor.id, emailVerified: true });
  expect((await historyOf(database, actor.id)).at(-1)).toEqual({
    action: "account.verifyEmail",
    actorId: actor.id,
    organizationId: null,
    from: { emailVerified: false },
    to: { emailVerified: true },
  });
});

test("a token verifies once, and the others of the account end with it", async () => {
  const actor = await newcomer();
  const first = await secretOf(actor.email);
  await send(actor);
  const second = await secretOf(actor.email);
  await verify(first);
  const refusal = await refusalOf(verify(first));
  expect(refusal.code).toBe("INVALID_TOKEN");
  expect(refusal.message).not.toContain(first);
  expect(await codeOf(verify(second))).toBe("INVALID_TOKEN");
});

test("an earlier token verifies too, while the address is not verified", async () => {
  const actor = await newcomer();
  const first = await secretOf(actor.email);
  await send(actor);
  await verify(first);
  expect(await verified(actor.id)).toBe(true);
});

test("a token lives for seven days by the database's clock", async () => {
  const actor = await newcomer();
  const token = await secretOf(actor.email);
  const { createdAt, expiresAt } = await database.prisma.mailToken.findFirstOrThrow({
    where: { accountId: actor.id },
  });
  expect(expiresAt.getTime() - createdAt.getTime()).toBe(7 * 86_400_000);
  await expireMailedTokens(database, actor.id);
  expect(await codeOf(verify(token))).toBe("INVALID_TOKEN");
  expect(await verified(actor.id)).toBe(false);
});

test.each([undefined, null, ""])("a missing token, %j, is refused as such", async (token) => {
  expect(await problemsOf(verify(token))).toEqual({ token: "presence" });
});

test.each(["A".repeat(64), "no token", "a\0b", "\ud800"])("a token that was never mailed is refused", async (token) => {
  expect(await codeOf(verify(token))).toBe("INVALID_TOKEN");
});

test("another address is mailed a verification of its own, and the token of the one before ends", async () => {
  const actor = await newcomer();
  const before = await secretOf(actor.email);
  const email = freshEmail();
  await updateAccount(await actor.context(), actor.id, { email, firstname: "Ada" });
  expect(await mailsTo(database, email)).toEqual([
    {
      kind: "verification",
      recipient: email,
      locale: null,
      accountId: actor.id,
      organizationId: null,
      membershipId: null,
      data: { firstname: "Ada", lastname: null, master: null, reason: "address-changed" },
    },
  ]);
  expect(await codeOf(verify(before))).toBe("INVALID_TOKEN");
  await verify(await secretOf(email));
  expect(await verified(actor.id)).toBe(true);
});

test("a token of an address that the account has given up verifies nobody, not even who has it now", async () => {
  const actor = await newcomer();
  const token = await secretOf(actor.email);
  // As if it had been mailed while the address changed.
  await database.prisma.account.update({
    where: { id: actor.id },
    data: { email: freshEmail(), emailKey: freshEmail() },
  });
  const successor = await account({ email: actor.email, verified: false });
  expect(await codeOf(verify(token))).toBe("INVALID_TOKEN");
  expect([await verified(actor.id), await verified(successor.id)]).toEqual([false, false]);
});

test("the same address in another letter case, or another name, mails nobody", async () => {
  const actor = await newcomer();
  await updateAccount(await actor.context(), actor.id, { email: actor.email.toUpperCase(), firstname: "Ada" });
  expect(await kindsTo(database, actor.email)).toEqual(["verification"]);
  expect(await kindsTo(database, actor.email.toUpperCase())).toEqual([]);
});

test("an account that wanders between addresses mails each of them three times in ten minutes at most", async () => {
  const actor = await newcomer();
  const [here, there] = [freshEmail(), freshEmail()];
  for (let time = 0; time < 5; time++) {
    for (const email of [here, there]) await updateAccount(await actor.context(), actor.id, { email });
  }
  for (const email of [here, there]) expect(await kindsTo(database, email)).toHaveLength(3);
});

test("a verification can be sent again, twice more within ten minutes, and is refused then", async () => {
  const actor = await newcomer();
  await send(actor);
  await send(actor);
  const refusal = await refusalOf(send(actor));
  expect(refusal.code).toBe("RATE_LIMITED");
  expect(refusal.details.retryAfterSeconds).toBeGreaterThan(590);
  const mails = await mailsTo(database, actor.email);
  expect(mails.map(({ data }) => (data as { reason: string }).reason)).toEqual(["sign-up", "asked", "asked"]);
  await forgetSends(database);
  await send(actor);
  expect(await mailsTo(database, actor.email)).toHaveLength(4);
});

test("who is verified already gets no mail, and no refusal", async () => {
  const actor = await account();
  for (let time = 0; time < 5; time++) await send(actor);
  expect(await kindsTo(database, actor.email)).toEqual(["verification"]);
});

test("what an operator verifies needs no mail any more", async () => {
  const actor = await newcomer();
  const token = await secretOf(actor.email);
  await verifyEmail(nobody, actor.email);
  const row = await database.prisma.outboxMail.findFirstOrThrow({ where: { recipient: actor.email } });
  expect([row.secret, row.sentAt, (row.expiresAt?.getTime() ?? 0) <= Date.now()]).toEqual([null, null, true]);
  expect(await codeOf(verify(token))).toBe("INVALID_TOKEN");
});

test("a master has its child's verification sent", async () => {
  const master = await account();
  const child = await newcomer(master);
  await send(master, child.id);
  expect(await kindsTo(database, child.email)).toHaveLength(2);
});

test("a stranger's account, a master's and one that never was are not found, and nobody may ask without a token", async () => {
  const master = await account({ verified: false });
  const child = await newcomer(master);
  const stranger = await newcomer();
  for (const [who, id] of [
    [stranger, child.id],
    [child, master.id],
    [stranger, newId()],
    [stranger, "no id"],
    [stranger, "a\0b"],
  ] as const) {
    expect(await codeOf(send(who, id))).toBe("NOT_FOUND");
  }
  expect(await codeOf(sendVerification(nobody, child.id))).toBe("UNAUTHENTICATED");
  for (const { email } of [master, child]) expect(await kindsTo(database, email)).toEqual(["verification"]);
});
