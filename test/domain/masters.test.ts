import { afterAll, expect, test } from "vitest";
import { accountsByIds } from "../../src/domain/account/queries.js";
import type { Condition } from "../../src/domain/list/condition.js";
import { countRows, type PageRequest, readPages } from "../../src/domain/list/list.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { accountOrganizationsOfAccount } from "../../src/domain/membership/queries.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { createOrganization } from "../../src/domain/organization/create-organization.js";
import {
  organizationsByIds,
  organizationsOfAccount,
  type OrganizationView,
} from "../../src/domain/organization/queries.js";
import { updateOrganization } from "../../src/domain/organization/update-organization.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { type Actor, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member, join } = world(database);

const roleOf = async (who: Actor, id: string) =>
  (await organizationsByIds(await who.context(), [id]))[0]?.viewerRole ?? null;

async function family() {
  const master = await account();
  const child = await account({ master });
  return { master, child };
}

test("a master acts as admin in an organization that its child made, without being a member", async () => {
  const { master, child } = await family();
  const id = await organization(child);
  expect(await roleOf(master, id)).toBe("admin");
  await updateOrganization(await master.context(), id, { name: "Renamed" });
  expect(await database.prisma.accountOrganization.count({ where: { organizationId: id } })).toBe(1);
});

test("a master makes an organization for its child, of which the child is the admin", async () => {
  const { master, child } = await family();
  const id = await createOrganization(await master.context(), child.id, { name: "For the child" });
  expect([await roleOf(child, id), await roleOf(master, id)]).toEqual(["admin", "admin"]);
});

test("a master stays admin for good, also after the child has left", async () => {
  const { master, child } = await family();
  const id = await organization(child);
  await member(id, child, "admin");
  const own = await database.prisma.accountOrganization.findFirstOrThrow({ where: { accountId: child.id } });
  await removeAccess(await child.context(), own.id);
  expect([await roleOf(child, id), await roleOf(master, id)]).toEqual([null, "admin"]);
});

test("a master is no admin where its child is a mere member", async () => {
  const { master, child } = await family();
  const owner = await account();
  const id = await organization(owner);
  await inviteAccount(await owner.context(), id, { accountId: child.id, role: "admin" });
  expect(await roleOf(master, id)).toBeNull();
});

test("a child is nothing in an organization of its master or of a sibling", async () => {
  const { master, child } = await family();
  const sibling = await account({ master });
  const ofMaster = await organization(master);
  const ofSibling = await organization(sibling);
  expect([await roleOf(child, ofMaster), await roleOf(child, ofSibling)]).toEqual([null, null]);
});

test("a master reads its child's memberships and organizations; a child and a stranger do not read theirs", async () => {
  const { master, child } = await family();
  const stranger = await account();
  const id = await organization(child);
  const read = async (who: Actor, of: Actor) => {
    const context = await who.context();
    const memberships = await readPages(context, who.id, accountOrganizationsOfAccount, [of.id], {});
    const organizations = await readPages<{ id: string }>(context, who.id, organizationsOfAccount, [of.id], {});
    return [memberships.get(of.id)?.rows.length, organizations.get(of.id)?.rows.map(({ row }) => row.id)];
  };
  expect(await read(master, child)).toEqual([1, [id]]);
  expect(await read(child, master)).toEqual([undefined, undefined]);
  expect(await read(stranger, child)).toEqual([undefined, undefined]);
});

test("a master sees all of its child's account, the child only address and names of its master's", async () => {
  const { master, child } = await family();
  const [seen] = await accountsByIds(await master.context(), [child.id]);
  expect(seen).toMatchObject({ id: child.id, own: true, masterId: master.id, emailVerified: true });
  expect(seen).not.toHaveProperty("passwordHash");
  const [shown] = await accountsByIds(await child.context(), [master.id]);
  const { id, email, own, ...rest } = shown ?? {};
  expect([id, email, own]).toEqual([master.id, master.email, false]);
  expect(new Set(Object.values(rest))).toEqual(new Set([null]));
});

test("nobody makes an organization for an account that is not their own or their child's", async () => {
  const { master, child } = await family();
  expect(await codeOf((async () => createOrganization(await child.context(), master.id, { name: "X" }))())).toBe(
    "NOT_FOUND",
  );
});

test("a master learns id and name of a foreign organization of its child, and nothing more by filter, order, cursor or count", async () => {
  const { master, child } = await family();
  const stranger = await account();
  const id = await organization(stranger, { name: "Foreign", city: "Hiddentown", IBAN: "SI56-SECRET" });
  await join(id, stranger, child, "default", "active");
  const context = await master.context();
  const read = (request: PageRequest) =>
    readPages<OrganizationView>(context, master.id, organizationsOfAccount, [child.id], request);

  const [place] =
    (await read({ orderBy: ["city", "createdAt"].map((property) => ({ property, direction: "asc" })) })).get(child.id)
      ?.rows ?? [];
  expect(place?.row).toMatchObject({ id, name: "Foreign", viewerRole: null, city: null, IBAN: null, createdAt: null });
  expect(JSON.parse(Buffer.from(place?.cursor ?? "", "base64url").toString())).toEqual([
    expect.any(String),
    null,
    null,
    id,
  ]);

  const where: Condition = { kind: "text", property: "IBAN", operator: "startsWith", value: "SI56" };
  expect((await read({ where })).get(child.id)?.rows).toEqual([]);
  const counted = await countRows(context, master.id, organizationsOfAccount, [child.id], { where });
  expect(counted.get(child.id)).toBe(0);
});
