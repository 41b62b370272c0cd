import type { AccountOrganization } from "../../database/generated/client.js";
import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { boolean, computedWord, id, instant, json, text, word } from "../list/property.js";
import type { List } from "../list/list.js";
import { readsAccount, readsOrganization, seesMembership } from "../policy.js";
import { openUntil, type Status, statusOf } from "./status.js";

/** openUntil: until when an open or expired invitation can be answered, or could; null in every other state. */
export type AccountOrganizationView = AccountOrganization & { status: Status; openUntil: Date | null };

/** What is read of the row `t`. */
export const membershipView: Sql = sql`t.*, ${statusOf(sql`t`)} AS "status", ${openUntil(sql`t`)} AS "openUntil"`;

/** Memberships and invitations that the viewer may see, by id. */
export async function accountOrganizationsByIds(
  context: Context,
  ids: readonly string[],
): Promise<AccountOrganizationView[]> {
  if (!context.caller) return [];
  return context.database.read<AccountOrganizationView>(sql`
    /* accountOrganizationsByIds: only of organizations that the viewer may read, and its own */
    SELECT ${membershipView} FROM "AccountOrganization" t
    WHERE t."id" = ANY(${[...ids]}::text[]) AND ${seesMembership(context.caller.id, sql`t`)}`);
}

const properties = {
  id: id("id", { of: "AccountOrganization" }),
  role: word("role"),
  status: computedWord(statusOf(sql`t`)),
  active: boolean("active"),
  disabled: boolean("disabled"),
  rejected: boolean("rejected"),
  invitationEmail: text("invitationEmail", { nullable: true }),
  accountId: id("accountId", { nullable: true, of: "Account" }),
  organizationId: id("organizationId", { of: "Organization" }),
  inviterId: id("inviterId", { nullable: true, of: "Account" }),
  inviterMasterId: id("inviterMasterId", { nullable: true, of: "Account" }),
  openUntil: { type: "instant", value: openUntil(sql`t`), nullable: true } as const,
  createdAt: instant("createdAt"),
  updatedAt: instant("updatedAt"),
  custom: json("custom"),
};

/** Everybody who belongs or belonged to an organization or is invited to it. */
export const accountOrganizationsOfOrganization: List<AccountOrganizationView> = {
  name: "accountOrganizationsOfOrganization",
  properties,
  select: () => membershipView,
  from: () => sql`"AccountOrganization" t`,
  scope: sql`t."organizationId" = p."id"`,
  mayRead: (viewer) => readsOrganization(viewer, sql`p."id"`),
};

/** An account's own memberships and invitations, for itself and its master. */
export const accountOrganizationsOfAccount: List<AccountOrganizationView> = {
  name: "accountOrganizationsOfAccount",
  properties,
  select: () => membershipView,
  from: () => sql`"AccountOrganization" t`,
  scope: sql`t."accountId" = p."id"`,
  mayRead: (viewer) => readsAccount(viewer, sql`p."id"`),
};
