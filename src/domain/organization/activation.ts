import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import type { Context } from "../context.js";

/** Lets the organization be written to again; changes nothing where it is active. Errors: inOrganization's. */
export const activateOrganization = (context: Context, id: string): Promise<void> =>
  switchOrganization(context, id, true);

/** From now on the organization can only be read; changes nothing where it is so already. Errors: inOrganization's. */
export const deactivateOrganization = (context: Context, id: string): Promise<void> =>
  switchOrganization(context, id, false);

async function switchOrganization(context: Context, id: string, active: boolean): Promise<void> {
  await inOrganization(context, { id, action: "organization.activation", lock: "exclusive" }, async (tx, scope) => {
    if (scope.active === active) return;
    await tx.$executeRaw(
      active
        ? sql`/* activateOrganization: deactivatedAt stays as it was */
          UPDATE "Organization" SET "active" = TRUE, "activatedAt" = statement_timestamp(), "updatedAt" = statement_timestamp() WHERE "id" = ${id}`
        : sql`/* deactivateOrganization: by the database's clock */
          UPDATE "Organization" SET "active" = FALSE, "deactivatedAt" = statement_timestamp(), "updatedAt" = statement_timestamp() WHERE "id" = ${id}`,
    );
    await audit(tx, context, {
      action: active ? "organization.activate" : "organization.deactivate",
      organizationId: id,
      objectType: "Organization",
      objectId: id,
      from: { active: scope.active },
      to: { active },
    });
  });
}
