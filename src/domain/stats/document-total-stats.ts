import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import type { DocumentType } from "../ledger/views.js";
import { readsOrganization } from "../policy.js";
import { counts, readDocumentType, signed } from "./counted.js";
import { bucketOfDay, documentsDated } from "./dated-rows.js";
import { type CountedOrganization, countedOrganization, required } from "./organization.js";
import { type AmountRow, byText, inBuckets, overall, type PeriodStats } from "./period-stats.js";
import { type Period, periodIn, readDay, readDist } from "./period.js";

export interface DocumentTotalStatsArgs {
  type?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  dist?: string | null | undefined;
  gross?: boolean | null | undefined;
  incoming?: boolean | null | undefined;
}

/**
 * The totals of documents of a type and direction that count, by their date, net or gross, in their own currencies: one
 * series for each currency of the range, by its code.
 * Errors: INVALID_ARGUMENT, UNAUTHENTICATED, NOT_FOUND, VALIDATION_FAILED where type, from, to or dist is missing.
 */
export async function documentTotalStats(
  context: Context,
  organizationId: string,
  args: DocumentTotalStatsArgs,
): Promise<PeriodStats> {
  const given = {
    type: readDocumentType(args.type),
    from: readDay(args.from, "from"),
    to: readDay(args.to, "to"),
    dist: readDist(args.dist),
  };
  const organization = await countedOrganization(context, organizationId);
  const { type, ...dates } = required(given);
  const period = periodIn(organization.zone, dates);
  const { gross, incoming } = args;
  const rows = await context.database.read<AmountRow>(
    statement(organization, period, { type, gross: gross ?? false, incoming: incoming ?? false }),
  );
  const totals = overall(rows).sort((a, b) => byText(a.key, b.key));
  return {
    stats: inBuckets(
      period.buckets,
      totals.map(({ key }) => ({ key, name: key })),
      rows,
      ({ name }, value) => ({ name, value }),
    ),
    total: totals.map(({ key, amount }) => ({ currency: key, total: amount })),
  };
}

const statement = (
  { id, viewer }: CountedOrganization,
  period: Period,
  which: { type: DocumentType; gross: boolean; incoming: boolean },
): Sql => sql`
  /* documentTotalStats: documents that count, of one organization that the viewer may read */
  WITH amounts AS (
    SELECT ${bucketOfDay(sql`d."date"`, period.buckets)} AS "bucket", d."currencyId" AS "key",
      ${signed(sql`d`, which.gross ? sql`d."totalWithTax"` : sql`d."total"`)} AS "amount"
    FROM ${documentsDated(id, period)}
    WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${counts(sql`d`)} AND d."type" = ${which.type} AND d."incoming" = ${which.incoming})
  SELECT "bucket", "key", SUM("amount") AS "amount" FROM amounts GROUP BY GROUPING SETS (("bucket", "key"), ("key"))`;
