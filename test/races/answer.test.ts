import { afterAll, expect, test } from "vitest";
import { acceptInvitation, rejectInvitation } from "../../src/domain/membership/answer-invitation.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { race, rounds } from "../support/race.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization } = world(database);
const owner = await account();
const invitee = await account();

/** An open invitation of the one invitee, in an organization of its own. */
async function arrange() {
  const organizationId = await organization(owner);
  const id = await inviteAccount(await owner.context(), organizationId, { accountId: invitee.id, role: "readonly" });
  await database.prisma.mailSend.deleteMany();
  return { id, admin: await owner.context(), context: await invitee.context() };
}
const stored = (id: string) => database.prisma.accountOrganization.findUnique({ where: { id } });
const answers = async (id: string) => (await historyOf(database, id)).slice(1).map((event) => event.action);

test("an invitation that is accepted by many requests at once is accepted once, and all of them succeed", async () => {
  await rounds(50, arrange, async ({ id, context }) => {
    const accept = () => acceptInvitation(context, id);
    expect(await race(accept, accept, accept)).toEqual(["done", "done", "done"]);
    expect(await answers(id)).toEqual(["membership.accept"]);
  });
});

test("an invitation that is accepted and rejected at once has one answer", async () => {
  await rounds(50, arrange, async ({ id, context }) => {
    const ends = await race(
      () => acceptInvitation(context, id),
      () => rejectInvitation(context, id),
    );
    const accepted = ends[0] === "done";
    expect(ends).toEqual(accepted ? ["done", "INVITATION_NOT_PENDING"] : ["INVITATION_NOT_PENDING", "done"]);
    expect(await stored(id)).toMatchObject({ active: accepted, rejected: !accepted });
    expect(await answers(id)).toEqual([accepted ? "membership.accept" : "membership.reject"]);
  });
});

test("an invitation that is accepted while it is removed or given another role ends in an order that could have been", async () => {
  await rounds(50, arrange, async ({ id, admin, context }) => {
    const [accepted, changed, removed] = await race(
      () => acceptInvitation(context, id),
      () => changeRole(admin, id, { role: "default" }),
      () => removeAccess(admin, id),
    );
    expect(removed).toBe("done");
    expect(["done", "NOT_FOUND"]).toContain(accepted);
    expect(["done", "NOT_FOUND"]).toContain(changed);
    expect(await stored(id)).toBeNull();
    expect((await answers(id)).at(-1)).toBe("membership.remove");
  });
});
