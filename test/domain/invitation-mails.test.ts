import { afterAll, expect, test } from "vitest";
import { updateAccount } from "../../src/domain/account/update-account.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { resendInvitation } from "../../src/domain/membership/resend-invitation.js";
import { testDatabase } from "../support/database.js";
import { kindsTo, mailsTo } from "../support/outbox.js";
import { codeOf } from "../support/refusal.js";
import { freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member } = world(database);
const owner = await account();
await updateAccount(await owner.context(), owner.id, { firstname: "Ada", lastname: "Lovelace" });
const inviter = { id: owner.id, email: owner.email, firstname: "Ada", lastname: "Lovelace" };

const invite = async (organizationId: string, input: unknown) =>
  inviteAccount(await owner.context(), organizationId, input);
/** Signing up has mailed a verification, which is not what these tests are about. */
const invitationsTo = async (email: string) =>
  (await mailsTo(database, email)).filter(({ kind }) => kind !== "verification");

test("an invitation to an address is mailed there in the organization's language, and is of no use once it expires", async () => {
  const organizationId = await organization(owner, { name: "Orbit", locale: "sl" });
  const email = freshEmail();
  const membershipId = await invite(organizationId, { email: email.toUpperCase(), role: "readonly" });
  expect(await mailsTo(database, email)).toEqual([
    {
      kind: "invitation",
      recipient: email,
      locale: "sl",
      accountId: null,
      organizationId,
      membershipId,
      data: { organizationName: "Orbit", role: "readonly", inviter },
    },
  ]);
  const row = await database.prisma.outboxMail.findFirstOrThrow({ where: { recipient: email } });
  const { expiresAt } = await database.prisma.accountOrganization.findUniqueOrThrow({ where: { id: membershipId } });
  expect(row).toMatchObject({ secret: null, expiresAt, sentAt: null, attempts: 0, lastError: null });
});

test("an invitation of an account is mailed to its address as it wrote it, in its own language", async () => {
  const organizationId = await organization(owner, { name: "Orbit", locale: "sl" });
  const invitee = await account({ email: freshEmail().replace("some", "Some") });
  await updateAccount(await invitee.context(), invitee.id, { locale: "de" });
  const membershipId = await invite(organizationId, { accountId: invitee.id });
  expect(await invitationsTo(invitee.email)).toEqual([
    {
      kind: "invitation",
      recipient: invitee.email,
      locale: "de",
      accountId: invitee.id,
      organizationId,
      membershipId,
      data: { organizationName: "Orbit", role: "default", inviter },
    },
  ]);
});

test("who merely claims an address has no say in the language of what is mailed there", async () => {
  const claimer = await account({ verified: false });
  await updateAccount(await claimer.context(), claimer.id, { locale: "de" });
  await invite(await organization(owner, { locale: "sl" }), { email: claimer.email });
  expect(await invitationsTo(claimer.email)).toMatchObject([{ accountId: null, locale: "sl" }]);
});

test("inviting again and sending again are a mail each, and what is refused is none", async () => {
  const id = await organization(owner);
  const email = freshEmail();
  const invitation = await invite(id, { email });
  await invite(id, { email, role: "admin" });
  await resendInvitation(await owner.context(), invitation);
  expect(await codeOf(resendInvitation(await owner.context(), invitation))).toBe("RATE_LIMITED");
  expect(await codeOf(invite(id, { email }))).toBe("RATE_LIMITED");
  expect((await mailsTo(database, email)).map(({ kind, data }) => [kind, (data as { role: string }).role])).toEqual([
    ["invitation", "default"],
    ["invitation", "admin"],
    ["invitation", "admin"],
  ]);
});

test("each mail is of one event of the history", async () => {
  const id = await organization(owner);
  const email = freshEmail();
  const invitation = await invite(id, { email });
  await resendInvitation(await owner.context(), invitation);
  const mails = await database.prisma.outboxMail.findMany({ where: { recipient: email }, orderBy: { id: "asc" } });
  const events = await database.prisma.auditLog.findMany({ where: { objectId: invitation }, orderBy: { id: "asc" } });
  expect(mails.map(({ eventKey }) => eventKey)).toEqual(events.map((event) => `invitation:${event.id}`));
});

test("access that is given without confirmation is told, unless no mail is wanted", async () => {
  const id = await organization(owner);
  const told = await account({ master: owner });
  const untold = await account({ master: owner });
  const membershipId = await invite(id, { accountId: told.id, requireConfirmation: false });
  await invite(id, { accountId: untold.id, requireConfirmation: false, sendEmail: false });
  expect(await invitationsTo(told.email)).toMatchObject([
    { kind: "access-granted", accountId: told.id, membershipId, data: { role: "default", inviter } },
  ]);
  expect(await invitationsTo(untold.email)).toEqual([]);
});

test("an invitation that is refused mails nobody", async () => {
  const id = await organization(owner);
  const { actor } = await member(id, owner, "default");
  const before = await kindsTo(database, actor.email);
  expect(await codeOf(invite(id, { accountId: actor.id }))).toBe("ALREADY_MEMBER");
  const email = freshEmail();
  expect(await codeOf(inviteAccount(await actor.context(), id, { email }))).toBe("FORBIDDEN");
  expect(await codeOf(invite(id, { email, requireConfirmation: false }))).toBe("CONFIRMATION_REQUIRED");
  expect(await kindsTo(database, actor.email)).toEqual(before);
  expect(await kindsTo(database, email)).toEqual([]);
});
