import type { Category } from "../../database/generated/client.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { boolean, id, instant, json, text } from "../list/property.js";
import type { List } from "../list/list.js";
import { readsOrganization } from "../policy.js";

export type CategoryView = Category;

/** Categories of the viewer's organizations, deleted ones included, by id. */
export async function categoriesByIds(context: Context, ids: readonly string[]): Promise<CategoryView[]> {
  if (!context.caller) return [];
  return context.database.read<CategoryView>(sql`
    /* categoriesByIds: only of organizations that the viewer may read */
    SELECT t.* FROM "Category" t
    WHERE t."id" = ANY(${[...ids]}::text[]) AND ${readsOrganization(context.caller.id, sql`t."organizationId"`)}`);
}

/** One category that the viewer may read and that is not deleted, or null. */
export async function liveCategory(context: Context, id: string): Promise<CategoryView | null> {
  const found = await context.loaders.category.load(id);
  return found?.isDeleted === false ? found : null;
}

const properties = {
  id: id("id", { of: "Category" }),
  name: text("name"),
  alias: text("alias"),
  description: text("description", { nullable: true }),
  createdAt: instant("createdAt"),
  updatedAt: instant("updatedAt"),
  deletedAt: instant("deletedAt", { nullable: true }),
  isDeleted: boolean("isDeleted"),
  deletedId: id("deletedId", { nullable: true, of: "Category" }),
  organizationId: id("organizationId", { of: "Organization" }),
  custom: json("custom"),
};

const categories = (name: string, includeDeleted: boolean): List<CategoryView> => ({
  name,
  properties,
  select: () => sql`t.*`,
  from: () => sql`"Category" t`,
  scope: includeDeleted ? sql`t."organizationId" = p."id"` : sql`t."organizationId" = p."id" AND NOT t."isDeleted"`,
  mayRead: (viewer) => readsOrganization(viewer, sql`p."id"`),
});

/** The categories of organizations, without and with the deleted ones. */
export const categoriesOfOrganization = categories("categories", false);
export const allCategoriesOfOrganization = categories("allCategories", true);
