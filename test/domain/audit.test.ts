import { afterAll, expect, test } from "vitest";
import { sql } from "../../src/database/sql.js";
import { updateOrganization } from "../../src/domain/organization/update-organization.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member } = world(database);
const owner = await account();

test("an event names who, what, when, and the request it came with", async () => {
  const id = await organization(owner);
  const context = await owner.context();
  await updateOrganization(context, id, { name: "Other" });
  const events = await database.prisma.auditLog.findMany({ where: { requestId: context.requestId } });
  expect(events).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      at: expect.any(Date) as Date,
      actorId: owner.id,
      action: "organization.update",
      organizationId: id,
      objectType: "Organization",
      objectId: id,
      from: null,
      to: { name: "Other" },
      requestId: context.requestId,
    },
  ]);
});

test("what was refused is no event", async () => {
  const id = await organization(owner);
  const { actor } = await member(id, owner, "readonly");
  const context = await actor.context();
  expect(await codeOf(updateOrganization(context, id, { name: "X" }))).toBe("FORBIDDEN");
  expect(await database.prisma.auditLog.count({ where: { requestId: context.requestId } })).toBe(0);
});

test("history holds no password and no token", async () => {
  const actor = await account();
  const text = JSON.stringify(await database.prisma.auditLog.findMany());
  expect(text).not.toContain(password);
  expect(text).not.toContain(actor.token);
});

test.each([
  ["changed", sql`UPDATE "AuditLog" SET "action" = 'nothing'`],
  ["deleted", sql`DELETE FROM "AuditLog"`],
  ["emptied", sql`TRUNCATE "AuditLog"`],
])("history cannot be %s, not even by SQL", async (_, statement) => {
  await organization(owner);
  const before = await database.prisma.auditLog.count();
  await expect(database.prisma.$executeRaw(statement)).rejects.toThrow("append-only");
  expect(await database.prisma.auditLog.count()).toBe(before);
});
