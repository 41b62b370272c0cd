import type { Context } from "../domain/context.js";
import type { List } from "../domain/list/list.js";

/** How a property is read from filters and bodies, and how it is shown. */
export type DeclaredType = "text" | "id" | "boolean" | "number" | "instant" | "date" | "object" | "list";

export interface ResourceProperty {
  type: DeclaredType;
  /** The domain's name of it, where that is another. */
  from?: string;
  /** Whether rows are filtered and ordered by it. Undefined: yes. */
  filterable?: boolean;
  /** Clients cannot set it; what they send of it is ignored. */
  readOnly?: boolean;
  /** Clients set it and never see it, in answers and messages. Not filterable. */
  writeOnly?: boolean;
  /** Clients have to send it when they make one. */
  required?: boolean;
  /** Whether it can be null. Undefined: yes. */
  nullable?: boolean;
  /** Clients set it when they make one, and not when they change it. */
  onlyAtFirst?: boolean;
  /** What was sent as the domain takes it, where that is another. */
  accept?: (value: unknown) => unknown;
  /** Reads it, where it is not on the row: batched over all rows of an answer. */
  load?: (context: Context, id: string) => Promise<unknown>;
  description: string;
  /** What the documentation shows as its value. */
  example?: unknown;
  /** What is inside: the properties of the object, or of each entry of the list, under their own old names. */
  parts?: ResourceProperties;
  /** What is inside, as JSON Schema, for objects and lists without `parts`. */
  schema?: Readonly<Record<string, unknown>>;
  /** The values that it can have. */
  values?: readonly string[];
}

export type ResourceProperties = Readonly<Record<string, ResourceProperty>>;

/** One kind of object as `/v1` shows it: its old names, and what can be included in it. */
export interface Resource {
  /** Its name in paths, messages and the description of the interface. */
  model: string;
  description: string;
  /** In the order in which they are shown. */
  properties: ResourceProperties;
  relations: Readonly<Record<string, Relation>>;
  /** Whether rows are marked as deleted, and `filter.deleted` lists those too. */
  softDelete?: boolean;
}

/** A way from an object to others. Its rows are those that the viewer would get by asking for them directly. */
export interface Relation {
  /** A function, since resources name each other. */
  target: () => Resource;
  kind: "one" | "many";
  /** The property of this object that holds the parent's id: its own id, or a foreign key. */
  key: string;
  /** The list whose parent has that id. `deleted`: with rows that are marked as deleted. */
  list: (deleted: boolean) => List;
}
