import { afterAll, describe, expect, test } from "vitest";
import type { Context } from "../../src/domain/context.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { disableAccess } from "../../src/domain/membership/switch-access.js";
import { createOrganization } from "../../src/domain/organization/create-organization.js";
import { testDatabase } from "../support/database.js";
import { race, rounds } from "../support/race.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account } = world(database);
const master = await account();
const [ada, bob] = [await account({ master }), await account({ master })];

/** An organization whose last two admins are Ada and Bob. */
async function arrange() {
  const context = await master.context();
  const organizationId = await createOrganization(context, ada.id, { name: "Two admins" });
  const rowOfBob = await inviteAccount(context, organizationId, {
    accountId: bob.id,
    role: "admin",
    requireConfirmation: false,
    sendEmail: false,
  });
  const { id: rowOfAda } = await database.prisma.accountOrganization.findFirstOrThrow({
    where: { organizationId, accountId: ada.id },
  });
  return { organizationId, rowOfAda, rowOfBob, asAda: await ada.context(), asBob: await bob.context() };
}

const acts: [string, (context: Context, id: string) => Promise<void>, string][] = [
  ["demote", (context, id) => changeRole(context, id, { role: "default" }), "FORBIDDEN"],
  ["remove", removeAccess, "NOT_FOUND"],
  ["disable", disableAccess, "NOT_FOUND"],
];

const adminsOf = (organizationId: string) =>
  database.prisma.accountOrganization.count({
    where: { organizationId, role: "admin", active: true, disabled: false },
  });

describe.each(acts)("when the last two admins %s", (_, act, refusal) => {
  test("each other at the same moment, one of them stays admin", async () => {
    await rounds(50, arrange, async ({ organizationId, rowOfAda, rowOfBob, asAda, asBob }) => {
      const ends = await race(
        () => act(asAda, rowOfBob),
        () => act(asBob, rowOfAda),
      );
      expect([...ends].sort()).toEqual([refusal, "done"].sort());
      expect(await adminsOf(organizationId)).toBe(1);
    });
  });

  test("themselves at the same moment, one of them is told to be the last", async () => {
    await rounds(50, arrange, async ({ organizationId, rowOfAda, rowOfBob, asAda, asBob }) => {
      const ends = await race(
        () => act(asAda, rowOfAda),
        () => act(asBob, rowOfBob),
      );
      expect([...ends].sort()).toEqual(["LAST_ADMIN", "done"]);
      expect(await adminsOf(organizationId)).toBe(1);
    });
  });
});
