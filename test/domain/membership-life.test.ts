import { afterAll, describe, expect, test } from "vitest";
import type { Context } from "../../src/domain/context.js";
import type { ErrorCode } from "../../src/domain/errors.js";
import { acceptInvitation, rejectInvitation } from "../../src/domain/membership/answer-invitation.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { inviteAccount } from "../../src/domain/membership/invite-account.js";
import { accountOrganizationsByIds } from "../../src/domain/membership/queries.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { resendInvitation } from "../../src/domain/membership/resend-invitation.js";
import type { Status } from "../../src/domain/membership/status.js";
import { disableAccess, enableAccess } from "../../src/domain/membership/switch-access.js";
import { deactivateOrganization } from "../../src/domain/organization/activation.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { codeOf } from "../support/refusal.js";
import { type MemberState, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member } = world(database);
const owner = await account();

interface Place {
  organizationId: string;
  membershipId: string;
  accountId: string;
}

/** Everything that can happen to a membership, and who does it. */
const acts = {
  invite: {
    by: "admin",
    act: (c: Context, p: Place) => inviteAccount(c, p.organizationId, { accountId: p.accountId }),
  },
  resend: { by: "admin", act: (c: Context, p: Place) => resendInvitation(c, p.membershipId) },
  changeRole: { by: "admin", act: (c: Context, p: Place) => changeRole(c, p.membershipId, { role: "readonly" }) },
  enable: { by: "admin", act: (c: Context, p: Place) => enableAccess(c, p.membershipId) },
  disable: { by: "admin", act: (c: Context, p: Place) => disableAccess(c, p.membershipId) },
  remove: { by: "admin", act: (c: Context, p: Place) => removeAccess(c, p.membershipId) },
  accept: { by: "invitee", act: (c: Context, p: Place) => acceptInvitation(c, p.membershipId) },
  reject: { by: "invitee", act: (c: Context, p: Place) => rejectInvitation(c, p.membershipId) },
  leave: { by: "invitee", act: (c: Context, p: Place) => removeAccess(c, p.membershipId) },
} as const;

type Act = keyof typeof acts;
/** The state afterwards; GONE: the row is no more; SAME: a success without effect; else the code of the refusal. */
type Outcome = Status | "GONE" | "SAME" | ErrorCode;

const table: Record<Status, Record<Act, Outcome>> = {
  PENDING: {
    invite: "PENDING",
    resend: "PENDING",
    changeRole: "PENDING",
    enable: "MEMBERSHIP_NOT_ACTIVE",
    disable: "MEMBERSHIP_NOT_ACTIVE",
    remove: "GONE",
    accept: "ACTIVE",
    reject: "REJECTED",
    leave: "GONE",
  },
  ACTIVE: {
    invite: "ALREADY_MEMBER",
    resend: "INVITATION_NOT_PENDING",
    changeRole: "ACTIVE",
    enable: "SAME",
    disable: "DISABLED",
    remove: "GONE",
    accept: "SAME",
    reject: "INVITATION_NOT_PENDING",
    leave: "GONE",
  },
  REJECTED: {
    invite: "PENDING",
    resend: "INVITATION_NOT_PENDING",
    changeRole: "INVITATION_NOT_PENDING",
    enable: "MEMBERSHIP_NOT_ACTIVE",
    disable: "MEMBERSHIP_NOT_ACTIVE",
    remove: "GONE",
    accept: "INVITATION_NOT_PENDING",
    reject: "INVITATION_NOT_PENDING",
    leave: "GONE",
  },
  DISABLED: {
    invite: "ALREADY_MEMBER",
    resend: "INVITATION_NOT_PENDING",
    changeRole: "DISABLED",
    enable: "ACTIVE",
    disable: "SAME",
    remove: "GONE",
    accept: "INVITATION_NOT_PENDING",
    reject: "INVITATION_NOT_PENDING",
    leave: "GONE",
  },
  EXPIRED: {
    invite: "PENDING",
    resend: "PENDING",
    changeRole: "INVITATION_NOT_PENDING",
    enable: "MEMBERSHIP_NOT_ACTIVE",
    disable: "MEMBERSHIP_NOT_ACTIVE",
    remove: "GONE",
    accept: "INVITATION_EXPIRED",
    reject: "INVITATION_EXPIRED",
    leave: "GONE",
  },
};

const auditNames: Record<Act, string> = {
  invite: "membership.inviteAgain",
  resend: "membership.resend",
  changeRole: "membership.changeRole",
  enable: "membership.enable",
  disable: "membership.disable",
  remove: "membership.remove",
  accept: "membership.accept",
  reject: "membership.reject",
  leave: "membership.leave",
};

const happenings = ["PENDING", "ACTIVE", "REJECTED", "DISABLED", "EXPIRED", "GONE", "SAME"];
const cases = Object.entries(table).flatMap(([from, row]) =>
  Object.entries(row).map(([act, outcome]) => ({ from: from as Status, act: act as Act, outcome })),
);

async function arrange(from: Status) {
  const organizationId = await organization(owner);
  const { actor, membershipId } = await member(organizationId, owner, "default", from.toLowerCase() as MemberState);
  return { actor, place: { organizationId, membershipId, accountId: actor.id } };
}

const statusOf = async (id: string) =>
  (await accountOrganizationsByIds(await owner.context(), [id]))[0]?.status ?? "GONE";
const stored = (id: string) => database.prisma.accountOrganization.findUnique({ where: { id } });

describe("every act on a membership, from every state", () => {
  test.each(cases)("$from, $act: $outcome", async ({ from, act, outcome }) => {
    const { actor, place } = await arrange(from);
    expect(await statusOf(place.membershipId)).toBe(from);
    const before = await stored(place.membershipId);
    const past = await historyOf(database, place.membershipId);
    const who = acts[act].by === "admin" ? owner : actor;
    const doing = acts[act].act(await who.context(), place);

    if (!happenings.includes(outcome)) {
      expect(await codeOf(doing)).toBe(outcome);
    } else {
      await doing;
    }

    const after = await stored(place.membershipId);
    const events = (await historyOf(database, place.membershipId)).slice(past.length);
    if (!happenings.includes(outcome) || outcome === "SAME") {
      expect(after).toEqual(before);
      expect(events).toEqual([]);
    } else {
      expect(await statusOf(place.membershipId)).toBe(outcome);
      expect(events).toMatchObject([
        { action: auditNames[act], actorId: who.id, organizationId: place.organizationId },
      ]);
    }
  });
});

describe("in a deactivated organization only leaving and rejecting go on", () => {
  test.each(cases)("$from, $act", async ({ from, act, outcome }) => {
    const { actor, place } = await arrange(from);
    await deactivateOrganization(await owner.context(), place.organizationId);
    const who = acts[act].by === "admin" ? owner : actor;
    const doing = acts[act].act(await who.context(), place);
    if (act !== "leave" && act !== "reject") {
      expect(await codeOf(doing)).toBe("ORGANIZATION_INACTIVE");
      expect(await statusOf(place.membershipId)).toBe(from);
    } else if (happenings.includes(outcome)) {
      await doing;
      expect(await statusOf(place.membershipId)).toBe(outcome);
    } else {
      expect(await codeOf(doing)).toBe(outcome);
    }
  });
});

test("the history of a membership tells what changed from what to what", async () => {
  const { actor, place } = await arrange("PENDING");
  await changeRole(await owner.context(), place.membershipId, { role: "readonly" });
  await acceptInvitation(await actor.context(), place.membershipId);
  await disableAccess(await owner.context(), place.membershipId);
  await removeAccess(await owner.context(), place.membershipId);
  const history = await historyOf(database, place.membershipId);
  expect(history.map(({ action, from, to }) => ({ action, from, to }))).toEqual([
    {
      action: "membership.invite",
      from: null,
      to: { status: "PENDING", role: "default", accountId: actor.id, invitationEmail: null },
    },
    { action: "membership.changeRole", from: { role: "default" }, to: { role: "readonly" } },
    { action: "membership.accept", from: { status: "PENDING" }, to: { status: "ACTIVE" } },
    { action: "membership.disable", from: { status: "ACTIVE" }, to: { status: "DISABLED" } },
    { action: "membership.remove", from: { status: "DISABLED", role: "readonly" }, to: null },
  ]);
});

test("a role that a member has already is given without effect", async () => {
  const { place } = await arrange("ACTIVE");
  const past = await historyOf(database, place.membershipId);
  await changeRole(await owner.context(), place.membershipId, { role: "default" });
  expect(await historyOf(database, place.membershipId)).toEqual(past);
});
