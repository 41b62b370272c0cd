import type { Context } from "../domain/context.js";
import { notFound } from "../domain/errors.js";
import type { OrganizationView } from "../domain/organization/queries.js";

/**
 * The organization that an object which the viewer sees belongs to.
 * Errors: NOT_FOUND, where access has ended between the read of the object and this one.
 */
export async function organizationOf(
  { organizationId }: { organizationId: string },
  context: Context,
): Promise<OrganizationView> {
  const organization = await context.loaders.organization.load(organizationId);
  if (!organization) throw notFound("Organization", organizationId);
  return organization;
}
