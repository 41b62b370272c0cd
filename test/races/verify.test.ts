import { afterAll, expect, test } from "vitest";
import { updateAccount } from "../../src/domain/account/update-account.js";
import { verifyEmail } from "../../src/domain/account/verify-email.js";
import { acceptInvitation } from "../../src/domain/membership/answer-invitation.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { testDatabase } from "../support/database.js";
import { race, rounds } from "../support/race.js";
import { freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, contextOf } = world(database);
const owner = await account();
const nobody = await contextOf(null);

/** Somebody who has not verified their address yet, and an organization that knows nothing of them. */
async function arrange() {
  const invitee = await account({ verified: false });
  return {
    invitee,
    organizationId: await organization(owner),
    admin: await owner.context(),
    own: await invitee.context(),
  };
}
const rowsOf = (organizationId: string) =>
  database.prisma.accountOrganization.findMany({ where: { organizationId, NOT: { accountId: owner.id } } });

test("an invitation that is sent while its address is verified always ends with the account", async () => {
  await rounds(50, arrange, async ({ invitee, organizationId, admin }) => {
    const ends = await race(
      () => inviteAccount(admin, organizationId, { email: invitee.email }),
      () => verifyEmail(nobody, invitee.email),
    );
    expect(ends).toEqual(["done", "done"]);
    expect(await rowsOf(organizationId)).toMatchObject([{ accountId: invitee.id, active: false }]);
  });
});

test("who is invited by id and by address while verifying has one invitation", async () => {
  await rounds(50, arrange, async ({ invitee, organizationId, admin }) => {
    const ends = await race(
      () => inviteAccount(admin, organizationId, { email: invitee.email }),
      () => inviteAccount(admin, organizationId, { accountId: invitee.id }),
      () => verifyEmail(nobody, invitee.email),
    );
    expect(ends).toEqual(["done", "done", "done"]);
    expect(await rowsOf(organizationId)).toMatchObject([{ accountId: invitee.id, active: false }]);
  });
});

/** With an invitation by id and one to the address, which verifying merges. */
async function arrangeTwo() {
  const place = await arrange();
  const { invitee, organizationId, admin } = place;
  const byId = await inviteAccount(admin, organizationId, { accountId: invitee.id, role: "readonly" });
  const byAddress = await inviteAccount(admin, organizationId, { email: invitee.email, role: "default" });
  return { ...place, byId, byAddress };
}

test("an invitation that is accepted while it is merged with a later one keeps an accepted role, and stays accepted", async () => {
  await rounds(50, arrangeTwo, async ({ invitee, organizationId, own, byId }) => {
    const ends = await race(
      () => acceptInvitation(own, byId),
      () => verifyEmail(nobody, invitee.email),
    );
    expect(ends).toEqual(["done", "done"]);
    expect(await rowsOf(organizationId)).toMatchObject([{ id: byId, accountId: invitee.id, active: true }]);
  });
});

test("removing the one invitation while both are merged never loses the other", async () => {
  await rounds(50, arrangeTwo, async ({ invitee, organizationId, admin, byId }) => {
    const ends = await race(
      () => removeAccess(admin, byId),
      () => verifyEmail(nobody, invitee.email),
    );
    expect(ends).toEqual(["done", "done"]);
    const rows = await rowsOf(organizationId);
    // Removed before the merge: the other one is linked. After it: the merged one is gone, and nothing waits for anybody.
    if (rows.length > 0) expect(rows).toMatchObject([{ accountId: invitee.id, role: "default" }]);
  });
});

test("an invitation that is changed or removed while it is merged away is not found", async () => {
  await rounds(50, arrangeTwo, async ({ invitee, organizationId, admin, byId, byAddress }) => {
    const ends = await race(
      () => changeRole(admin, byAddress, { role: "admin" }),
      () => verifyEmail(nobody, invitee.email),
      () => removeAccess(admin, byAddress),
    );
    expect(["done", "NOT_FOUND"]).toContain(ends[0]);
    expect(ends[1]).toBe("done");
    expect(["done", "NOT_FOUND"]).toContain(ends[2]);
    expect(await rowsOf(organizationId)).toMatchObject([{ id: byId, accountId: invitee.id }]);
  });
});

test("an address that is given up while it is verified does not verify its successor", async () => {
  await rounds(50, arrange, async ({ invitee, own }) => {
    const next = freshEmail();
    const ends = await race(
      () => verifyEmail(nobody, invitee.email),
      () => updateAccount(own, invitee.id, { email: next }),
    );
    expect(ends).toEqual(["done", "done"]);
    const row = await database.prisma.account.findUniqueOrThrow({ where: { id: invitee.id } });
    expect(row).toMatchObject({ email: next, emailVerified: false });
  });
});
