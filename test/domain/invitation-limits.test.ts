import { afterAll, expect, test } from "vitest";
import { sql } from "../../src/database/sql.js";
import { newId } from "../../src/database/ids.js";
import { acceptInvitation } from "../../src/domain/membership/answer-invitation.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { resendInvitation } from "../../src/domain/membership/resend-invitation.js";
import { testDatabase } from "../support/database.js";
import { codeOf, refusalOf } from "../support/refusal.js";
import { freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, expire } = world(database);
const owner = await account();

const invite = async (organizationId: string, input: unknown) =>
  inviteAccount(await owner.context(), organizationId, input);
const resend = async (id: string) => resendInvitation(await owner.context(), id);
const sendsTo = (address: string) => database.prisma.mailSend.count({ where: { address, kind: "invitation" } });

test("an address gets three mails in ten minutes over all organizations, and the fourth is refused without a trace", async () => {
  const [first, second, third] = [await organization(owner), await organization(owner), await organization(owner)];
  const email = freshEmail();
  const invitation = await invite(first, { email });
  await resend(invitation);
  await invite(second, { email: email.toUpperCase() });
  const refusal = await refusalOf(invite(third, { email }));
  expect(refusal.code).toBe("RATE_LIMITED");
  expect(refusal.details.retryAfterSeconds).toBeGreaterThan(590);
  expect(refusal.details.retryAfterSeconds).toBeLessThanOrEqual(600);
  const before = await database.prisma.accountOrganization.findUniqueOrThrow({ where: { id: invitation } });
  expect(await codeOf(resend(invitation))).toBe("RATE_LIMITED");
  expect(await codeOf(invite(first, { email, role: "admin" }))).toBe("RATE_LIMITED");
  expect(await database.prisma.accountOrganization.findUniqueOrThrow({ where: { id: invitation } })).toEqual(before);
  expect(await database.prisma.accountOrganization.count({ where: { organizationId: third } })).toBe(1);
  expect(await sendsTo(email)).toBe(3);
});

test("mails to an account count by its address, however it was invited", async () => {
  const invitee = await account();
  await invite(await organization(owner), { accountId: invitee.id });
  await invite(await organization(owner), { email: invitee.email });
  await invite(await organization(owner), { accountId: invitee.id });
  const fourth = await organization(owner);
  expect(await codeOf(invite(fourth, { accountId: invitee.id }))).toBe("RATE_LIMITED");
  expect(await codeOf(invite(fourth, { email: invitee.email }))).toBe("RATE_LIMITED");
});

test("a refused invitation counts for nothing", async () => {
  const id = await organization(owner);
  const invitee = await account();
  await acceptInvitation(await invitee.context(), await invite(id, { accountId: invitee.id }));
  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await codeOf(invite(id, { accountId: invitee.id }))).toBe("ALREADY_MEMBER");
  }
  expect(await sendsTo(invitee.email)).toBe(1);
});

test("after ten minutes a mail no longer counts", async () => {
  const id = await organization(owner);
  const email = freshEmail();
  for (let send = 0; send < 3; send++) await invite(id, { email });
  await database.prisma.$executeRaw(sql`/* test: ten minutes later */
    UPDATE "MailSend" SET "sentAt" = "sentAt" - interval '10 minutes' WHERE "address" = ${email}`);
  await invite(id, { email });
  expect(await sendsTo(email)).toBe(1);
});

test("an organization has at most 100 open invitations; answered, expired and repeated ones take no place", async () => {
  const id = await organization(owner);
  const [first, second] = [await invite(id, { email: freshEmail() }), await invite(id, { email: freshEmail() })];
  await database.prisma.accountOrganization.createMany({
    data: Array.from({ length: 98 }, () => ({
      id: newId(),
      organizationId: id,
      invitationEmail: freshEmail(),
      expiresAt: new Date(Date.now() + 86_400_000),
    })),
  });
  const email = freshEmail();
  expect(await codeOf(invite(id, { email }))).toBe("RATE_LIMITED");
  expect(await sendsTo(email)).toBe(0);
  await resend(first);

  await expire(second);
  await invite(id, { email });
  expect(await codeOf(resend(second))).toBe("RATE_LIMITED");
  expect(await codeOf(invite(id, { email: freshEmail() }))).toBe("RATE_LIMITED");
});
