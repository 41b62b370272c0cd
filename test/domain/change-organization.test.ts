import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import type { Context } from "../../src/domain/context.js";
import { createCategory } from "../../src/domain/category/create-category.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { disableAccess } from "../../src/domain/membership/switch-access.js";
import { activateOrganization, deactivateOrganization } from "../../src/domain/organization/activation.js";
import { dataOfOrganizations } from "../../src/domain/organization/data.js";
import { organizationsByIds } from "../../src/domain/organization/queries.js";
import { updateOrganization } from "../../src/domain/organization/update-organization.js";
import { testDatabase } from "../support/database.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member, category, contextOf } = world(database);
const owner = await account();

const stored = (id: string) => database.prisma.organization.findUniqueOrThrow({ where: { id } });

test("what is given is changed, null clears, and settings are replaced as a whole", async () => {
  const id = await organization(owner, { city: "Celje", zip: "3000", data: [{ name: "a", value: 1 }] });
  await updateOrganization(await owner.context(), id, { name: "New", city: null, data: [{ name: "b", value: 2 }] });
  expect(await stored(id)).toMatchObject({ name: "New", city: null, zip: "3000" });
  const entries = (await dataOfOrganizations(await owner.context(), [id])).get(id);
  expect(entries?.map(({ name, value }) => [name, value])).toEqual([["b", 2]]);
});

test("what only the house may write is not written", async () => {
  const id = await organization(owner);
  const before = await stored(id);
  await updateOrganization(await owner.context(), id, {
    id: newId(),
    active: false,
    activatedAt: null,
    masterId: owner.id,
    city: "Kranj",
  });
  expect(await stored(id)).toMatchObject({ ...before, city: "Kranj", updatedAt: expect.any(Date) as Date });
});

test("an organization keeps a name", async () => {
  const id = await organization(owner);
  for (const name of [null, ""]) {
    expect(await problemsOf(updateOrganization(await owner.context(), id, { name }))).toEqual({ name: "presence" });
  }
});

test("deactivating and activating again sets new instants and keeps deactivatedAt", async () => {
  const id = await organization(owner);
  const made = await stored(id);
  await deactivateOrganization(await owner.context(), id);
  const off = await stored(id);
  expect(off).toMatchObject({ active: false, activatedAt: made.activatedAt, deactivatedAt: expect.any(Date) as Date });
  await activateOrganization(await owner.context(), id);
  const on = await stored(id);
  expect(on).toMatchObject({ active: true, deactivatedAt: off.deactivatedAt });
  expect(on.activatedAt?.getTime()).toBeGreaterThanOrEqual(off.deactivatedAt?.getTime() ?? Infinity);
});

test("activating and deactivating what is so already changes nothing and is no event", async () => {
  const id = await organization(owner);
  const on = await stored(id);
  await activateOrganization(await owner.context(), id);
  expect(await stored(id)).toEqual(on);
  await deactivateOrganization(await owner.context(), id);
  const off = await stored(id);
  await deactivateOrganization(await owner.context(), id);
  expect(await stored(id)).toEqual(off);
  const events = await database.prisma.auditLog.findMany({ where: { objectId: id }, orderBy: { at: "asc" } });
  expect(events.map((event) => event.action)).toEqual(["organization.create", "organization.deactivate"]);
});

test("a deactivated organization can be read and not be written to, until an admin activates it", async () => {
  const id = await organization(owner);
  const { membershipId } = await member(id, owner, "default");
  await category(owner, id);
  await deactivateOrganization(await owner.context(), id);
  const context = await owner.context();
  expect(await organizationsByIds(context, [id])).toMatchObject([{ id, active: false, viewerRole: "admin" }]);
  for (const write of [
    () => updateOrganization(context, id, { name: "X" }),
    () => inviteAccount(context, id, { email: "somebody@example.com" }),
    () => disableAccess(context, membershipId),
    () => createCategory(context, id, { name: "X", alias: "x" }),
  ]) {
    expect(await codeOf(write())).toBe("ORGANIZATION_INACTIVE");
  }
  await activateOrganization(context, id);
  await updateOrganization(context, id, { name: "X" });
});

const writes: [string, (context: Context, id: string) => Promise<unknown>][] = [
  ["update", (context, id) => updateOrganization(context, id, { name: "X" })],
  ["activate", activateOrganization],
  ["deactivate", deactivateOrganization],
];

test.each(writes)(
  "only an admin may %s: who may not is told so, and a stranger that it does not exist",
  async (_, write) => {
    const id = await organization(owner);
    for (const role of ["default", "readonly"] as const) {
      const { actor } = await member(id, owner, role);
      expect(await codeOf(write(await actor.context(), id))).toBe("FORBIDDEN");
    }
    const outsiders = [await account()];
    for (const state of ["pending", "rejected", "disabled", "expired"] as const) {
      outsiders.push((await member(id, owner, "admin", state)).actor);
    }
    const unknown = newId();
    const missing = await refusalOf(write(await owner.context(), unknown));
    for (const outsider of outsiders) {
      const refusal = await refusalOf(write(await outsider.context(), id));
      expect([refusal.code, refusal.message.replace(id, unknown)]).toEqual(["NOT_FOUND", missing.message]);
    }
    expect(await codeOf(write(await contextOf(null), id))).toBe("UNAUTHENTICATED");
  },
);

test("who is invited knows id and name of the organization and nothing else", async () => {
  const id = await organization(owner, { name: "Secretive", city: "Celje" });
  const { actor } = await member(id, owner, "admin", "pending");
  const [seen] = await organizationsByIds(await actor.context(), [id]);
  const { id: seenId, name, ...rest } = seen ?? {};
  expect([seenId, name]).toEqual([id, "Secretive"]);
  expect(new Set(Object.values(rest))).toEqual(new Set([null]));
});
