import { z } from "zod";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { notFound } from "../errors.js";
import { aliasKey, jsonObject, note, requiredText, validate } from "../validate.js";
import { changeCategory } from "./change-category.js";

const schema = z.object({
  name: requiredText().optional(),
  alias: requiredText().optional(),
  description: note(),
  custom: jsonObject(),
});

/** Changes what is given; null clears. A deleted category is not found. Errors: changeCategory's. */
export async function updateCategory(context: Context, id: string, input: unknown): Promise<void> {
  await changeCategory(context, id, async (tx, category) => {
    if (category.isDeleted) throw notFound("Category", id);
    const { name, alias, description, custom } = validate("Category", schema, input);
    await tx.category.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(alias === undefined ? {} : { alias, aliasKey: aliasKey(alias) }),
        ...(description === undefined ? {} : { description }),
        ...(custom === undefined ? {} : { custom: custom ?? {} }),
      },
    });
    await audit(tx, context, {
      action: "category.update",
      organizationId: category.organizationId,
      objectType: "Category",
      objectId: id,
      from: { name: category.name, alias: category.alias },
      to: { name: name ?? category.name, alias: alias ?? category.alias },
    });
  });
}
