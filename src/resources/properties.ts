import type { DeclaredType, ResourceProperty } from "./resource.js";

/** How the properties of an object of `/v1` are declared, and those that most objects have. */

const property =
  (type: DeclaredType) =>
  (description: string, options: Omit<ResourceProperty, "type" | "description"> = {}): ResourceProperty => ({
    type,
    description,
    ...options,
  });
export const text = property("text");
export const boolean = property("boolean");
export const number = property("number");
export const instant = property("instant");
export const date = property("date");
export const object = property("object");
export const list = property("list");
export const id = property("id");

export const readOnly = { readOnly: true };
export const always = { readOnly: true, nullable: false };

export const ownId = id("Its id: 24 hexadecimal characters.", { ...always, example: "5e9e92107f186e000eda0901" });
export const createdAt = instant("When it was made.", always);
export const updatedAt = instant("When it was last changed.", always);
export const custom = object("Whatever the client wants to keep with it.", { nullable: false, example: {} });
export const organizationId = id("The organization.", always);

/** What marks an object that can be deleted as one that is. */
export const deletion = {
  deletedAt: instant("When it was deleted.", readOnly),
  _isDeleted: boolean("Whether it was deleted.", { from: "isDeleted", ...always }),
  deletedId: id("Its id, once it was deleted.", readOnly),
};
