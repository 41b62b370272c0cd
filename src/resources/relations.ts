import type { Relation, Resource } from "./resource.js";

/** The object that a foreign key names. */
export const one = (target: () => Resource, key: string, list: Relation["list"]): Relation => ({
  target,
  kind: "one",
  key,
  list,
});

/** The objects that name this one. */
export const many = (target: () => Resource, list: Relation["list"]): Relation => ({
  target,
  kind: "many",
  key: "id",
  list,
});
