import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { notFound } from "../errors.js";
import { isId } from "../ids.js";
import { readsOrganization } from "../policy.js";
import { sum } from "./amount.js";
import { type NamedCategory, seriesNames } from "./category-names.js";
import { counts, directed } from "./counted.js";
import { bucketOfDay, documentsDated, partsOfDocument } from "./dated-rows.js";
import { type CountedOrganization, countedOrganization, required } from "./organization.js";
import { type AmountRow, byText, inBuckets, overall, type PeriodStats, type SeriesPoint } from "./period-stats.js";
import { type Period, periodIn, readDay, readDist } from "./period.js";

export interface CategoryTotalStatsArgs {
  from?: string | null | undefined;
  to?: string | null | undefined;
  dist?: string | null | undefined;
  categoryId?: string | null | undefined;
}

export interface CategoryPoint extends SeriesPoint {
  categoryId: string;
}

type Row = AmountRow & Omit<NamedCategory, "id">;

/**
 * The parts of documents that count under categories, deleted ones included, by document date, in the organization's
 * currency; those of incoming documents negative. One series for each category with parts in the range, by its name.
 * Errors: INVALID_ARGUMENT, UNAUTHENTICATED, NOT_FOUND of the organization or the category, VALIDATION_FAILED where from,
 * to or dist is missing.
 */
export async function categoryTotalStats(
  context: Context,
  organizationId: string,
  args: CategoryTotalStatsArgs,
): Promise<PeriodStats<CategoryPoint>> {
  const given = { from: readDay(args.from, "from"), to: readDay(args.to, "to"), dist: readDist(args.dist) };
  const organization = await countedOrganization(context, organizationId);
  if (args.categoryId) await requireCategory(context, organizationId, args.categoryId);
  const period = periodIn(organization.zone, required(given));
  const rows = await context.database.read<Row>(statement(organization, period, args.categoryId));
  const totals = overall(rows) as Row[];
  const names = seriesNames(totals.map(({ key, name, alias, isDeleted }) => ({ id: key, name, alias, isDeleted })));
  const series = totals
    .map(({ key }) => ({ key, name: names.get(key) ?? key }))
    .sort((a, b) => byText(a.name, b.name) || byText(a.key, b.key));
  return {
    stats: inBuckets(period.buckets, series, rows, ({ key, name }, value) => ({ name, value, categoryId: key })),
    total: [{ currency: organization.currency, total: sum(totals.map(({ amount }) => amount)) }],
  };
}

/** Deleted ones are found: they keep their amounts. Errors: NOT_FOUND. */
async function requireCategory(context: Context, organizationId: string, categoryId: string): Promise<void> {
  const found = isId(categoryId) ? await context.loaders.category.load(categoryId) : null;
  if (found?.organizationId !== organizationId) throw notFound("Category", categoryId);
}

const statement = ({ id, viewer }: CountedOrganization, period: Period, categoryId?: string | null): Sql => sql`
  /* categoryTotalStats: parts of documents that count, of one organization that the viewer may read */
  WITH amounts AS (
    SELECT ${bucketOfDay(sql`d."date"`, period.buckets)} AS "bucket", dc."categoryId" AS "key", ${directed(sql`d`, sql`dc."amountConverted"`)} AS "amount"
    FROM ${documentsDated(id, period)} ${partsOfDocument}
    WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${counts(sql`d`)}
      ${categoryId ? sql`AND dc."categoryId" = ${categoryId}` : sql``}),
  sums AS (
    SELECT "bucket", "key", SUM("amount") AS "amount" FROM amounts GROUP BY GROUPING SETS (("bucket", "key"), ("key")))
  SELECT s.*, c."name", c."alias", c."isDeleted"
  FROM sums s JOIN "Category" c ON c."id" = s."key" AND c."organizationId" = ${id}`;
