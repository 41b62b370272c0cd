import { z } from "zod";
import { newId } from "../../database/ids.js";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import type { Context } from "../context.js";
import { validateUnique } from "../validate-unique.js";
import { aliasKey, jsonObject, note, requiredText } from "../validate.js";
import { hasAlias, refusingTakenAlias } from "./change-category.js";

/** What a category is made of. */
export const categoryFields = {
  name: requiredText(),
  alias: requiredText(),
  description: note(),
  custom: jsonObject(),
};

const schema = z.object(categoryFields);

/**
 * Makes a category. Its alias is unique in the organization among what is not deleted, letter case ignored.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, ORGANIZATION_INACTIVE, VALIDATION_FAILED.
 */
export async function createCategory(context: Context, organizationId: string, input: unknown): Promise<string> {
  return refusingTakenAlias(() =>
    inOrganization(context, { id: organizationId, action: "category.write", lock: "shared" }, async (tx) => {
      const { name, alias, description, custom } = await validateUnique(
        "Category",
        schema,
        input,
        "alias",
        hasAlias(tx, organizationId),
      );
      const id = newId();
      await tx.category.create({
        data: {
          id,
          organizationId,
          name,
          alias,
          aliasKey: aliasKey(alias),
          description: description ?? null,
          custom: custom ?? {},
        },
      });
      await audit(tx, context, {
        action: "category.create",
        organizationId,
        objectType: "Category",
        objectId: id,
        to: { name, alias },
      });
      return id;
    }),
  );
}
