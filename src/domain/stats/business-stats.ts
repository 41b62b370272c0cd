import { every, type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { invalid } from "../errors.js";
import { type DocumentType, documentTypes, type PaymentType, paymentTypes } from "../ledger/views.js";
import { readsOrganization } from "../policy.js";
import { less, sum } from "./amount.js";
import { businessReport } from "./business-report.js";
import { isReceived, isSale, signed } from "./counted.js";
import { documentOfPayment, documentsDated, paymentsMade } from "./dated-rows.js";
import { type CountedOrganization, countedOrganization, today } from "./organization.js";
import { dayIn, readDay, refuseReversed } from "./period.js";

export interface BusinessStatsArgs {
  from?: string | null | undefined;
  to?: string | null | undefined;
  accountId?: string | null | undefined;
  unitId?: string | null | undefined;
  text?: boolean | null | undefined;
}

interface Totals {
  count: number;
  total: string;
  totalTax: string;
  totalWithTax: string;
}

/** Amounts are texts with two decimals, in the organization's currency; those of payments in the currency beside them. */
export interface BusinessStats {
  /** Null: from the first document on. */
  from: string | null;
  to: string;
  currency: string;
  documents: Totals;
  byType: ({ type: DocumentType } & Totals)[];
  taxes: { rate: string; base: string; totalTax: string }[];
  payments: { type: PaymentType; currency: string; count: number; amount: string }[];
  byAccount: { accountId: string | null; count: number; total: string; totalWithTax: string }[];
  /** The same for a narrow printer; only where it was asked for. */
  text?: string;
}

/**
 * The business of a range, by default all of it up to today: sales documents by their date, and payments on them by theirs;
 * of an account and a unit where given. Types and payments stand in the order of their lists, taxes by rate, accounts by id.
 * Errors: INVALID_ARGUMENT, UNAUTHENTICATED, NOT_FOUND.
 */
export async function businessStats(
  context: Context,
  organizationId: string,
  args: BusinessStatsArgs,
): Promise<BusinessStats> {
  const given = { from: readDay(args.from, "from"), to: readDay(args.to, "to") };
  const maker = { accountId: readText(args.accountId, "accountId"), unitId: readText(args.unitId, "unitId") };
  const organization = await countedOrganization(context, organizationId);
  const to = given.to ? dayIn(organization.zone, given.to, "to") : await today(context, organization);
  const from = given.from ? dayIn(organization.zone, given.from, "from") : null;
  if (from !== null) refuseReversed({ from, to });
  const rows = await context.database.read<Row>(statement(organization, { from, to, ...maker }));
  const stats = { from, to, currency: organization.currency, ...laidOut(rows) };
  return args.text ? { ...stats, text: businessReport(organization.name, stats) } : stats;
}

/** An id to compare with. Missing, null and "" are undefined. Errors: INVALID_ARGUMENT for what no column can hold. */
function readText(raw: string | null | undefined, argument: string): string | undefined {
  if (!raw) return undefined;
  if (raw.includes("\0") || !raw.isWellFormed()) throw invalid(`${argument} has characters that cannot be stored.`);
  return raw;
}

/** One row of any of the lists: `part` says of which, and `key` what it is about. */
interface Row {
  part: "type" | "tax" | "payment" | "account";
  key: string | null;
  currency: string | null;
  count: number;
  net: string;
  gross: string;
}

function laidOut(rows: readonly Row[]): Omit<BusinessStats, "from" | "to" | "currency"> {
  const of = (part: Row["part"]) => rows.filter((row) => row.part === part);
  const totals = ({ count, net, gross }: Pick<Row, "count" | "net" | "gross">): Totals => ({
    count,
    total: net,
    totalTax: less(gross, net),
    totalWithTax: gross,
  });
  const types = of("type");
  return {
    documents: totals({
      count: types.reduce((count, row) => count + row.count, 0),
      net: sum(types.map(({ net }) => net)),
      gross: sum(types.map(({ gross }) => gross)),
    }),
    byType: types.map((row) => ({ type: row.key as DocumentType, ...totals(row) })),
    taxes: of("tax").map(({ key, net, gross }) => ({ rate: key ?? "", base: net, totalTax: less(gross, net) })),
    payments: of("payment").map(({ key, currency, count, net }) => ({
      type: key as PaymentType,
      currency: currency ?? "",
      count,
      amount: net,
    })),
    byAccount: of("account").map(({ key, count, net, gross }) => ({
      accountId: key,
      count,
      total: net,
      totalWithTax: gross,
    })),
  };
}

interface Asked {
  from: string | null;
  to: string;
  accountId: string | undefined;
  unitId: string | undefined;
}

/** Sales documents of the account and the unit that are asked for. */
const isAskedFor = ({ accountId, unitId }: Asked): Sql =>
  every([
    isSale(sql`d`),
    ...(accountId === undefined ? [] : [sql`d."accountId" = ${accountId}`]),
    ...(unitId === undefined ? [] : [sql`d."unitId" = ${unitId}`]),
  ]);

function statement({ id, viewer, zone, currency }: CountedOrganization, asked: Asked): Sql {
  const { accountId, unitId } = asked;
  const ofNobody = accountId === undefined && unitId === undefined ? sql`p."documentId" IS NULL` : sql`FALSE`;
  const rankIn = (types: readonly string[]): Sql => sql`array_position(${[...types]}::text[], "type")`;
  return sql`
  /* businessStats: sales of one organization that the viewer may read, and payments on them */
  WITH sale AS (
    SELECT d."type", d."accountId", d."taxes", d."rate",
      ${signed(sql`d`, sql`d."totalConverted"`)} AS "net", ${signed(sql`d`, sql`d."totalWithTaxConverted"`)} AS "gross"
    FROM ${documentsDated(id, asked)}
    WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${isAskedFor(asked)}),
  tax AS (
    SELECT t."rate", ${signed(sql`s`, sql`round(t."base" * s."rate", 2)`)} AS "base",
      ${signed(sql`s`, sql`round(t."totalTax" * s."rate", 2)`)} AS "tax"
    FROM sale s CROSS JOIN LATERAL jsonb_to_recordset(s."taxes") AS t("rate" numeric, "base" numeric, "totalTax" numeric)),
  payment AS (
    SELECT p."type", COALESCE(d."currencyId", ${currency}) AS "currency", ${signed(sql`d`, sql`p."amount"`)} AS "amount"
    FROM ${paymentsMade(id, asked, zone)} ${documentOfPayment(id)}
    WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${isReceived(sql`p`, sql`d`)} AND (${ofNobody} OR ${isAskedFor(asked)})),
  found AS (
    SELECT 'type' AS "part", "type" AS "key", NULL AS "currency", count(*) AS "count", SUM("net") AS "net",
      SUM("gross") AS "gross", ${rankIn(documentTypes)}::numeric AS "rank" FROM sale GROUP BY "type"
    UNION ALL
    SELECT 'tax', trim_scale(round("rate", 2))::text, NULL, count(*), SUM("base"), SUM("base" + "tax"), round("rate", 2)
    FROM tax GROUP BY round("rate", 2)
    UNION ALL
    SELECT 'payment', "type", "currency", count(*), SUM("amount"), NULL, ${rankIn(paymentTypes)} FROM payment GROUP BY "type", "currency"
    UNION ALL
    SELECT 'account', "accountId", NULL, count(*), SUM("net"), SUM("gross"), NULL FROM sale GROUP BY "accountId")
  SELECT "part", "key", "currency", "count"::int AS "count", "net", COALESCE("gross", "net") AS "gross" FROM found
  ORDER BY "rank", "key" COLLATE "C", "currency" COLLATE "C"`;
}
