import { Temporal } from "temporal-polyfill";

const fallback = "UTC";

const known = new Map<string, string>();
const mostRemembered = 2_000;

/**
 * The zone in which an organization's days begin and end: its `timezone`, where that names one; UTC for any other text,
 * since `timezone` is free text. The names are those of Intl; SQL is given instants and never the name of a zone, so that
 * what the database knows of zones does not matter.
 */
export function zoneOf(timezone: string | null): string {
  if (timezone === null) return fallback;
  let zone = known.get(timezone);
  if (zone === undefined) {
    zone = isZone(timezone) ? timezone : fallback;
    // Free text must not fill the memory.
    if (known.size >= mostRemembered) known.clear();
    known.set(timezone, zone);
  }
  return zone;
}

/** Offsets such as "+02:00", which newer versions of Intl take too, are no names: they would count differently after an upgrade. */
function isZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // Some Intls know abbreviations such as PST, which mean different zones to different people; Temporal refuses them.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The calendar date, such as `2020-02-29`, that it is in the zone at the instant. Years outside 1 to 9999 have another form. */
export const dayAt = (instant: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The first instant of a calendar date in the zone: not always midnight, where clocks are changed at night. */
export const startOfDay = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
