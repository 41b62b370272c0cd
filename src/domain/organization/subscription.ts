import { Temporal } from "temporal-polyfill";
import { sql } from "../../database/sql.js";
import { refuseRole } from "../authorize.js";
import { type Context, requireCaller } from "../context.js";
import { type Role, roleOf } from "../policy.js";

/** Until when an organization is licensed, in whole months counted from the moment of its activation. */
export interface Subscription {
  organizationId: string;
  status: "active" | "inactive";
  activatedAt: Date;
  currentPeriodStart: Date;
  /** The first instant that is no part of the period. */
  currentPeriodEnd: Date;
  licensedUntil: Date;
}

/** What a licence is counted from. */
export interface LicenceDates {
  id: string;
  role: Role | null;
  active: boolean;
  activatedAt: Date;
  deactivatedAt: Date | null;
  now: Date;
}

/** Of organizations that the viewer may read, with the database's clock. */
export async function licenceDatesByIds(context: Context, ids: readonly string[]): Promise<LicenceDates[]> {
  if (!context.caller) return [];
  return context.database.read<LicenceDates>(sql`
    /* licenceDatesByIds: with the viewer's role; NULL for a stranger */
    SELECT o."id", ${roleOf(context.caller.id, sql`o`)} AS "role", o."active", o."deactivatedAt",
      coalesce(o."activatedAt", o."createdAt") AS "activatedAt", statement_timestamp() AS "now"
    FROM "Organization" o WHERE o."id" = ANY(${[...ids]}::text[])`);
}

/** The organization's licence. Errors: UNAUTHENTICATED, NOT_FOUND to strangers, FORBIDDEN to who is no admin. */
export async function readSubscription(context: Context, id: string): Promise<Subscription> {
  requireCaller(context);
  const dates = await context.loaders.licenceDates.load(id);
  refuseRole(dates?.role ?? null, "organization.subscription", { model: "Organization", id });
  if (!dates) throw new Error("a role in an organization that is not there");
  return subscriptionAt(dates);
}

/**
 * A deactivated organization stays in the month that was running then, to its end. Months are counted in UTC, from the day
 * of the activation: what begins on the 31st begins anew on the last day of shorter months.
 */
export function subscriptionAt({
  id,
  active,
  activatedAt,
  deactivatedAt,
  now,
}: Omit<LicenceDates, "role">): Subscription {
  const [currentPeriodStart, currentPeriodEnd] = monthAround(
    activatedAt,
    active ? now : (deactivatedAt ?? activatedAt),
  );
  return {
    organizationId: id,
    status: active ? "active" : "inactive",
    activatedAt,
    currentPeriodStart,
    currentPeriodEnd,
    licensedUntil: currentPeriodEnd,
  };
}

/** The month, counted from `first`, in which the instant lies; the first one for what lies before. */
function monthAround(first: Date, instant: Date): [start: Date, end: Date] {
  const anchor = inUtc(first);
  const at = inUtc(instant);
  const after = (months: number) => anchor.add({ months });
  const isLater = (one: Temporal.ZonedDateTime) => Temporal.ZonedDateTime.compare(one, at) > 0;
  let months = Math.max(0, anchor.until(at, { largestUnit: "month" }).months);
  // Counting months back from the end of a longer month may give one too few.
  while (!isLater(after(months + 1))) months += 1;
  while (months > 0 && isLater(after(months))) months -= 1;
  return [asDate(after(months)), asDate(after(months + 1))];
}

const inUtc = (instant: Date): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO("UTC");

const asDate = (moment: Temporal.ZonedDateTime): Date => new Date(moment.epochMilliseconds);
