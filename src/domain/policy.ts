/**
 * Who may do what: every action with the roles that may, and every filter of visible rows. This file is the whole of
 * the access rules; lists, loaders and counts ask it which rows there are, use-cases ask it for their action.
 */
import { type Sql, sql } from "../database/sql.js";

export const roles = ["readonly", "default", "admin"] as const;
export type Role = (typeof roles)[number];

/** Which roles may do what inside an organization. */
export const allowed = {
  "organization.read": ["readonly", "default", "admin"],
  "organization.update": ["admin"],
  "organization.activation": ["admin"],
  "organization.subscription": ["admin"],
  "membership.manage": ["admin"],
  "category.write": ["default", "admin"],
  "ledger.write": ["default", "admin"],
  "organization.export": ["default", "admin"],
  "organization.import": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof allowed;

/** What goes on in a deactivated organization. Leaving and rejecting are not in the table: they need no role. */
export const goesOnWhileInactive: ReadonlySet<Action> = new Set([
  "organization.read",
  "organization.activation",
  "organization.subscription",
  "organization.export",
]);

export const mayGrant = (granter: Role, granted: Role): boolean => roles.indexOf(granted) <= roles.indexOf(granter);

/**
 * The role in which the viewer, an id or the column of one, acts in organization `o`, or NULL for a stranger. A membership counts only while active
 * and not disabled; the master of the account that an organization was created for is its admin for good.
 */
export const roleOf = (
  viewer: string | Sql,
  o: Sql,
): Sql => sql`(CASE WHEN ${o}."masterId" = ${viewer} THEN 'admin' ELSE (
  SELECT v."role" FROM "AccountOrganization" v
  WHERE v."organizationId" = ${o}."id" AND v."accountId" = ${viewer} AND v."active" AND NOT v."disabled") END)`;

/** Organizations that the viewer may read, where `id` is an organization's id. */
export const readsOrganization = (viewer: string, id: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM "Organization" ro WHERE ro."id" = ${id} AND ${roleOf(viewer, sql`ro`)} IS NOT NULL)`;

/** Documents, deleted ones too, that the viewer may read, where `id` is a document's id. */
export const readsDocument = (viewer: string, id: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM "Document" rd WHERE rd."id" = ${id} AND ${readsOrganization(viewer, sql`rd."organizationId"`)})`;

/** Categories, deleted ones too, that the viewer may read, where `id` is a category's id. */
export const readsCategory = (viewer: string, id: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM "Category" rc WHERE rc."id" = ${id} AND ${readsOrganization(viewer, sql`rc."organizationId"`)})`;

/** Accounts whose own data and lists the viewer may read: itself and its child accounts. */
export const readsAccount = (viewer: string, id: Sql): Sql =>
  sql`(${id} = ${viewer} OR EXISTS (SELECT 1 FROM "Account" ra WHERE ra."id" = ${id} AND ra."masterId" = ${viewer}))`;

/** Memberships and invitations: those of organizations that the viewer may read, and its own and its children's. */
export const seesMembership = (viewer: string, m: Sql): Sql =>
  sql`(${readsAccount(viewer, sql`${m}."accountId"`)} OR ${readsOrganization(viewer, sql`${m}."organizationId"`)})`;

/** Organizations of which the viewer may know id and name: those it reads, and those it or a child was invited to. */
export const knowsOrganization = (viewer: string, id: Sql): Sql => sql`(${readsOrganization(viewer, id)} OR EXISTS (
  SELECT 1 FROM "AccountOrganization" k WHERE k."organizationId" = ${id} AND ${readsAccount(viewer, sql`k."accountId"`)}))`;

/** Accounts whose address and names the viewer may know: its master, and members and inviters that it sees. */
export const knowsAccount = (viewer: string, id: Sql): Sql => sql`(${readsAccount(viewer, id)} OR EXISTS (
  SELECT 1 FROM "Account" kc WHERE kc."id" = ${viewer} AND kc."masterId" = ${id}) OR EXISTS (
  SELECT 1 FROM "AccountOrganization" km
  WHERE (km."accountId" = ${id} OR km."inviterId" = ${id}) AND ${seesMembership(viewer, sql`km`)}))`;
