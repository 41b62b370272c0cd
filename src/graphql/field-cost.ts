import type { GraphQLField } from "graphql";

/** What a field is reckoned to answer before it runs. Without one: a single object, and as many as `ids` names. */
export interface FieldCost {
  /** Added for every time the field is asked, whatever it answers: the work of a statement over many rows. */
  weight?: number;
  /** How many entries its list has as a rule; "page": as many as the page that a field above it opens. */
  rows?: number | "page";
  /** The size of the page that the lists below it share. */
  page?: (args: Record<string, unknown>) => number;
}

const key = "cost";

/** The cost as a field's `extensions`, where cost.ts reads it. Lists that can be longer are counted again by `answered`. */
export const costs = (cost: FieldCost): Record<string, unknown> => ({ [key]: cost });

export const costOf = ({ extensions }: GraphQLField<unknown, unknown>): FieldCost =>
  (extensions[key] as FieldCost | undefined) ?? {};
