/** Numbers that are counted by themselves: `YYYY-00001`, anew each year. */

const form = /^(\d{4})-(\d{5,9})$/;

/** The year and the count of such a number; undefined for any other text, and for counts beyond what is counted. */
export function readCounted(number: string): { year: number; count: number } | undefined {
  const [, year, count] = form.exec(number) ?? [];
  return year === undefined ? undefined : { year: Number(year), count: Number(count) };
}

export const countedNumber = (year: number, count: number): string =>
  `${String(year).padStart(4, "0")}-${String(count).padStart(5, "0")}`;
