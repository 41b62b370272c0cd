import { sql } from "../../database/sql.js";
import { type Context, requireCaller } from "../context.js";
import { invalidInput, notFound } from "../errors.js";
import { readableOrganization } from "../organization/queries.js";
import { dayAt, zoneOf } from "../organization/zone.js";

/** Whose numbers are asked for, and by whom. */
export interface CountedOrganization {
  id: string;
  name: string;
  viewer: string;
  /** The zone in which its days begin and end. */
  zone: string;
  currency: string;
}

/**
 * The organization, deactivated or not, for who may read it.
 * Errors: UNAUTHENTICATED, NOT_FOUND for strangers.
 */
export async function countedOrganization(context: Context, id: string): Promise<CountedOrganization> {
  const caller = requireCaller(context);
  const found = await readableOrganization(context, id);
  if (!found?.currencyId) throw notFound("Organization", id);
  return { id, name: found.name, viewer: caller.id, zone: zoneOf(found.timezone), currency: found.currencyId };
}

/**
 * The arguments, once all are there; they are named in the order in which they stand.
 * Errors: VALIDATION_FAILED with a problem "presence" for each that is undefined.
 */
export function required<Args extends Record<string, unknown>>(
  args: Args,
): { [Name in keyof Args]: NonNullable<Args[Name]> } {
  const problems = Object.keys(args)
    .filter((name) => args[name] === undefined)
    .map((name) => ({ path: [name], rule: "presence" as const, message: "can't be blank" }));
  if (problems.length > 0) throw invalidInput("Organization", problems);
  return args as { [Name in keyof Args]: NonNullable<Args[Name]> };
}

/** The calendar date that it is in the organization's zone, by the database's clock. */
export async function today(context: Context, { zone }: CountedOrganization): Promise<string> {
  const [row] = await context.database.read<{ now: Date }>(sql`
    /* today: the moment by which all instances agree */ SELECT statement_timestamp() AS "now"`);
  if (!row) throw new Error("the database has no clock");
  return dayAt(row.now, zone);
}
