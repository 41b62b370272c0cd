import { afterAll, describe, expect, test } from "vitest";
import type { Context } from "../../src/domain/context.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { disableAccess } from "../../src/domain/membership/switch-access.js";
import { deactivateOrganization } from "../../src/domain/organization/activation.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { type Actor, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member } = world(database);
const master = await account();

const demote = (context: Context, id: string) => changeRole(context, id, { role: "default" });
const ownRow = (who: Actor, organizationId: string) =>
  database.prisma.accountOrganization.findFirstOrThrow({ where: { accountId: who.id, organizationId } });

/** An organization with one admin, and that admin's master, who acts as admin without being one of its members. */
async function arrange() {
  const admin = await account({ master });
  const organizationId = await organization(admin);
  const { id } = await ownRow(admin, organizationId);
  return { admin, organizationId, id };
}

const endings: [string, (place: Awaited<ReturnType<typeof arrange>>) => Promise<void>][] = [
  ["leave", async ({ admin, id }) => removeAccess(await admin.context(), id)],
  ["be removed", async ({ id }) => removeAccess(await master.context(), id)],
  ["be disabled", async ({ admin, id }) => disableAccess(await admin.context(), id)],
  ["be demoted", async ({ admin, id }) => demote(await admin.context(), id)],
];

describe.each(endings)("the last admin cannot %s", (_, end) => {
  test("while nobody else is admin", async () => {
    const place = await arrange();
    await member(place.organizationId, place.admin, "default");
    expect(await codeOf(end(place))).toBe("LAST_ADMIN");
    expect(await ownRow(place.admin, place.organizationId)).toMatchObject({
      role: "admin",
      active: true,
      disabled: false,
    });
  });

  test("while the other admins are pending, rejected, disabled or expired", async () => {
    const place = await arrange();
    for (const state of ["pending", "rejected", "disabled", "expired"] as const) {
      await member(place.organizationId, place.admin, "admin", state);
    }
    expect(await codeOf(end(place))).toBe("LAST_ADMIN");
  });

  test("but can with another admin beside", async () => {
    const place = await arrange();
    await member(place.organizationId, place.admin, "admin");
    await end(place);
  });
});

test("the last admin cannot leave a deactivated organization either", async () => {
  const { admin, organizationId, id } = await arrange();
  await deactivateOrganization(await admin.context(), organizationId);
  expect(await codeOf(removeAccess(await admin.context(), id))).toBe("LAST_ADMIN");
});
