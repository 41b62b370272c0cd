import { afterAll, expect, test } from "vitest";
import { changePassword } from "../../src/domain/account/change-password.js";
import { logIn } from "../../src/domain/account/log-in.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { kindsTo, mailsTo } from "../support/outbox.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);
const newPassword = "another battery staple";

test("the new password counts, the token of the request goes on, and the account's other tokens end", async () => {
  const actor = await account();
  const bystander = await account();
  const elsewhere = await logIn(await contextOf(null), { email: actor.email, password });
  await changePassword(await actor.context(), { oldPassword: password, newPassword });
  expect((await actor.context()).caller?.id).toBe(actor.id);
  expect((await contextOf(elsewhere.accessToken.token)).tokenRefusal).toBe("unknown");
  expect((await bystander.context()).caller?.id).toBe(bystander.id);
  const nobody = await contextOf(null);
  expect(await codeOf(logIn(nobody, { email: actor.email, password }))).toBe("LOGIN_FAILED");
  await logIn(nobody, { email: actor.email, password: newPassword });
  expect(await historyOf(database, actor.id)).toContainEqual({
    action: "account.changePassword",
    actorId: actor.id,
    organizationId: null,
    from: null,
    to: null,
  });
});

test("the account's verified address is told, and no address that is not verified", async () => {
  const [actor, claimer] = [await account(), await account({ verified: false })];
  for (const { context } of [actor, claimer]) {
    await changePassword(await context(), { oldPassword: password, newPassword });
  }
  const [, ...mails] = await mailsTo(database, actor.email);
  expect(mails).toEqual([
    {
      kind: "password-changed",
      recipient: actor.email,
      locale: null,
      accountId: actor.id,
      organizationId: null,
      membershipId: null,
      data: { firstname: null, lastname: null },
    },
  ]);
  expect(await kindsTo(database, claimer.email)).toEqual(["verification"]);
});

test("a wrong present password is refused and changes nothing", async () => {
  const actor = await account();
  const refusal = await refusalOf(changePassword(await actor.context(), { oldPassword: "wrong horse", newPassword }));
  expect([refusal.code, refusal.message]).toEqual(["INVALID_PASSWORD", "The present password is not right."]);
  await logIn(await contextOf(null), { email: actor.email, password });
  expect(await kindsTo(database, actor.email)).toEqual(["verification"]);
});

test("an account without a password has no present one", async () => {
  const actor = await account();
  await database.prisma.account.update({ where: { id: actor.id }, data: { passwordHash: null } });
  expect(await codeOf(changePassword(await actor.context(), { oldPassword: password, newPassword }))).toBe(
    "INVALID_PASSWORD",
  );
});

test("what is missing or too short is named at once", async () => {
  const actor = await account();
  expect(await problemsOf(changePassword(await actor.context(), {}))).toEqual({
    oldPassword: "presence",
    newPassword: "presence",
  });
  expect(await problemsOf(changePassword(await actor.context(), { oldPassword: "x", newPassword: "short" }))).toEqual({
    newPassword: "length.min",
  });
});

test("who is not signed in changes no password", async () => {
  expect(await codeOf(changePassword(await contextOf(null), { oldPassword: password, newPassword }))).toBe(
    "UNAUTHENTICATED",
  );
});
