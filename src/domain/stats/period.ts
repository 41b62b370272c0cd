/**
 * The calendar of statistics and reports: what `from`, `to`, `date` and `dist` mean, and which buckets a range has. Pure
 * functions over calendar dates; days are texts such as `2020-02-29`, which compare as they follow each other.
 */
import { Temporal } from "temporal-polyfill";
import { invalid } from "../errors.js";
import { dayAt } from "../organization/zone.js";

export const dists = ["day", "week", "month", "year"] as const;
/** What a bucket is: a day, an ISO week, a month or a year. */
export type Dist = (typeof dists)[number];

/** Both days inclusive. */
export interface DayRange {
  from: string;
  to: string;
}

/** A bucket, cut to the range it is of. */
export interface Bucket extends DayRange {
  /** `2020-02-29`, `2020-W09`, `2020-02` or `2020`. */
  name: string;
}

/** A range with its buckets. */
export interface Period extends DayRange {
  buckets: Bucket[];
}

/** A date as it was given: a calendar date, or an instant, which is a date only in a zone. */
export type GivenDay = { day: string } | { instant: Date };

export const mostBuckets = 1_000;

const plain = /^(\d{4})-(\d\d)-(\d\d)$/;
const dayFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const dateTime =
  /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)?$/i;

/**
 * Reads a date: `YYYY-MM-DD`, an ISO date-time, or `D/M/YYYY`, day first. A date-time without an offset is by the
 * organization's own clock. Missing, null and "" are undefined.
 * Errors: INVALID_ARGUMENT naming the argument, also for days that do not exist and years outside 1 to 9999.
 */
export function readDay(raw: string | null | undefined, argument: string): GivenDay | undefined {
  if (raw === undefined || raw === null || raw === "") return undefined;
  const text = raw.trim();
  const parts = plain.exec(text) ?? reversed(dayFirst.exec(text)) ?? dateTime.exec(text);
  const day = parts && existing(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  if (!parts || !day) throw invalid(`${argument} is no date.`);
  const withOffset = parts[4] !== undefined && /(?:Z|[+-][\d:]+)$/i.test(text.slice(plainLength));
  return withOffset ? { instant: instantOf(day, parts) } : { day };
}

const plainLength = "2020-02-29".length;

const reversed = (parts: RegExpExecArray | null) => parts && [parts[0], parts[3], parts[2], parts[1]];

/** The date, or undefined for one that is in no calendar. */
function existing(year: number, month: number, day: number): string | undefined {
  if (year < 1) return undefined;
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

function instantOf(day: string, parts: readonly (string | undefined)[]): Date {
  const [, , , , hour, minute, second = "00", fraction = "", sign = "+", hours = "00", minutes = "00"] = parts;
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const east = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return new Date(Date.parse(`${day}T${hour}:${minute}:${second}.${milliseconds}Z`) - east * 60_000);
}

/**
 * The calendar date that was given, in the organization's zone.
 * Errors: INVALID_ARGUMENT for an instant that falls outside the years 1 to 9999 there.
 */
export function dayIn(zone: string, given: GivenDay, argument: string): string {
  if ("day" in given) return given.day;
  const day = dayAt(given.instant, zone);
  if (!plain.test(day) || day.startsWith("0000")) throw invalid(`${argument} is no date.`);
  return day;
}

/** Reads `dist`. Missing, null and "" are undefined. Errors: INVALID_ARGUMENT naming the argument. */
export function readDist(raw: string | null | undefined, argument = "dist"): Dist | undefined {
  if (raw === undefined || raw === null || raw === "") return undefined;
  const dist = dists.find((name) => name === raw);
  if (dist === undefined) throw invalid(`${argument} is not one of ${dists.join(", ")}.`);
  return dist;
}

/**
 * The range between two dates in the organization's zone.
 * Errors: INVALID_ARGUMENT naming from, where it is after to.
 */
export function rangeIn(zone: string, given: { from: GivenDay; to: GivenDay }): DayRange {
  const range = { from: dayIn(zone, given.from, "from"), to: dayIn(zone, given.to, "to") };
  refuseReversed(range);
  return range;
}

/**
 * The range between two dates in the organization's zone, with its buckets.
 * Errors: INVALID_ARGUMENT naming from, where it is after to or where there would be more than 1,000 buckets.
 */
export function periodIn(zone: string, given: { from: GivenDay; to: GivenDay; dist: Dist }): Period {
  const range = rangeIn(zone, given);
  return { ...range, buckets: bucketsOf(range, given.dist) };
}

/** Refuses a range that ends before it begins. Errors: INVALID_ARGUMENT naming from. */
export function refuseReversed(range: DayRange): void {
  if (range.from > range.to) throw invalid("from is after to.");
}

/**
 * Every bucket of the range, in its order; the first and the last are cut to the range.
 * Errors: INVALID_ARGUMENT naming from, where it is after to or where there would be more than 1,000 buckets.
 */
export function bucketsOf(range: DayRange, dist: Dist): Bucket[] {
  refuseReversed(range);
  const last = Temporal.PlainDate.from(range.to);
  const buckets: Bucket[] = [];
  for (let day = Temporal.PlainDate.from(range.from); ;) {
    if (buckets.length === mostBuckets) {
      throw invalid(`from and to are more than ${mostBuckets} buckets of the dist "${dist}" apart.`);
    }
    const end = lastDayOf(day, dist);
    const ends = Temporal.PlainDate.compare(end, last) >= 0;
    buckets.push({ name: nameOf(day, dist), from: day.toString(), to: (ends ? last : end).toString() });
    if (ends) return buckets;
    day = end.add({ days: 1 });
  }
}

/** The last day of the bucket that the day is in. */
function lastDayOf(day: Temporal.PlainDate, dist: Dist): Temporal.PlainDate {
  switch (dist) {
    case "day":
      return day;
    case "week":
      return day.add({ days: day.daysInWeek - day.dayOfWeek });
    case "month":
      return day.with({ day: day.daysInMonth });
    case "year":
      return day.with({ month: 12, day: 31 });
  }
}

/** The bucket's name. A week belongs to the year that its Thursday is in. */
function nameOf(day: Temporal.PlainDate, dist: Dist): string {
  if (dist === "week") return `${padded(day.yearOfWeek, 4)}-W${padded(day.weekOfYear, 2)}`;
  const lengths = { day: 10, month: 7, year: 4 } as const;
  return day.toString().slice(0, lengths[dist]);
}

const padded = (value: number | undefined, digits: number): string => String(value).padStart(digits, "0");

/** The first and last day of the month that the day is in. */
export function monthOf(day: string): DayRange {
  const date = Temporal.PlainDate.from(day);
  return { from: date.with({ day: 1 }).toString(), to: lastDayOf(date, "month").toString() };
}

export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();
