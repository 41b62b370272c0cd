import { Temporal } from "temporal-polyfill";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { DomainError } from "../errors.js";
import { startOfDay } from "../organization/zone.js";
import { dayIn, type GivenDay, readDay } from "../stats/period.js";

/** An instant as it was given; a date-time without an offset and a date are by the organization's own clock. */
export type GivenMoment = { instant: Date } | { local: Temporal.PlainDateTime } | { day: string };

const localTime = /^\d{4}-\d\d-\d\d[T ]\d\d:[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?$/i;

/** So that no zone moves an instant out of the years that dates are written with. */
const sureYears = (year: number): boolean => year > 1 && year < 9_999;

/** A calendar date in one of the forms that dates of statistics have, or undefined for what is none. */
export function parseDay(value: unknown): GivenDay | undefined {
  if (typeof value !== "string") return undefined;
  const given = refusedAsUndefined(() => readDay(value, "date"));
  return given && (!("instant" in given) || sureYears(given.instant.getUTCFullYear())) ? given : undefined;
}

/** An instant in the same forms, or a Date; undefined for what is none. */
export function parseMoment(value: unknown): GivenMoment | undefined {
  const given = value instanceof Date ? { instant: value } : (parseLocal(value) ?? parseDay(value));
  return given && sureYears(yearOf(given)) ? given : undefined;
}

function parseLocal(value: unknown): GivenMoment | undefined {
  if (typeof value !== "string" || !localTime.test(value.trim())) return undefined;
  const text = value.trim().replace(" ", "T").replace(",", ".");
  try {
    return { local: Temporal.PlainDateTime.from(text) };
  } catch {
    return undefined;
  }
}

function yearOf(given: GivenMoment): number {
  if ("day" in given) return Number(given.day.slice(0, 4));
  return "local" in given ? given.local.year : given.instant.getUTCFullYear();
}

/** The calendar date that was given, as it is in the zone. */
export const dayOf = (given: GivenDay, zone: string): string => dayIn(zone, given, "date");

/** The instant that was given: of a date its first moment in the zone. */
export function momentOf(given: GivenMoment, zone: string): Date {
  if ("day" in given) return startOfDay(given.day, zone);
  return "local" in given ? new Date(given.local.toZonedDateTime(zone).epochMilliseconds) : given.instant;
}

/** The form in which Prisma writes a calendar date, and the text of what it reads. */
export const toDateColumn = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
export const fromDateColumn = (date: Date): string => date.toISOString().slice(0, 10);

/** The database's clock, by which it is today. */
export async function databaseNow(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>(sql`/* databaseNow: the one clock */
    SELECT statement_timestamp() AS "now"`);
  if (!row) throw new Error("the database did not say what time it is");
  return row.now;
}

function refusedAsUndefined<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
