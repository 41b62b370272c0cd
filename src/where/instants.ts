import { badArgument, quoted } from "./argument-error.js";

const iso =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?$/i;
const dayFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
/** As JavaScript and HTTP write it: `Fri, 13 Mar 2020 10:00:00 GMT`, `Fri Mar 13 2020 11:00:00 GMT+0100 (CET)`. */
const spokenOut = /^[A-Z][a-z]{2},? .{6,11} \d\d:\d\d:\d\d GMT([+-]\d{4})?( \([^)]*\))?$/;
const milliseconds = /^-?\d{5,16}$/;

const earliest = Date.parse("0001-01-01T00:00:00.000Z");
const latest = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * An instant: ISO 8601, a day as D/M/YYYY, what JavaScript's Date writes, or milliseconds since 1970. A day without a time
 * is its first moment, a time without a zone in UTC.
 * Errors: INVALID_ARGUMENT naming the place, also for days that do not exist and years outside 1 to 9999.
 */
export function readInstant(raw: unknown, place: string): Date {
  const time = typeof raw === "number" ? raw : typeof raw === "string" ? timeOf(raw.trim()) : NaN;
  if (!(time >= earliest && time <= latest)) throw badArgument(`${quoted(place)} is no date.`);
  return new Date(time);
}

function timeOf(text: string): number {
  if (milliseconds.test(text)) return Number(text);
  const first = dayFirst.exec(text);
  if (first) return midnight(Number(first[3]), Number(first[2]), Number(first[1]));
  const parts = iso.exec(text);
  if (!parts) return spokenOut.test(text) ? Date.parse(text) : NaN;
  const [, year, month = "1", day = "1", hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = parts;
  const start = midnight(Number(year), Number(month), Number(day));
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NaN;
  const clock = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return start + clock * 1_000 + Number(fraction.padEnd(3, "0").slice(0, 3)) - minutesEast(zone) * 60_000;
}

/** NaN for a day that is in no calendar. */
function midnight(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : NaN;
}

function minutesEast(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", "") || "0")];
  if (hours > 23 || minutes > 59) return NaN;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
