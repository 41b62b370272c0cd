import type { Condition } from "../domain/list/condition.js";
import type { Order } from "../domain/list/order.js";
import type { Relation, Resource } from "../resources/resource.js";

/** Which properties of a row are shown. */
export type Fields = { only: ReadonlySet<string> } | { except: ReadonlySet<string> };

/** A filter as the grammar understood it: nothing in it is a client's word any more but values. */
export interface Filter {
  /** Undefined: every row of the list. */
  where: Condition | undefined;
  /** By the domain's property names, without the last word `id`, which the list adds. */
  order: Order[];
  /** 1 to 100. */
  limit: number;
  /** 0 and more. */
  skip: number;
  /** Undefined: all properties. */
  fields: Fields | undefined;
  include: Include[];
  deleted: boolean;
}

export interface Include {
  /** The key under which it is shown. */
  name: string;
  relation: Relation;
  target: Resource;
  /** What its scope says. */
  filter: Filter;
}
