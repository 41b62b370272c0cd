import type { Organization } from "../../database/generated/client.js";
import { join, raw, type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { notFound } from "../errors.js";
import { boolean, id, instant, json, text } from "../list/property.js";
import type { List } from "../list/list.js";
import { knowsOrganization, type Role, readsAccount, readsOrganization, roleOf } from "../policy.js";

type Hidden<View> = { [Property in keyof View]: View[Property] | null };

/** An organization as the viewer may see it. viewerRole is null for who only knows its id and name: the rest is null then. */
export type OrganizationView = Hidden<Omit<Organization, "id" | "name">> & {
  id: string;
  name: string;
  viewerRole: Role | null;
};

const instants = ["activatedAt", "deactivatedAt", "createdAt", "updatedAt"] as const;
const flags = ["active", "taxSubject"] as const;
const texts = [
  "locale",
  "timezone",
  "size",
  "industry",
  "billingEmail",
  "address",
  "address2",
  "city",
  "zip",
  "state",
  "country",
  "countryAlpha2Code",
  "taxNumber",
  "companyNumber",
  "IBAN",
  "bank",
  "SWIFT",
  "website",
  "email",
  "phone",
  "businessType",
  "fiscalRegionCode",
  "currencyId",
] as const;
const others = ["masterId", "custom"] as const;

/** All but id and name: NULL in the rows of who only knows the organization, to filters, orders and cursors too. */
const hideable = [...texts, ...flags, ...instants, ...others] satisfies (keyof Organization)[];

type Shown = (typeof hideable)[number] | "id" | "name";
/** Does not compile while a column of the table is missing above. */
const columns: Record<keyof Organization, true> = Object.fromEntries(
  [...hideable, "id" as const, "name" as const].map((name): [Shown, true] => [name, true]),
) as Record<Shown, true>;

const shownColumns = (): Sql =>
  join(
    Object.keys(columns).map((name) => {
      const column = raw(`"${name}"`);
      if (name === "id" || name === "name") return sql`o.${column}`;
      return sql`CASE WHEN o."viewerRole" IS NOT NULL THEN o.${column} END AS ${column}`;
    }),
    ", ",
  );

/**
 * The organizations `r` of the condition, as the viewer may see them. Every read of organizations is made from this.
 * OFFSET 0 keeps the role from being computed anew for each column.
 */
const seen = (viewer: string, condition: Sql): Sql => sql`(SELECT ${shownColumns()}, o."viewerRole" FROM (
  SELECT r.*, ${roleOf(viewer, sql`r`)} AS "viewerRole" FROM "Organization" r WHERE ${condition} OFFSET 0) o)`;

/** Organizations that the viewer may read or is invited to, by id. */
export async function organizationsByIds(context: Context, ids: readonly string[]): Promise<OrganizationView[]> {
  if (!context.caller) return [];
  const viewer = context.caller.id;
  return context.database.read<OrganizationView>(sql`
    /* organizationsByIds: only those that the viewer may read or is invited to */
    SELECT t.* FROM ${seen(viewer, sql`r."id" = ANY(${[...ids]}::text[]) AND ${knowsOrganization(viewer, sql`r."id"`)}`)} t`);
}

/** One organization that the viewer may read, or null. */
export async function readableOrganization(context: Context, organizationId: string): Promise<OrganizationView | null> {
  const found = await context.loaders.organization.load(organizationId);
  return found?.viewerRole ? found : null;
}

const nullable = { nullable: true };

const properties = {
  id: id("id", { of: "Organization" }),
  name: text("name"),
  ...Object.fromEntries(texts.map((name) => [name, text(name, nullable)])),
  ...Object.fromEntries(flags.map((name) => [name, boolean(name, nullable)])),
  ...Object.fromEntries(instants.map((name) => [name, instant(name, nullable)])),
  custom: json("custom", nullable),
};

/**
 * The organizations of an account's active memberships, for itself and its master. Those of a child in which the master
 * has no role are listed to it with id and name.
 */
export const organizationsOfAccount: List<OrganizationView> = {
  name: "organizationsOfAccount",
  properties,
  select: () => sql`t.*`,
  from: (viewer) =>
    sql`"AccountOrganization" am CROSS JOIN LATERAL ${seen(viewer, sql`r."id" = am."organizationId"`)} t`,
  scope: sql`am."accountId" = p."id" AND am."active" AND NOT am."disabled"`,
  mayRead: (viewer) => readsAccount(viewer, sql`p."id"`),
};

/** The organization with the parent's id, for who may read it. */
export const organizationById: List<OrganizationView> = {
  name: "organizationById",
  properties,
  select: () => sql`t.*`,
  from: (viewer) => sql`${seen(viewer, sql`r."id" = p."id"`)} t`,
  scope: sql`TRUE`,
  mayRead: (viewer) => readsOrganization(viewer, sql`p."id"`),
};

/**
 * Refuses an organization that is not one of the account's, and an account that is neither the caller nor its child.
 * Errors: NOT_FOUND, of the account or of the organization.
 */
export async function requireListedOrganization(context: Context, accountId: string, id: string): Promise<void> {
  const where = { kind: "compare", property: "id", operator: "eq", value: id } as const;
  const count = await context.loaders.count(organizationsOfAccount, accountId, { where });
  if (count === null) throw notFound("Account", accountId);
  if (count === 0) throw notFound("Organization", id);
}
