import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { readsOrganization } from "../policy.js";
import { nothing } from "./amount.js";
import { isReported, signed } from "./counted.js";
import { bucketOfDay, documentsDated, partsOfDocument } from "./dated-rows.js";
import { type CountedOrganization, countedOrganization, required } from "./organization.js";
import { byText, refuseTooMany } from "./period-stats.js";
import { type Period, periodIn, rangeIn, readDay, readDist } from "./period.js";
import { type Figures, type ReportRow, subtracted } from "./report.js";

export interface ProfitAndLossArgs {
  from?: string | null | undefined;
  to?: string | null | undefined;
  /** Splits every row into periods. */
  dist?: string | null | undefined;
}

/** The amount of a category, or of what has none, or of the whole direction, in a bucket; in all of them where that is null. */
interface Row {
  incoming: boolean;
  /** Of the whole direction. */
  whole: boolean;
  bucket: number | null;
  categoryId: string | null;
  name: string | null;
  amount: string;
}

/** A line of a section: a category, or what has none. */
interface Line {
  categoryId: string | null;
  name: string;
  figures: Figures;
}

/**
 * Income and expenses of the range by category, net, by document date; categories by name and then id, what has none last.
 * A part of a document that is under no category is uncategorized; a category or "uncategorized" without a part has no row.
 * Errors: INVALID_ARGUMENT, UNAUTHENTICATED, NOT_FOUND, VALIDATION_FAILED where from or to is missing.
 */
export async function profitAndLoss(
  context: Context,
  organizationId: string,
  args: ProfitAndLossArgs,
): Promise<ReportRow[]> {
  const given = { from: readDay(args.from, "from"), to: readDay(args.to, "to") };
  const dist = readDist(args.dist);
  const organization = await countedOrganization(context, organizationId);
  const dates = required(given);
  const period: Period = dist
    ? periodIn(organization.zone, { ...dates, dist })
    : { ...rangeIn(organization.zone, dates), buckets: [] };
  const rows = await context.database.read<Row>(statement(organization, period));
  const periods = period.buckets.length;
  const income = linesOf(rows, false, periods);
  const expenses = linesOf(rows, true, periods);
  const earned = wholeOf(rows, false, periods);
  const spent = wholeOf(rows, true, periods);

  const shown = (row: Omit<ReportRow, "currency" | "amount" | "periods">, { amount, parts }: Figures): ReportRow => ({
    ...row,
    currency: organization.currency,
    amount,
    ...(dist ? { periods: period.buckets.map(({ name }, index) => ({ name, amount: parts[index] ?? nothing })) } : {}),
  });
  const section = (key: string, name: string, lines: readonly Line[], figures: Figures): ReportRow[] => [
    shown({ key, name, type: "section", level: 0, parentKey: null }, figures),
    ...lines.map((line) =>
      shown(
        {
          key: `${key}:${line.categoryId ?? "uncategorized"}`,
          name: line.name,
          type: "row",
          level: 1,
          parentKey: key,
          ...(line.categoryId === null ? {} : { categoryId: line.categoryId }),
        },
        line.figures,
      ),
    ),
    shown({ key: `total-${key}`, name: `Total ${key}`, type: "total", level: 0, parentKey: null }, figures),
  ];
  const netProfit = { key: "net-profit", name: "Net profit", type: "total", level: 0, parentKey: null } as const;
  return [
    ...section("income", "Income", income, earned),
    ...section("expenses", "Expenses", expenses, spent),
    shown(netProfit, subtracted(earned, spent)),
  ];
}

/** Every bucket of one line, from its rows. */
function figuresOf(rows: readonly Row[], periods: number): Figures {
  const figures: Figures = { amount: nothing, parts: Array<string>(periods).fill(nothing) };
  for (const { bucket, amount } of rows) {
    if (bucket === null) figures.amount = amount;
    else if (periods > 0) figures.parts[bucket - 1] = amount;
  }
  return figures;
}

const wholeOf = (rows: readonly Row[], incoming: boolean, periods: number): Figures =>
  figuresOf(
    rows.filter((row) => row.whole && row.incoming === incoming),
    periods,
  );

/** The lines of a direction. Errors: INVALID_ARGUMENT where they and their periods are too many. */
function linesOf(rows: readonly Row[], incoming: boolean, periods: number): Line[] {
  const byCategory = new Map<string | null, Row[]>();
  for (const row of rows) {
    if (row.whole || row.incoming !== incoming) continue;
    const own = byCategory.get(row.categoryId);
    if (own) own.push(row);
    else byCategory.set(row.categoryId, [row]);
  }
  refuseTooMany(byCategory.size * periods);
  const lines = [...byCategory].map(([categoryId, own]) => ({
    categoryId,
    name: own[0]?.name ?? "Uncategorized",
    figures: figuresOf(own, periods),
  }));
  return lines.sort(
    (a, b) =>
      Number(a.categoryId === null) - Number(b.categoryId === null) ||
      byText(a.name, b.name) ||
      byText(a.categoryId ?? "", b.categoryId ?? ""),
  );
}

/** What a document has beyond its parts is a part without a category. */
const statement = ({ id, viewer }: CountedOrganization, period: Period): Sql => sql`
  /* profitAndLoss: documents of reports, of one organization that the viewer may read; every cent of them in one category or none */
  WITH document AS (
    SELECT d."id", d."type", d."incoming", ${bucketOfDay(sql`d."date"`, period.buckets)} AS "bucket", d."totalConverted"
    FROM ${documentsDated(id, period)}
    WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${isReported(sql`d`)}),
  part AS (
    SELECT d."type", d."incoming", d."bucket", dc."categoryId", dc."amountConverted" AS "amount"
    FROM document d ${partsOfDocument}),
  rest AS (
    SELECT d."type", d."incoming", d."bucket", NULL AS "categoryId", d."totalConverted" - COALESCE(parts."amount", 0) AS "amount"
    FROM document d LEFT JOIN LATERAL (
      SELECT SUM(dc."amountConverted") AS "amount" FROM (VALUES (1)) one ${partsOfDocument}) parts ON TRUE
    WHERE d."totalConverted" <> COALESCE(parts."amount", 0)),
  sums AS (
    SELECT e."incoming", GROUPING(e."categoryId") = 1 AS "whole", e."categoryId", e."bucket",
      SUM(${signed(sql`e`, sql`e."amount"`)}) AS "amount"
    FROM (SELECT * FROM part UNION ALL SELECT * FROM rest) e
    GROUP BY GROUPING SETS ((e."incoming", e."categoryId", e."bucket"), (e."incoming", e."categoryId"),
      (e."incoming", e."bucket"), (e."incoming")))
  SELECT s.*, c."name" FROM sums s LEFT JOIN "Category" c ON c."id" = s."categoryId" AND c."organizationId" = ${id}`;
