import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { type PaymentType, paymentTypes } from "../ledger/views.js";
import { readsOrganization } from "../policy.js";
import { sum } from "./amount.js";
import { isReceived, signed } from "./counted.js";
import { bucketOfInstant, documentOfPayment, paymentsMade } from "./dated-rows.js";
import { type CountedOrganization, countedOrganization, required } from "./organization.js";
import { type AmountRow, byText, inBuckets, overall, type PeriodStats } from "./period-stats.js";
import { type Period, periodIn, readDay, readDist } from "./period.js";

export interface PaymentTotalStatsArgs {
  from?: string | null | undefined;
  to?: string | null | undefined;
  dist?: string | null | undefined;
}

export interface PaymentTotalStats extends PeriodStats {
  /** One for each series name, as "#rrggbb". */
  customColors: { name: string; value: string }[];
}

/** The color of each payment type, in every chart. */
export const paymentColors = {
  bank: "#1f77b4",
  online: "#17becf",
  paypal: "#003087",
  cash: "#2ca02c",
  card: "#ff7f0e",
  crypto: "#9467bd",
  coupon: "#e377c2",
  other: "#7f7f7f",
} as const satisfies Record<PaymentType, `#${string}`>;

interface Row extends AmountRow {
  type: PaymentType;
  currency: string;
}

/**
 * The payments received, by payment date: one series for each type of the range, or for each type and currency where it has
 * several currencies, in the order of the types and then of the currency codes.
 * Errors: INVALID_ARGUMENT, UNAUTHENTICATED, NOT_FOUND, VALIDATION_FAILED where from, to or dist is missing.
 */
export async function paymentTotalStats(
  context: Context,
  organizationId: string,
  args: PaymentTotalStatsArgs,
): Promise<PaymentTotalStats> {
  const given = { from: readDay(args.from, "from"), to: readDay(args.to, "to"), dist: readDist(args.dist) };
  const organization = await countedOrganization(context, organizationId);
  const period = periodIn(organization.zone, required(given));
  const rows = (await context.database.read<Omit<Row, "key">>(statement(organization, period))).map((row): Row => ({
    ...row,
    key: `${row.type} ${row.currency}`,
  }));
  const totals = overall(rows) as Row[];
  const currencies = [...new Set(totals.map(({ currency }) => currency))].sort(byText);
  const series = totals
    .map(({ key, type, currency }) => ({ key, type, currency, name: currencies.length > 1 ? key : type }))
    .sort((a, b) => rank(a.type) - rank(b.type) || byText(a.currency, b.currency));
  return {
    stats: inBuckets(period.buckets, series, rows, ({ name }, value) => ({ name, value })),
    total: currencies.map((currency) => ({
      currency,
      total: sum(totals.filter((row) => row.currency === currency).map(({ amount }) => amount)),
    })),
    customColors: series.map(({ name, type }) => ({ name, value: paymentColors[type] })),
  };
}

const rank = (type: PaymentType): number => paymentTypes.indexOf(type);

const statement = ({ id, viewer, zone, currency }: CountedOrganization, period: Period): Sql => sql`
  /* paymentTotalStats: payments received by one organization that the viewer may read */
  WITH amounts AS (
    SELECT ${bucketOfInstant(sql`p."date"`, period.buckets, zone)} AS "bucket", p."type", COALESCE(d."currencyId", ${currency}) AS "currency",
      ${signed(sql`d`, sql`p."amount"`)} AS "amount"
    FROM ${paymentsMade(id, period, zone)} ${documentOfPayment(id)}
    WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${isReceived(sql`p`, sql`d`)})
  SELECT "bucket", "type", "currency", SUM("amount") AS "amount" FROM amounts
  GROUP BY GROUPING SETS (("bucket", "type", "currency"), ("type", "currency"))`;
