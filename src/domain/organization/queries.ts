import type { Organization } from "../../database/generated/client.js";
import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { boolean, id, instant, text } from "../list/property.js";
import type { List } from "../list/list.js";
import { knowsOrganization, type Role, readsAccount, roleOf } from "../policy.js";

type Hidden<View> = { [Property in keyof View]: View[Property] | null };

/** An organization as the viewer may see it. viewerRole is null for who only knows its id and name: the rest is null then. */
export type OrganizationView = Hidden<Omit<Organization, "id" | "name">> & {
  id: string;
  name: string;
  viewerRole: Role | null;
};

type Row = Organization & { viewerRole: Role | null };

const select = (viewer: string): Sql => sql`t.*, ${roleOf(viewer, sql`t`)} AS "viewerRole"`;

/** Hides what an invitee may not see. Every read of organizations ends here. */
function shown(row: Row): OrganizationView {
  if (row.viewerRole !== null) return row;
  const hidden = Object.fromEntries(Object.keys(row).map((property) => [property, null]));
  return { ...(hidden as unknown as OrganizationView), id: row.id, name: row.name, viewerRole: null };
}

/** Organizations that the viewer may read or is invited to, by id. */
export async function organizationsByIds(context: Context, ids: readonly string[]): Promise<OrganizationView[]> {
  if (!context.caller) return [];
  const viewer = context.caller.id;
  const rows = await context.database.read<Row>(sql`
    /* organizationsByIds: only those that the viewer may read or is invited to */
    SELECT ${select(viewer)} FROM "Organization" t
    WHERE t."id" = ANY(${[...ids]}::text[]) AND ${knowsOrganization(viewer, sql`t."id"`)}`);
  return rows.map(shown);
}

/** One organization that the viewer may read, or null. */
export async function readableOrganization(context: Context, organizationId: string): Promise<OrganizationView | null> {
  const found = await context.loaders.organization.load(organizationId);
  return found?.viewerRole ? found : null;
}

/** The organizations of an account's active memberships, for itself and its master. */
export const organizationsOfAccount: List<OrganizationView> = {
  name: "organizationsOfAccount",
  properties: {
    id: id("id", { of: "Organization" }),
    name: text("name"),
    active: boolean("active"),
    taxSubject: boolean("taxSubject", { nullable: true }),
    ...Object.fromEntries(
      (
        [
          "locale", "timezone", "size", "industry", "billingEmail", "address", "address2", "city", "zip", "state", "country",
          "countryAlpha2Code", "taxNumber", "companyNumber", "IBAN", "bank", "SWIFT", "website", "email", "phone",
          "businessType", "fiscalRegionCode",
        ] as const satisfies readonly (keyof Organization)[]
      ).map((name) => [name, text(name, { nullable: true })]),
    ),
    activatedAt: instant("activatedAt", { nullable: true }),
    deactivatedAt: instant("deactivatedAt", { nullable: true }),
    createdAt: instant("createdAt"),
    updatedAt: instant("updatedAt"),
  },
  select,
  shape: shown,
  from: sql`"AccountOrganization" am JOIN "Organization" t ON t."id" = am."organizationId"`,
  scope: sql`am."accountId" = p."id" AND am."active" AND NOT am."disabled"`,
  mayRead: (viewer) => readsAccount(viewer, sql`p."id"`),
};
