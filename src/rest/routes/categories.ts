import { createCategory } from "../../domain/category/create-category.js";
import { deleteCategory } from "../../domain/category/delete-category.js";
import { allCategoriesOfOrganization, categoriesOfOrganization, liveCategory } from "../../domain/category/queries.js";
import { replaceCategory } from "../../domain/category/update-category.js";
import type { Context } from "../../domain/context.js";
import { filterArgument, objectFilterArgument, whereArgument } from "../argument.js";
import type { Filter } from "../filter-shape.js";
import { counted, deletion, listed, one } from "../reads.js";
import { category } from "../../resources/category.js";
import { route } from "../route.js";

const tag = "Categories";
const shown = { kind: "one", resource: category } as const;
const ofOrganization = (id: string) => ({ model: "Organization", id });

const read = async (context: Context, id: string, filter?: Filter) =>
  one(context, category, id, await liveCategory(context, id), filter);

export const categoryRoutes = [
  route({
    method: "POST",
    path: "/Organizations/:id/categories",
    tag,
    summary: "Create a category",
    description: "Its alias is unique in the organization among what is not deleted, letter case ignored.",
    body: { resource: category, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => read(context, await createCategory(context, id, body)),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/categories",
    tag,
    summary: "The categories of an organization",
    description: "With `filter.deleted`, the deleted ones too.",
    args: { filter: filterArgument(category) },
    answers: { kind: "list", resource: category },
    run: async ({ context, params: { id = "" }, args: { filter } }) =>
      listed(
        context,
        category,
        ofOrganization(id),
        filter.deleted ? allCategoriesOfOrganization : categoriesOfOrganization,
        filter,
      ),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/categories/count",
    tag,
    summary: "How many categories an organization has",
    args: { where: whereArgument(category) },
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" }, args }) =>
      counted(context, ofOrganization(id), categoriesOfOrganization, args.where),
  }),
  route({
    method: "GET",
    path: "/Categories/:id",
    tag,
    summary: "One category",
    args: { filter: objectFilterArgument(category) },
    answers: shown,
    run: async ({ context, params: { id = "" }, args }) => read(context, id, args.filter),
  }),
  route({
    method: "PUT",
    path: "/Categories/:id",
    tag,
    summary: "Replace a category",
    description: "Replaces name, alias, description and custom, and keeps everything else.",
    body: { resource: category, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => {
      await replaceCategory(context, id, body);
      return read(context, id);
    },
  }),
  route({
    method: "DELETE",
    path: "/Categories/:id",
    tag,
    summary: "Delete a category",
    description: "Marks it as deleted; its alias is free then.",
    refusals: [422],
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" } }) => deletion(() => deleteCategory(context, id)),
  }),
];
