import { z } from "zod";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import type { Context } from "../context.js";
import { given } from "../nulls.js";
import { requiredText, validate } from "../validate.js";
import { replaceData } from "./data.js";
import { organizationFields } from "./fields.js";

const schema = z.object({ name: requiredText().optional(), ...organizationFields });

/**
 * Changes what is given; null clears. `custom` and `data` are replaced as a whole.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, ORGANIZATION_INACTIVE, VALIDATION_FAILED.
 */
export async function updateOrganization(context: Context, id: string, input: unknown): Promise<void> {
  await inOrganization(context, { id, action: "organization.update", lock: "exclusive" }, async (tx) => {
    const { data, custom, ...fields } = validate("Organization", schema, input);
    const changes = given(fields);
    await tx.organization.update({
      where: { id },
      data: { ...changes, ...(custom === undefined ? {} : { custom: custom ?? {} }) },
    });
    if (data !== undefined) await replaceData(tx, id, data ?? []);
    await audit(tx, context, {
      action: "organization.update",
      organizationId: id,
      objectType: "Organization",
      objectId: id,
      to: changes,
    });
  });
}
