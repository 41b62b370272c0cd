/** Dates of spreadsheets are counted in days; what is behind the point is the time of the day, of no time zone. */

const dayMs = 86_400_000;
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
/** 1 March 1900: before it the count has a day too much, the 29 February 1900 that never was. */
const firstSure = 61;
/** 31 December 9999. */
const last = 2_958_465;

/** The day's number; undefined for days that a spreadsheet cannot name surely. */
export function serialOf(day: string): number | undefined {
  const serial = (Date.parse(`${day}T00:00:00.000Z`) - epoch1900) / dayMs;
  return Number.isInteger(serial) && serial >= firstSure && serial <= last ? serial : undefined;
}

/** `2020-02-29` or `2020-02-29T07:59:37.938`; undefined where the number is no date. */
export function dateOf(serial: number, from1904: boolean): string | undefined {
  if (!(serial >= 1 || (from1904 && serial >= 0)) || serial > last) return undefined;
  const correction = !from1904 && serial < firstSure - 1 ? dayMs : 0;
  const moment = new Date(Math.round((from1904 ? epoch1904 : epoch1900) + correction + serial * dayMs));
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9_999) return undefined;
  const text = moment.toISOString().slice(0, -1);
  return text.endsWith("T00:00:00.000") ? text.slice(0, "2020-02-29".length) : text.replace(/\.000$/, "");
}

const ofDates = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** As spreadsheets themselves have it. */
const longestCode = 255;

/** Whether numbers in this format are shown as dates. `code` is that of a format that the file itself brings. */
export function showsDates(id: number, code: string | undefined): boolean {
  if (code === undefined) return ofDates(id);
  if (code.length > longestCode) return false;
  const plain = code.replace(/"[^"]*"|\\.|_.|\*./g, "").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[ymdhs]/i.test(plain) && !/^general$/i.test(plain);
}
