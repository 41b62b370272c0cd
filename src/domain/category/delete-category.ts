import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { notFound } from "../errors.js";
import { changeCategory } from "./change-category.js";

/** Marks the category as deleted; its alias is free then. Deleted already: NOT_FOUND. Errors: changeCategory's. */
export async function deleteCategory(context: Context, id: string): Promise<void> {
  await changeCategory(context, id, async (tx, category) => {
    if (category.isDeleted) throw notFound("Category", id);
    await tx.$executeRaw(sql`/* deleteCategory: marked by the database's clock */
      UPDATE "Category" SET "isDeleted" = TRUE, "deletedAt" = statement_timestamp(), "deletedId" = "id",
        "updatedAt" = statement_timestamp() WHERE "id" = ${id}`);
    await audit(tx, context, {
      action: "category.delete",
      organizationId: category.organizationId,
      objectType: "Category",
      objectId: id,
      from: { name: category.name, alias: category.alias },
    });
  });
}

/** Takes the mark away again; one that lives stays as it is. Errors: changeCategory's, an alias in use included. */
export async function restoreCategory(context: Context, id: string): Promise<void> {
  await changeCategory(context, id, async (tx, category) => {
    if (!category.isDeleted) return;
    await tx.category.update({ where: { id }, data: { isDeleted: false, deletedAt: null, deletedId: null } });
    await audit(tx, context, {
      action: "category.restore",
      organizationId: category.organizationId,
      objectType: "Category",
      objectId: id,
      to: { name: category.name, alias: category.alias },
    });
  });
}
