import type { BusinessStats } from "../domain/stats/business-stats.js";
import type { PaymentTotalStats } from "../domain/stats/payment-total-stats.js";
import type { PeriodStats } from "../domain/stats/period-stats.js";
import type { ReportRow } from "../domain/stats/report.js";
import type { TotalStats } from "../domain/stats/total-stats.js";

/** Statistics and reports as the wire has them: amounts are JSON numbers, and buckets have their name alone. */

/** Of each row the named amounts as numbers, and everything else as it is. */
const withNumbers = <Row extends object, Name extends keyof Row>(row: Row, ...names: Name[]) =>
  ({ ...row, ...Object.fromEntries(names.map((name) => [name, Number(row[name])])) }) as {
    [Key in keyof Row]: Key extends Name ? number : Row[Key];
  };

export const periodStatsShape = ({ stats, total }: PeriodStats) => ({
  stats: stats.map(({ name, series }) => ({
    name,
    series: series.map((point) => ({ name: point.name, value: Number(point.value) })),
  })),
  total: total.map((row) => withNumbers(row, "total")),
});

export const paymentStatsShape = (stats: PaymentTotalStats) => ({
  ...periodStatsShape(stats),
  customColors: stats.customColors,
});

export const totalStatsShape = (stats: TotalStats) =>
  Object.fromEntries(
    Object.entries(stats).map(([measure, list]) => [measure, list.map((row) => withNumbers(row, "value"))]),
  );

export const businessStatsShape = ({ documents, byType, taxes, payments, byAccount, ...rest }: BusinessStats) => ({
  ...rest,
  documents: withNumbers(documents, "total", "totalTax", "totalWithTax"),
  byType: byType.map((row) => withNumbers(row, "total", "totalTax", "totalWithTax")),
  taxes: taxes.map((row) => withNumbers(row, "rate", "base", "totalTax")),
  payments: payments.map((row) => withNumbers(row, "amount")),
  byAccount: byAccount.map((row) => withNumbers(row, "total", "totalWithTax")),
});

export const reportShape = (rows: readonly ReportRow[]) =>
  rows.map((row) => ({
    ...withNumbers(row, "amount"),
    ...(row.periods ? { periods: row.periods.map((period) => withNumbers(period, "amount")) } : {}),
  }));
