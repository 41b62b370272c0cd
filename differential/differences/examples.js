/** The requests that differences give as examples of themselves. */
import { page } from "./translate.js";

/** The categories of the organization that has many. */
export const categories = (world, filter, form = "json") => ({
  kind: "list",
  model: "Category",
  path: `/v1/Organizations/${world.large.id}/categories`,
  argument: filter,
  form,
});

/** The organizations of who asks. */
export const organizations = (world, filter) => ({
  kind: "list",
  model: "Organization",
  path: `/v1/Accounts/${world.caller.id}/organizations`,
  argument: filter,
  form: "json",
  through: true,
});

export const where = (condition) => (world) => categories(world, { where: condition, limit: page });
