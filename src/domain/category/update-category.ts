import { z } from "zod";
import type { Category } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { notFound } from "../errors.js";
import { validateUnique } from "../validate-unique.js";
import { aliasKey, jsonObject, note, requiredText } from "../validate.js";
import { changeCategory, hasAlias } from "./change-category.js";
import { categoryFields } from "./create-category.js";

const schema = z.object({
  name: requiredText().optional(),
  alias: requiredText().optional(),
  description: note(),
  custom: jsonObject(),
});

const replacement = z.object(categoryFields);

/** Changes what is given; null clears. A deleted category is not found. Errors: changeCategory's. */
export async function updateCategory(context: Context, id: string, input: unknown): Promise<void> {
  await changeCategory(context, id, (tx, category) =>
    write(tx, context, category, (isTaken) => validateUnique("Category", schema, input, "alias", isTaken)),
  );
}

/** Replaces name, alias, description and custom: what is not given is cleared. Errors: as changing it. */
export async function replaceCategory(context: Context, id: string, input: unknown): Promise<void> {
  await changeCategory(context, id, (tx, category) =>
    write(tx, context, category, async (isTaken) => {
      const { description, custom, ...names } = await validateUnique("Category", replacement, input, "alias", isTaken);
      return { ...names, description: description ?? null, custom: custom ?? {} };
    }),
  );
}

async function write(
  tx: Transaction,
  context: Context,
  category: Category,
  read: (isTaken: ReturnType<typeof hasAlias>) => Promise<z.output<typeof schema>>,
): Promise<void> {
  const { id } = category;
  if (category.isDeleted) throw notFound("Category", id);
  const { name, alias, description, custom } = await read(hasAlias(tx, category.organizationId, id));
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
}
