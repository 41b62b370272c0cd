import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { readsOrganization } from "../policy.js";
import { counts, isReceived, signed } from "./counted.js";
import { documentOfPayment, documentsDated, endOf, paymentsMade } from "./dated-rows.js";
import { type CountedOrganization, countedOrganization, today } from "./organization.js";
import { byText } from "./period-stats.js";
import { dayIn, monthOf, readDay } from "./period.js";

export interface TotalStatsArgs {
  date?: string | null | undefined;
}

export interface CurrencyValue {
  currency: string;
  /** With two decimals, such as "12.50". */
  value: string;
}

const measures = ["totalDue", "totalOverdue", "totalDueThisMonth", "totalPaymentsThisMonth"] as const;

/** Each by currency code, with the currencies of what is in it. */
export type TotalStats = Record<(typeof measures)[number], CurrencyValue[]>;

type Row = CurrencyValue & { measure: keyof TotalStats };

/**
 * What is owed and what came in, as it was at the end of a day: outgoing invoices that count dated, and payments made, up to
 * it. Without a date it is today, by the database's clock in the organization's zone.
 * Errors: INVALID_ARGUMENT, UNAUTHENTICATED, NOT_FOUND.
 */
export async function totalStats(context: Context, organizationId: string, args: TotalStatsArgs): Promise<TotalStats> {
  const given = readDay(args.date, "date");
  const organization = await countedOrganization(context, organizationId);
  const day = given ? dayIn(organization.zone, given, "date") : await today(context, organization);
  const rows = await context.database.read<Row>(statement(organization, day));
  const listOf = (measure: keyof TotalStats): CurrencyValue[] =>
    rows
      .filter((row) => row.measure === measure)
      .map(({ currency, value }) => ({ currency, value }))
      .sort((a, b) => byText(a.currency, b.currency));
  return Object.fromEntries(measures.map((measure) => [measure, listOf(measure)])) as unknown as TotalStats;
}

function statement({ id, viewer, zone, currency }: CountedOrganization, day: string): Sql {
  const month = monthOf(day);
  return sql`
  /* totalStats: what is owed to one organization that the viewer may read, as of the end of a day */
  WITH invoice AS (
    SELECT d."currencyId" AS "currency", d."dateDue", d."totalWithTax" - COALESCE(paid."amount", 0) AS "due"
    FROM ${documentsDated(id, { from: null, to: day })}
    LEFT JOIN LATERAL (
      SELECT SUM(p."amount") AS "amount" FROM "Payment" p
      WHERE p."documentId" = d."id" AND NOT p."isDeleted" AND p."date" < ${endOf(day, zone)}::timestamptz OFFSET 0) paid ON TRUE
    WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${counts(sql`d`)} AND d."type" = 'invoice' AND NOT d."incoming")
  SELECT 'totalDue' AS "measure", "currency", SUM("due") AS "value" FROM invoice GROUP BY "currency"
  UNION ALL
  SELECT 'totalOverdue', "currency", SUM("due") FROM invoice WHERE "dateDue" < ${day}::date GROUP BY "currency"
  UNION ALL
  SELECT 'totalDueThisMonth', "currency", SUM("due") FROM invoice
  WHERE "dateDue" BETWEEN ${month.from}::date AND ${month.to}::date GROUP BY "currency"
  UNION ALL
  SELECT 'totalPaymentsThisMonth', COALESCE(d."currencyId", ${currency}), SUM(${signed(sql`d`, sql`p."amount"`)})
  FROM ${paymentsMade(id, { from: month.from, to: day }, zone)} ${documentOfPayment(id)}
  WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${isReceived(sql`p`, sql`d`)}
  GROUP BY 2`;
}
