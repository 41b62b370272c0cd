import { afterAll, expect, test } from "vitest";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { testDatabase } from "../support/database.js";
import { race, rounds, tally, times } from "../support/race.js";
import { freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization } = world(database);
const owner = await account();
const invitee = await account();

const rowsIn = (organizationId: string) =>
  database.prisma.accountOrganization.count({ where: { organizationId, active: false } });
const sendsTo = (address: string) => database.prisma.mailSend.count({ where: { address, kind: "invitation" } });

test("ten invitations of one address at once are one row and three mails", async () => {
  const arrange = async () => ({ organizationId: await organization(owner), context: await owner.context() });
  await rounds(10, arrange, async ({ organizationId, context }) => {
    const email = freshEmail();
    const ends = await race(
      ...times(
        10,
        (index) => () => inviteAccount(context, organizationId, { email: index % 2 ? email : email.toUpperCase() }),
      ),
    );
    expect(tally(ends)).toEqual({ done: 3, RATE_LIMITED: 7 });
    expect([await rowsIn(organizationId), await sendsTo(email)]).toEqual([1, 3]);
  });
});

test("ten invitations of one address by ten organizations at once are three rows and three mails", async () => {
  const organizations = await Promise.all(times(10, () => organization(owner)));
  const context = await owner.context();
  await rounds(
    10,
    () => Promise.resolve(freshEmail()),
    async (email) => {
      const ends = await race(...organizations.map((id) => () => inviteAccount(context, id, { email })));
      expect(tally(ends)).toEqual({ done: 3, RATE_LIMITED: 7 });
      expect(await sendsTo(email)).toBe(3);
    },
  );
});

test("an account that is invited by id and by address at once has one invitation", async () => {
  const arrange = async () => ({ organizationId: await organization(owner), context: await owner.context() });
  for (let round = 0; round < 50; round++) {
    const { organizationId, context } = await arrange();
    await database.prisma.mailSend.deleteMany();
    const ends = await race(
      () => inviteAccount(context, organizationId, { accountId: invitee.id }),
      () => inviteAccount(context, organizationId, { email: invitee.email }),
    );
    expect(ends).toEqual(["done", "done"]);
    expect(await rowsIn(organizationId)).toBe(1);
  }
});

test("a hundred and ten invitations at once leave a hundred open, and refuse ten without a mail", async () => {
  const organizationId = await organization(owner);
  const context = await owner.context();
  const emails = times(110, freshEmail);
  const ends = await race(...emails.map((email) => () => inviteAccount(context, organizationId, { email })));
  expect(tally(ends)).toEqual({ done: 100, RATE_LIMITED: 10 });
  expect(await rowsIn(organizationId)).toBe(100);
  expect(await database.prisma.mailSend.count({ where: { address: { in: emails }, kind: "invitation" } })).toBe(100);
});
