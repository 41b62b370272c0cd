/**
 * The rows of a range, as SQL. All calendar work is done before: SQL only compares with days, or with the instants at which
 * days begin in the organization's zone.
 *
 * The range stands in a subquery of its own, and OFFSET 0 keeps the planner from looking into it: so it reads the index on
 * organization and date whatever share of the table it believes to need, and never all the rows of all organizations. What
 * belongs to a row is looked up by its index for the same reason.
 */
import { type Sql, sql } from "../../database/sql.js";
import { startOfDay } from "../organization/zone.js";
import { type Bucket, dayAfter } from "./period.js";

/** Both days inclusive; null: from ever on. */
interface OpenRange {
  from: string | null;
  to: string;
}

const everBefore = "-infinity";
const everAfter = "infinity";

/** A FROM item: `d`, the organization's documents dated in the range. */
export const documentsDated = (organizationId: string, { from, to }: OpenRange): Sql => sql`
  (SELECT ${from ?? everBefore}::date AS "from", ${to}::date AS "to" OFFSET 0) dated CROSS JOIN LATERAL (
    SELECT r.* FROM "Document" r
    WHERE r."organizationId" = ${organizationId} AND r."date" >= dated."from" AND r."date" <= dated."to" OFFSET 0) d`;

/** A FROM item: `p`, the organization's payments made in the range, by the days of the zone. */
export const paymentsMade = (organizationId: string, { from, to }: OpenRange, zone: string): Sql => sql`
  (SELECT ${from === null ? everBefore : beginOf(from, zone)}::timestamptz AS "from", ${endOf(to, zone)}::timestamptz AS "to"
    OFFSET 0) made CROSS JOIN LATERAL (
    SELECT r.* FROM "Payment" r
    WHERE r."organizationId" = ${organizationId} AND r."date" >= made."from" AND r."date" < made."to" OFFSET 0) p`;

/** Joins `d`, the document of payment `p`, where it has one. */
export const documentOfPayment = (organizationId: string): Sql => sql`
  LEFT JOIN LATERAL (
    SELECT r.* FROM "Document" r WHERE r."id" = p."documentId" AND r."organizationId" = ${organizationId} OFFSET 0) d ON TRUE`;

/**
 * Joins `dc`, the parts of document `d` under categories. The organization is the document's: naming it here would let the
 * planner, before it has counted rows, read all parts of the organization for each document.
 */
export const partsOfDocument: Sql = sql`
  CROSS JOIN LATERAL (
    SELECT r.* FROM "DocumentCategory" r WHERE r."documentId" = d."id" AND NOT r."isDeleted" OFFSET 0) dc`;

/** The number of the bucket that a date is in, from 1. */
export const bucketOfDay = (day: Sql, buckets: readonly Bucket[]): Sql =>
  sql`width_bucket(${day}, ${buckets.map(({ from }) => from)}::date[])`;

/** The number of the bucket that an instant is in, from 1. */
export const bucketOfInstant = (instant: Sql, buckets: readonly Bucket[], zone: string): Sql =>
  sql`width_bucket(${instant}, ${buckets.map(({ from }) => beginOf(from, zone))}::timestamptz[])`;

/** The instant at which the day is over in the zone. */
export const endOf = (day: string, zone: string): string => beginOf(dayAfter(day), zone);

const earliest = Date.parse("0001-01-01T00:00:00.000Z");
const latest = Date.parse("9999-12-31T23:59:59.999Z");

/** What PostgreSQL writes in another way than ISO 8601 is before or after all payments. */
function beginOf(day: string, zone: string): string {
  const instant = startOfDay(day, zone);
  if (instant.getTime() < earliest) return everBefore;
  return instant.getTime() > latest ? everAfter : instant.toISOString();
}
