import { afterAll, expect, test } from "vitest";
import { updateAccount } from "../../src/domain/account/update-account.js";
import { verifyEmail } from "../../src/domain/account/verify-email.js";
import { acceptInvitation, rejectInvitation } from "../../src/domain/membership/answer-invitation.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { accountOrganizationsByIds } from "../../src/domain/membership/queries.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { codeOf } from "../support/refusal.js";
import { type Actor, freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, contextOf } = world(database);
const owner = await account();

const invite = async (organizationId: string, input: unknown) =>
  inviteAccount(await owner.context(), organizationId, input);
const verify = async (email: string) => verifyEmail(await contextOf(null), email);
const rowsOf = (organizationId: string) =>
  database.prisma.accountOrganization.findMany({ where: { organizationId, accountId: { not: owner.id } } });
const seenBy = async (who: Actor, id: string) =>
  (await accountOrganizationsByIds(await who.context(), [id])).map(({ status, accountId }) => ({ status, accountId }));

test("an invitation sent before the account existed is linked when its address is verified, and not accepted by that", async () => {
  const id = await organization(owner);
  const email = freshEmail();
  const invitation = await invite(id, { email: email.toUpperCase() });
  const invitee = await account({ email, verified: false });
  expect(await seenBy(invitee, invitation)).toEqual([]);
  await verify(email);
  expect(await seenBy(invitee, invitation)).toEqual([{ status: "PENDING", accountId: invitee.id }]);
  await acceptInvitation(await invitee.context(), invitation);
  expect(await seenBy(invitee, invitation)).toEqual([{ status: "ACTIVE", accountId: invitee.id }]);
  const history = await historyOf(database, invitation);
  expect(history.map((event) => event.action)).toEqual(["membership.invite", "membership.link", "membership.accept"]);
});

test("all invitations of an address are linked at once, over all organizations", async () => {
  const email = freshEmail();
  const invitations = [
    await invite(await organization(owner), { email }),
    await invite(await organization(owner), { email }),
  ];
  const invitee = await account({ email });
  for (const invitation of invitations) expect(await seenBy(invitee, invitation)).toHaveLength(1);
});

test("who merely claims the address is told to verify it", async () => {
  const id = await organization(owner);
  const claimer = await account({ verified: false });
  const invitation = await invite(id, { email: claimer.email });
  expect(await codeOf(acceptInvitation(await claimer.context(), invitation))).toBe("EMAIL_NOT_VERIFIED");
  expect(await codeOf(rejectInvitation(await claimer.context(), invitation))).toBe("EMAIL_NOT_VERIFIED");
  await verify(claimer.email);
  await rejectInvitation(await claimer.context(), invitation);
  expect(await seenBy(claimer, invitation)).toEqual([{ status: "REJECTED", accountId: claimer.id }]);
});

test("who was verified and took the invited address later does not see the invitation until verified again", async () => {
  const id = await organization(owner);
  const email = freshEmail();
  const invitation = await invite(id, { email });
  const invitee = await account();
  await updateAccount(await invitee.context(), invitee.id, { email });
  expect(await seenBy(invitee, invitation)).toEqual([]);
  expect(await codeOf(acceptInvitation(await invitee.context(), invitation))).toBe("EMAIL_NOT_VERIFIED");
  await verify(email);
  expect(await seenBy(invitee, invitation)).toEqual([{ status: "PENDING", accountId: invitee.id }]);
});

test("an invitation that was linked stays with its account when the account changes its address", async () => {
  const id = await organization(owner);
  const invitee = await account();
  const invitation = await invite(id, { email: invitee.email });
  await updateAccount(await invitee.context(), invitee.id, { email: freshEmail() });
  await acceptInvitation(await invitee.context(), invitation);
  expect(await seenBy(invitee, invitation)).toEqual([{ status: "ACTIVE", accountId: invitee.id }]);
});

test("who was invited by id and by an unverified address has one invitation after verifying: the later one", async () => {
  const id = await organization(owner);
  const invitee = await account({ verified: false });
  const byId = await invite(id, { accountId: invitee.id, role: "readonly" });
  const byAddress = await invite(id, { email: invitee.email, role: "admin" });
  expect(byAddress).not.toBe(byId);
  await verify(invitee.email);
  expect(await rowsOf(id)).toMatchObject([{ id: byId, accountId: invitee.id, role: "admin", active: false }]);
  expect((await historyOf(database, byAddress)).at(-1)).toMatchObject({
    action: "membership.merge",
    to: { accountId: invitee.id, into: byId },
  });
});

test("a member stays as it is when an invitation to its address is linked", async () => {
  const id = await organization(owner);
  const invitee = await account({ verified: false });
  const byAddress = await invite(id, { email: invitee.email, role: "admin" });
  const byId = await invite(id, { accountId: invitee.id, role: "readonly" });
  await acceptInvitation(await invitee.context(), byId);
  await verify(invitee.email);
  expect(await rowsOf(id)).toMatchObject([{ id: byId, role: "readonly", active: true }]);
  expect(await codeOf(acceptInvitation(await invitee.context(), byAddress))).toBe("NOT_FOUND");
});

test("verifying an address again changes nothing", async () => {
  const invitee = await account();
  await verify(invitee.email.toUpperCase());
  const events = (await historyOf(database, invitee.id)).map((event) => event.action);
  expect(events).toEqual(["account.signUp", "account.verifyEmail"]);
});
