import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { accountOrganizationsByIds } from "../../src/domain/membership/queries.js";
import { testDatabase } from "../support/database.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { type Actor, freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member, contextOf } = world(database);
const owner = await account();

const invite = async (who: Actor, organizationId: string, input: unknown) =>
  inviteAccount(await who.context(), organizationId, input);
const rowsOf = (organizationId: string) =>
  database.prisma.accountOrganization.findMany({ where: { organizationId, role: { not: "admin" } } });
const stored = (id: string) => database.prisma.accountOrganization.findUniqueOrThrow({ where: { id } });
const sendsTo = (email: string) =>
  database.prisma.mailSend.count({ where: { address: email.toLowerCase(), kind: "invitation" } });

test("an invitation to an address that nobody has waits for the address, in lower case, for seven days", async () => {
  const id = await organization(owner);
  const email = freshEmail();
  const invitation = await invite(owner, id, { email: email.toUpperCase(), role: "readonly" });
  const row = await stored(invitation);
  expect(row).toMatchObject({
    organizationId: id,
    accountId: null,
    invitationEmail: email,
    role: "readonly",
    active: false,
    rejected: false,
    disabled: false,
    inviterId: owner.id,
    inviterMasterId: owner.id,
  });
  const [seen] = await accountOrganizationsByIds(await owner.context(), [invitation]);
  expect(seen?.status).toBe("PENDING");
  const days = (row.expiresAt.getTime() - row.createdAt.getTime()) / 86_400_000;
  expect(days).toBeCloseTo(7, 3);
  expect(await sendsTo(email)).toBe(1);
});

test("an invitation to a verified address belongs to its account at once", async () => {
  const id = await organization(owner);
  const invitee = await account();
  expect(await stored(await invite(owner, id, { email: invitee.email.toUpperCase() }))).toMatchObject({
    accountId: invitee.id,
    invitationEmail: invitee.email,
    role: "default",
    active: false,
  });
});

test("an invitation to an address that an account merely claims does not belong to that account", async () => {
  const id = await organization(owner);
  const claimer = await account({ verified: false });
  const invitation = await invite(owner, id, { email: claimer.email });
  expect(await stored(invitation)).toMatchObject({ accountId: null, invitationEmail: claimer.email });
  expect(await accountOrganizationsByIds(await claimer.context(), [invitation])).toEqual([]);
});

test("an invitation by accountId belongs to the account, verified or not", async () => {
  const id = await organization(owner);
  const invitee = await account({ verified: false });
  expect(await stored(await invite(owner, id, { accountId: invitee.id }))).toMatchObject({
    accountId: invitee.id,
    active: false,
  });
});

test("an inviter that has a master is written down with that master", async () => {
  const master = await account();
  const child = await account({ master });
  const id = await organization(child);
  expect(await stored(await invite(child, id, { email: freshEmail() }))).toMatchObject({
    inviterId: child.id,
    inviterMasterId: master.id,
  });
});

test("neither accountId nor email is refused on both, and nothing is counted", async () => {
  const id = await organization(owner);
  for (const input of [{}, { accountId: null, email: null, role: "admin" }, { accountId: "", email: "" }]) {
    expect(await problemsOf(invite(owner, id, input))).toEqual({ accountId: "presence", email: "presence" });
  }
  const both = await refusalOf(invite(owner, id, { accountId: "", email: "" }));
  expect(both.details.problems?.map(({ message }) => message)).toEqual([
    "or email must be given",
    "or accountId must be given",
  ]);
});

test("of accountId and email, one that is empty counts as not given", async () => {
  const id = await organization(owner);
  const invitee = await account();
  const first = await invite(owner, id, { accountId: invitee.id, email: "" });
  expect(await invite(owner, id, { accountId: "", email: invitee.email })).toBe(first);
  expect(await stored(first)).toMatchObject({ accountId: invitee.id });
});

test("an unknown account is not found, whatever form its id has", async () => {
  const id = await organization(owner);
  for (const accountId of [newId(), "nobody", newId().toUpperCase()]) {
    expect(await codeOf(invite(owner, id, { accountId }))).toBe("NOT_FOUND");
  }
});

test("a role or an address that is none is refused", async () => {
  const id = await organization(owner);
  expect(await problemsOf(invite(owner, id, { email: "nobody", role: "boss" }))).toEqual({
    email: "custom.email",
    role: "inclusion",
  });
});

test("inviting again while pending, in any letter case, is the same row with the new role, sent again", async () => {
  const id = await organization(owner);
  const email = freshEmail();
  const first = await invite(owner, id, { email });
  const second = await invite(owner, id, { email: email.toUpperCase(), role: "readonly" });
  expect(second).toBe(first);
  expect(await rowsOf(id)).toMatchObject([{ id: first, role: "readonly" }]);
  expect(await sendsTo(email)).toBe(2);
});

test("inviting by address who was invited by accountId is the same row, and the other way round", async () => {
  const id = await organization(owner);
  const invitee = await account();
  const first = await invite(owner, id, { accountId: invitee.id });
  expect(await invite(owner, id, { email: invitee.email })).toBe(first);
  expect(await invite(owner, id, { accountId: invitee.id })).toBe(first);
  expect(await rowsOf(id)).toHaveLength(1);
});

test.each(["active", "disabled"] as const)("an %s member cannot be invited, by id or address", async (state) => {
  const id = await organization(owner);
  const { actor } = await member(id, owner, "default", state);
  expect(await codeOf(invite(owner, id, { accountId: actor.id }))).toBe("ALREADY_MEMBER");
  expect(await codeOf(invite(owner, id, { email: actor.email.toUpperCase() }))).toBe("ALREADY_MEMBER");
});

test("a member whose address is not verified cannot be invited by that address", async () => {
  const id = await organization(owner);
  const { actor } = await member(id, owner, "default");
  await database.prisma.account.update({ where: { id: actor.id }, data: { emailVerified: false } });
  expect(await codeOf(invite(owner, id, { email: actor.email }))).toBe("ALREADY_MEMBER");
});

test("nobody invites oneself, by id or address, also where a master is admin without being a member", async () => {
  const master = await account();
  const child = await account({ master });
  const id = await organization(child);
  for (const who of [child, master]) {
    expect(await codeOf(invite(who, id, { accountId: who.id }))).toBe("ALREADY_MEMBER");
    expect(await codeOf(invite(who, id, { email: who.email }))).toBe("ALREADY_MEMBER");
  }
});

test("a verified top-level account gives its child access without confirmation, with a mail or without", async () => {
  const id = await organization(owner);
  for (const [sendEmail, mails] of [
    [true, 1],
    [false, 0],
  ] as const) {
    const child = await account({ master: owner, verified: false });
    const input = { email: child.email, requireConfirmation: false, sendEmail, role: "readonly" };
    expect(await stored(await invite(owner, id, input))).toMatchObject({ accountId: child.id, active: true });
    expect(await sendsTo(child.email)).toBe(mails);
  }
});

test("nobody else skips confirmation, and nothing is written then", async () => {
  const id = await organization(owner);
  const stranger = await account();
  const unverified = await account({ verified: false });
  const hisChild = await account({ master: unverified });
  const hisOrganization = await organization(unverified);
  const child = await account({ master: owner });
  const sibling = await account({ master: owner });
  const ofChild = await organization(child);
  for (const [who, organizationId, input] of [
    [owner, id, { accountId: stranger.id }],
    [owner, id, { email: freshEmail() }],
    [unverified, hisOrganization, { accountId: hisChild.id }],
    [child, ofChild, { accountId: sibling.id }],
  ] as const) {
    expect(await codeOf(invite(who, organizationId, { ...input, requireConfirmation: false }))).toBe(
      "CONFIRMATION_REQUIRED",
    );
    expect(await rowsOf(organizationId)).toEqual([]);
  }
});

test("no mail and yet a confirmation is a contradiction", async () => {
  const id = await organization(owner);
  for (const requireConfirmation of [true, undefined, null]) {
    const act = invite(owner, id, { email: freshEmail(), requireConfirmation, sendEmail: false });
    expect(await problemsOf(act)).toEqual({ sendEmail: "custom.rule" });
  }
});

test("every property that is not valid is named at once, contradictions included", async () => {
  const id = await organization(owner);
  expect(await problemsOf(invite(owner, id, { sendEmail: false }))).toEqual({
    accountId: "presence",
    email: "presence",
    sendEmail: "custom.rule",
  });
  expect(await problemsOf(invite(owner, id, { email: "x", role: "zz", sendEmail: false }))).toEqual({
    email: "custom.email",
    role: "inclusion",
    sendEmail: "custom.rule",
  });
  expect(await problemsOf(invite(owner, id, { requireConfirmation: "no", sendEmail: false }))).toEqual({
    accountId: "presence",
    email: "presence",
    requireConfirmation: "type",
  });
});

test("only an admin invites: a member is told so, and a stranger that the organization does not exist", async () => {
  const id = await organization(owner);
  for (const role of ["default", "readonly"] as const) {
    const { actor } = await member(id, owner, role);
    expect(await codeOf(invite(actor, id, { email: freshEmail() }))).toBe("FORBIDDEN");
  }
  expect(await codeOf(invite(await account(), id, { email: freshEmail() }))).toBe("NOT_FOUND");
  expect(await codeOf(inviteAccount(await contextOf(null), id, { email: freshEmail() }))).toBe("UNAUTHENTICATED");
});
