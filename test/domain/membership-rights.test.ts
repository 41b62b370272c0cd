import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import type { Context } from "../../src/domain/context.js";
import { acceptInvitation, rejectInvitation } from "../../src/domain/membership/answer-invitation.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { resendInvitation } from "../../src/domain/membership/resend-invitation.js";
import { disableAccess, enableAccess } from "../../src/domain/membership/switch-access.js";
import { organizationsByIds } from "../../src/domain/organization/queries.js";
import { testDatabase } from "../support/database.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { type Actor, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member, contextOf } = world(database);
const owner = await account();

type Write = (context: Context, id: string) => Promise<void>;
const managing: [string, Write][] = [
  ["resend", resendInvitation],
  ["enable", enableAccess],
  ["disable", disableAccess],
  ["change the role of", (context, id) => changeRole(context, id, { role: "readonly" })],
  ["remove", removeAccess],
];
const answering: [string, Write][] = [
  ["accept", acceptInvitation],
  ["reject", rejectInvitation],
];

test.each(managing)("only an admin may %s a member", async (_, write) => {
  const id = await organization(owner);
  const { membershipId } = await member(id, owner, "default");
  for (const role of ["default", "readonly"] as const) {
    const { actor } = await member(id, owner, role);
    expect(await codeOf(write(await actor.context(), membershipId))).toBe("FORBIDDEN");
  }
  expect(await codeOf(write(await contextOf(null), membershipId))).toBe("UNAUTHENTICATED");
});

test.each([...managing, ...answering])(
  "a stranger who tries to %s learns as little as about a membership that never was",
  async (_, write) => {
    const id = await organization(owner);
    const { membershipId } = await member(id, owner, "default", "pending");
    const unknown = newId();
    const missing = await refusalOf(write(await owner.context(), unknown));
    const foreign = await refusalOf(write(await (await account()).context(), membershipId));
    expect([foreign.code, foreign.message.replace(membershipId, unknown)]).toEqual(["NOT_FOUND", missing.message]);
    expect(await codeOf(write(await contextOf(null), membershipId))).toBe("UNAUTHENTICATED");
  },
);

test.each(answering)("nobody can %s an invitation for somebody else, an admin included", async (_, write) => {
  const id = await organization(owner);
  const { membershipId } = await member(id, owner, "default", "pending");
  const { actor: other } = await member(id, owner, "admin", "pending");
  for (const who of [owner, other]) expect(await codeOf(write(await who.context(), membershipId))).toBe("NOT_FOUND");
});

test.each(managing.slice(0, 4))("who is only invited may not %s their own membership", async (_, write) => {
  const id = await organization(owner);
  const { actor, membershipId } = await member(id, owner, "admin", "pending");
  expect(await codeOf(write(await actor.context(), membershipId))).toBe("FORBIDDEN");
});

test("a role that is none is refused", async () => {
  const id = await organization(owner);
  const { membershipId } = await member(id, owner, "default");
  const context = await owner.context();
  expect(await problemsOf(changeRole(context, membershipId, { role: "boss" }))).toEqual({ role: "inclusion" });
  expect(await problemsOf(changeRole(context, membershipId, {}))).toEqual({ role: "presence" });
});

const changes: [string, (admin: Context, id: string) => Promise<void>, string | null][] = [
  ["removed", removeAccess, null],
  ["disabled", disableAccess, null],
  ["demoted", (context, id) => changeRole(context, id, { role: "readonly" }), "readonly"],
];

test.each(changes)("who was %s feels it with the next request", async (_, write, role) => {
  const id = await organization(owner);
  const { actor, membershipId } = await member(id, owner, "admin");
  const roleNow = async (who: Actor) => (await organizationsByIds(await who.context(), [id]))[0]?.viewerRole ?? null;
  expect(await roleNow(actor)).toBe("admin");
  await write(await owner.context(), membershipId);
  expect(await roleNow(actor)).toBe(role);
});
