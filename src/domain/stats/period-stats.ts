import { invalid } from "../errors.js";
import { nothing } from "./amount.js";
import type { Bucket } from "./period.js";

/** An amount as text with two decimals, such as "12.50". */
export interface CurrencyTotal {
  currency: string;
  total: string;
}

export interface SeriesPoint {
  name: string;
  /** With two decimals, such as "12.50". */
  value: string;
}

/** What a statistic over a range answers: every bucket with every series, in one order, and the sums of the range. */
export interface PeriodStats<Point extends SeriesPoint = SeriesPoint> {
  stats: (Bucket & { series: Point[] })[];
  total: CurrencyTotal[];
}

/** What the statements of these statistics answer: the amount of a key in a bucket, or in all of them where it is null. */
export interface AmountRow {
  /** From 1. */
  bucket: number | null;
  key: string;
  amount: string;
}

const mostPoints = 200_000;

/**
 * Lays the amounts out: in every bucket one point for each of the series, "0.00" where there is nothing.
 * Errors: INVALID_ARGUMENT where that would be more than 200,000 points.
 */
export function inBuckets<Series extends { key: string; name: string }, Point extends SeriesPoint>(
  buckets: readonly Bucket[],
  series: readonly Series[],
  rows: readonly AmountRow[],
  point: (series: Series, value: string) => Point,
): PeriodStats<Point>["stats"] {
  refuseTooMany(buckets.length * series.length);
  const found = new Map(rows.map(({ bucket, key, amount }) => [`${bucket ?? ""} ${key}`, amount]));
  return buckets.map((bucket, index) => ({
    ...bucket,
    series: series.map((each) => point(each, found.get(`${index + 1} ${each.key}`) ?? nothing)),
  }));
}

/** Refuses an answer that nobody could read. Errors: INVALID_ARGUMENT naming dist. */
export function refuseTooMany(points: number): void {
  if (points > mostPoints) throw invalid(`dist is too fine: the answer would have more than ${mostPoints} values.`);
}

/** The rows over the whole range, by their key. */
export const overall = (rows: readonly AmountRow[]): AmountRow[] => rows.filter(({ bucket }) => bucket === null);

/** Texts by code point: the order of everything that has no order of its own. */
export const byText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
