import { afterAll, expect, test } from "vitest";
import { createAccessToken } from "../../src/domain/account/access-tokens.js";
import { changePassword } from "../../src/domain/account/change-password.js";
import { impersonate } from "../../src/domain/account/impersonate.js";
import { logIn } from "../../src/domain/account/log-in.js";
import { requestPasswordReset } from "../../src/domain/account/request-password-reset.js";
import { resetPassword } from "../../src/domain/account/reset-password.js";
import { sendVerification } from "../../src/domain/account/send-verification.js";
import { updateAccount } from "../../src/domain/account/update-account.js";
import { verifyEmailByToken } from "../../src/domain/account/verify-email.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { testDatabase } from "../support/database.js";
import { kindsTo, mailedSecret } from "../support/outbox.js";
import { race, rounds, tally, times } from "../support/race.js";
import { freshEmail, password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, contextOf } = world(database);
const nobody = await contextOf(null);
const newPassword = "another battery staple";

/** Somebody who was mailed a token for another password. */
async function arrangeReset() {
  const actor = await account();
  await requestPasswordReset(nobody, { email: actor.email });
  return { actor, context: await actor.context(), token: await mailedSecret(database, actor.email, "password-reset") };
}
const tokensOf = (accountId: string) => database.prisma.accessToken.findMany({ where: { accountId } });

test("a mailed token sets one of two passwords at once", async () => {
  // No more at once than passwords may wait to be hashed, here and below.
  await rounds(15, arrangeReset, async ({ actor, token }) => {
    const wanted = times(4, (index) => `${newPassword} ${index}`);
    const ends = await race(...wanted.map((newPassword) => () => resetPassword(nobody, { token, newPassword })));
    expect(tally(ends)).toEqual({ done: 1, INVALID_TOKEN: 3 });
    await logIn(nobody, { email: actor.email, password: wanted[ends.indexOf("done")] });
  });
});

test("a mailed token verifies once of ten times at once", async () => {
  const arrange = async () => {
    const actor = await account({ verified: false });
    return { actor, token: await mailedSecret(database, actor.email, "verification") };
  };
  await rounds(20, arrange, async ({ actor, token }) => {
    const ends = await race(...times(10, () => () => verifyEmailByToken(nobody, { token })));
    expect(tally(ends)).toEqual({ done: 1, INVALID_TOKEN: 9 });
    expect(await database.prisma.account.findUnique({ where: { id: actor.id } })).toMatchObject({
      emailVerified: true,
    });
  });
});

test("no access token that is made while the password is reset outlives that", async () => {
  await rounds(20, arrangeReset, async ({ actor, context, token }) => {
    const [reset] = await race(
      () => resetPassword(nobody, { token, newPassword }),
      () => createAccessToken(context, actor.id, { ttl: -1 }),
      () => logIn(nobody, { email: actor.email, password, ttl: -1 }),
      () => logIn(nobody, { email: actor.email, password, ttl: -1 }),
    );
    expect(reset).toBe("done");
    expect(await tokensOf(actor.id)).toEqual([]);
  });
});

test("who is signed out by a reset gets no token of a child at the same moment", async () => {
  const arrange = async () => {
    const place = await arrangeReset();
    return { ...place, child: await account({ master: place.actor }) };
  };
  await rounds(20, arrange, async ({ actor, context, token, child }) => {
    const [reset, other] = await race(
      () => resetPassword(nobody, { token, newPassword }),
      () => impersonate(context, { id: child.id }),
    );
    expect(reset).toBe("done");
    const made = await database.prisma.auditLog.findMany({
      where: { action: "account.impersonate", actorId: actor.id },
    });
    const [event] = await database.prisma.auditLog.findMany({
      where: { action: "account.resetPassword", objectId: actor.id },
    });
    // Whoever got one had it before the reset.
    expect(made.map(({ at }) => event !== undefined && at <= event.at)).toEqual(other === "done" ? [true] : []);
    expect(["done", "UNAUTHENTICATED"]).toContain(other);
  });
});

test("of several changes of a password at once one wins, and keeps its own token only", async () => {
  const arrange = async () => {
    const actor = await account();
    const others = await Promise.all(times(3, () => logIn(nobody, { email: actor.email, password })));
    const contexts = await Promise.all(others.map(({ accessToken }) => contextOf(accessToken.token)));
    return { actor, contexts };
  };
  await rounds(15, arrange, async ({ actor, contexts }) => {
    const ends = await race(
      ...contexts.map((context) => () => changePassword(context, { oldPassword: password, newPassword })),
    );
    expect(ends.filter((end) => end === "done")).toHaveLength(1);
    const winner = contexts[ends.indexOf("done")];
    expect(await tokensOf(actor.id)).toMatchObject([{ id: winner?.caller?.tokenHandle }]);
  });
});

test("an address that is given up while its password is reset ends the token, or the other way round", async () => {
  await rounds(20, arrangeReset, async ({ actor, context, token }) => {
    const [reset, update] = await race(
      () => resetPassword(nobody, { token, newPassword }),
      () => updateAccount(context, actor.id, { email: freshEmail() }),
    );
    expect(update).toBe("done");
    expect(["done", "INVALID_TOKEN"]).toContain(reset);
    const row = await database.prisma.account.findUniqueOrThrow({ where: { id: actor.id } });
    expect(row.emailVerified).toBe(false);
  });
});

test("ten requests for one address at once are three mails, and one living token", async () => {
  const arrange = async () => ({ actor: await account() });
  await rounds(5, arrange, async ({ actor }) => {
    const ends = await race(...times(10, () => () => requestPasswordReset(nobody, { email: actor.email })));
    expect(tally(ends)).toEqual({ done: 10 });
    expect(await kindsTo(database, actor.email)).toEqual(["verification", ...times(3, () => "password-reset")]);
    expect(await database.prisma.mailToken.count({ where: { accountId: actor.id } })).toBe(1);
  });
});

test("ten verifications asked for at once are three mails with that of signing up", async () => {
  const arrange = async () => {
    const actor = await account({ verified: false });
    return { actor, context: await actor.context() };
  };
  await rounds(5, arrange, async ({ actor, context }) => {
    const ends = await race(...times(10, () => () => sendVerification(context, actor.id)));
    expect(tally(ends)).toEqual({ done: 2, RATE_LIMITED: 8 });
    expect(await kindsTo(database, actor.email)).toHaveLength(3);
  });
});

test("ten invitations of one address at once are three mails in the outbox", async () => {
  const owner = await account();
  const arrange = async () => ({ organizationId: await organization(owner), context: await owner.context() });
  await rounds(5, arrange, async ({ organizationId, context }) => {
    const email = freshEmail();
    const ends = await race(...times(10, () => () => inviteAccount(context, organizationId, { email })));
    expect(tally(ends)).toEqual({ done: 3, RATE_LIMITED: 7 });
    expect(await kindsTo(database, email)).toEqual(times(3, () => "invitation"));
  });
});
