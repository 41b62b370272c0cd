import type { CategoryView } from "../domain/category/queries.js";
import { createCategory } from "../domain/category/create-category.js";
import { deleteCategory, restoreCategory } from "../domain/category/delete-category.js";
import { updateCategory } from "../domain/category/update-category.js";
import { requireCaller } from "../domain/context.js";
import { builder } from "./builder.js";
import { orderInput } from "./connection.js";
import { databaseId, globalId } from "./ids.js";
import { charged } from "./json-size.js";
import { mutation, type PayloadFields } from "./mutation.js";
import { Organization } from "./organization.js";
import { organizationOf } from "./organization-of.js";
import { BooleanFilter, DateTimeFilter, StringFilter, whereInput } from "./where.js";

export const Category = builder.prismaObject("Category", {
  description: "A name under which an organization groups its income and expenses.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "The global id, such as `Category:5f0c1ad0aa00000000c0de01`.",
      resolve: (category) => globalId("Category", category.id),
    }),
    databaseId: t.exposeString("id", { nullable: false, description: "The id that REST uses: 24 hex characters." }),
    name: t.exposeString("name", { nullable: false, description: "What people read." }),
    alias: t.exposeString("alias", {
      nullable: false,
      description: "What programs use. Unique in the organization among what is not deleted, letter case ignored.",
    }),
    description: t.exposeString("description", { description: "What belongs here." }),
    isDeleted: t.exposeBoolean("isDeleted", {
      nullable: false,
      description: "Whether it was deleted. It can be restored.",
    }),
    deletedAt: t.expose("deletedAt", { type: "DateTime", description: "When it was deleted." }),
    custom: t.field({
      type: "JSONObject",
      nullable: false,
      description: "The integrator's own data.",
      resolve: ({ custom }, _args, context) => charged(custom ?? {}, context),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", nullable: false, description: "When it was made." }),
    updatedAt: t.expose("updatedAt", { type: "DateTime", nullable: false, description: "When it was last changed." }),
  }),
});

builder.prismaObjectFields(Category, (t) => ({
  organization: t.field({
    type: Organization,
    nullable: false,
    description: "The organization that it belongs to.",
    resolve: (category, _args, context) => organizationOf(category, context),
  }),
}));

export const CategoryWhere = whereInput("Category", {
  id: { of: "Category" },
  name: StringFilter,
  alias: StringFilter,
  description: StringFilter,
  isDeleted: BooleanFilter,
  createdAt: DateTimeFilter,
  updatedAt: DateTimeFilter,
  deletedAt: DateTimeFilter,
});

export const CategoryOrder = orderInput("Category", {
  id: "The id, which is the order of making.",
  name: "The name.",
  alias: "The alias.",
  createdAt: "When it was made.",
  updatedAt: "When it was last changed.",
  deletedAt: "When it was deleted.",
});

export const CategoryConnection = builder.connectionObject(
  { type: Category, name: "CategoryConnection", description: "A page of categories." },
  { name: "CategoryEdge", description: "A category in a page." },
);

builder.queryField("category", (t) =>
  t.field({
    type: Category,
    description: "A category, deleted or not; null where there is none or the caller may not see it.",
    args: { id: t.arg.id({ required: true, description: "Its id in either form." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return context.loaders.category.load(databaseId(id, "Category", "id"));
    },
  }),
);

const payload: PayloadFields<CategoryView | null> = (t) => ({
  category: t.field({
    type: Category,
    description: "The category as it is now; null where refused.",
    resolve: (answer) => answer.result,
  }),
});

mutation("createCategory", {
  description: "Makes a category. For roles ADMIN and DEFAULT.",
  input: (t) => ({
    organizationId: t.id({ required: true, description: "The organization that it is for." }),
    name: t.string({ required: true, description: "What people read." }),
    alias: t.string({
      required: true,
      description: "What programs use; unique in the organization, letter case ignored.",
    }),
    description: t.string({ description: "What belongs here." }),
    custom: t.field({ type: "JSONObject", description: "The integrator's own data." }),
  }),
  payload,
  run: async ({ organizationId, ...input }, context) => {
    const id = await createCategory(context, databaseId(organizationId, "Organization", "organizationId"), input);
    return context.loaders.category.load(id);
  },
});

mutation("updateCategory", {
  description: "Changes what is given of a category; null clears. For roles ADMIN and DEFAULT.",
  input: (t) => ({
    id: t.id({ required: true, description: "The category." }),
    name: t.string({ description: "What people read." }),
    alias: t.string({ description: "What programs use; unique in the organization, letter case ignored." }),
    description: t.string({ description: "What belongs here." }),
    custom: t.field({ type: "JSONObject", description: "The integrator's own data, replaced as a whole." }),
  }),
  payload,
  run: async ({ id, ...input }, context) => {
    const category = databaseId(id, "Category", "id");
    await updateCategory(context, category, input);
    return context.loaders.category.load(category);
  },
});

mutation("deleteCategory", {
  description:
    "Deletes a category: it leaves the lists, its alias is free, and it can be restored. For roles ADMIN and DEFAULT.",
  input: (t) => ({ id: t.id({ required: true, description: "The category." }) }),
  payload,
  run: async ({ id }, context) => {
    const category = databaseId(id, "Category", "id");
    await deleteCategory(context, category);
    return context.loaders.category.load(category);
  },
});

mutation("restoreCategory", {
  description: "Brings a deleted category back. For roles ADMIN and DEFAULT.",
  input: (t) => ({ id: t.id({ required: true, description: "The category." }) }),
  payload,
  run: async ({ id }, context) => {
    const category = databaseId(id, "Category", "id");
    await restoreCategory(context, category);
    return context.loaders.category.load(category);
  },
});
