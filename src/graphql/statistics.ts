import type { Context } from "../domain/context.js";
import type { Loaders } from "../domain/loaders.js";
import type { OrganizationView } from "../domain/organization/queries.js";
import { balanceSheet } from "../domain/stats/balance-sheet.js";
import { businessStats } from "../domain/stats/business-stats.js";
import { categoryTotalStats } from "../domain/stats/category-total-stats.js";
import { documentTotalStats } from "../domain/stats/document-total-stats.js";
import { paymentTotalStats } from "../domain/stats/payment-total-stats.js";
import { type Dist, mostBuckets } from "../domain/stats/period.js";
import { profitAndLoss } from "../domain/stats/profit-and-loss.js";
import { totalStats } from "../domain/stats/total-stats.js";
import { answered } from "./answered.js";
import { builder } from "./builder.js";
import { BusinessStats, TotalStats } from "./business-stats.js";
import { DocumentType, StatsInterval } from "./enums.js";
import { costs } from "./field-cost.js";
import { databaseId } from "./ids.js";
import { Organization } from "./organization.js";
import { CategoryTotalStats, DocumentTotalStats, PaymentTotalStats } from "./period-stats.js";
import { ReportRow } from "./report-row.js";

const asked = new WeakMap<Loaders, Map<string, Promise<unknown>>>();

/**
 * The statistic of an organization; null for who may only know that there is one. What is asked twice in one request is
 * computed once.
 */
function statistic<Args extends object, Result>(
  ask: (context: Context, organizationId: string, args: Args) => Promise<Result>,
  organization: OrganizationView,
  args: Args,
  context: Context,
): Promise<Result> | null {
  if (!organization.viewerRole) return null;
  const known = asked.get(context.loaders) ?? new Map<string, Promise<unknown>>();
  asked.set(context.loaders, known);
  const key = JSON.stringify([ask.name, organization.id, args]);
  const result = (known.get(key) as Promise<Result> | undefined) ?? ask(context, organization.id, args);
  known.set(key, result);
  return result;
}

/** A statement over all rows of a range is as much work as so many objects. */
const weight = 50;

const daysOf = { day: 1, week: 7, month: 28, year: 365 } as const satisfies Record<Dist, number>;
const msOfDay = 86_400_000;

/** How many buckets a range has at most; more than there may be are the statistic's to refuse. */
function bucketsOf({ from, to, dist }: Record<string, unknown>): number {
  if (typeof dist !== "string") return 0;
  const days = (Date.parse(String(to)) - Date.parse(String(from))) / msOfDay;
  const buckets = Math.floor(days / daysOf[dist as Dist]) + 2;
  return Math.min(Math.max(buckets, 1) || mostBuckets, mostBuckets);
}

/** Rows that a report has as a rule: so few that a thousand periods of each are not too many. */
const reportRows = 8;

builder.prismaObjectFields(Organization, (t) => {
  const range = {
    from: t.arg({ type: "Date", required: true, description: "The first day, in the organization's time zone." }),
    to: t.arg({ type: "Date", required: true, description: "The last day." }),
  };
  const buckets = {
    ...range,
    dist: t.arg({
      type: StatsInterval,
      required: true,
      description: "What one bucket is. A range has at most 1,000 of them.",
    }),
  };
  const category = t.arg.id({ description: "Only this category, in either form of id." });

  return {
    businessStats: t.field({
      type: BusinessStats,
      description: "The business of a range, or all of it. An unknown account or unit has none: zeros.",
      args: {
        from: t.arg({ type: "Date", description: "The first day: that of the first document where not given." }),
        to: t.arg({ type: "Date", description: "The last day: today where not given." }),
        accountId: t.arg.id({ description: "Only documents that this account made, in either form of id." }),
        unitId: t.arg.id({ description: "Only documents of this business unit, by your own name for it." }),
        text: t.arg.boolean({ description: "Whether to answer the same as a text for a narrow printer, too." }),
      },
      extensions: costs({ weight }),
      resolve: (organization, { accountId, ...args }, context) => {
        const maker = accountId == null ? {} : { accountId: databaseId(accountId, "Account", "accountId") };
        return statistic(businessStats, organization, { ...args, ...maker }, context);
      },
    }),
    totalStats: t.field({
      type: TotalStats,
      description: "What is owed and what came in, as of the end of a day.",
      args: { date: t.arg({ type: "Date", description: "The day: today where not given." }) },
      extensions: costs({ weight }),
      resolve: (organization, args, context) => statistic(totalStats, organization, args, context),
    }),
    paymentTotalStats: t.field({
      type: PaymentTotalStats,
      description:
        "What was received, by payment date: payments without a document, and those of outgoing documents that are neither draft, cancelled nor deleted.",
      args: buckets,
      extensions: costs({ weight, page: bucketsOf }),
      resolve: (organization, args, context) => statistic(paymentTotalStats, organization, args, context),
    }),
    categoryTotalStats: t.field({
      type: CategoryTotalStats,
      description:
        "What is under categories, by document date, of documents that are neither draft, cancelled nor deleted. NOT_FOUND for a category that the organization does not have.",
      args: { ...buckets, categoryId: category },
      extensions: costs({ weight, page: bucketsOf }),
      resolve: (organization, { categoryId, ...args }, context) => {
        const only = categoryId == null ? {} : { categoryId: databaseId(categoryId, "Category", "categoryId") };
        return statistic(categoryTotalStats, organization, { ...args, ...only }, context);
      },
    }),
    documentTotalStats: t.field({
      type: DocumentTotalStats,
      description:
        "What documents of a type and direction come to, by their date, of those that are neither draft, cancelled nor deleted. Credit notes are negative.",
      args: {
        type: t.arg({ type: DocumentType, required: true, description: "The type of document." }),
        ...buckets,
        gross: t.arg.boolean({ defaultValue: false, description: "Whether with tax." }),
        incoming: t.arg.boolean({ defaultValue: false, description: "Whether those that the organization received." }),
      },
      extensions: costs({ weight, page: bucketsOf }),
      resolve: (organization, args, context) => statistic(documentTotalStats, organization, args, context),
    }),
    profitAndLoss: t.field({
      type: [ReportRow],
      nullable: { list: true, items: false },
      description:
        "Income and expenses by category, net, by document date: invoices and credit notes that are neither draft, cancelled nor deleted.",
      args: {
        ...range,
        dist: t.arg({ type: StatsInterval, description: "Splits every line into periods, at most 1,000." }),
      },
      extensions: costs({ weight, rows: reportRows, page: bucketsOf }),
      resolve: async (organization, args, context) => {
        const rows = await statistic(profitAndLoss, organization, args, context);
        return rows && answered(rows, context);
      },
    }),
    balanceSheet: t.field({
      type: [ReportRow],
      nullable: { list: true, items: false },
      description: "What the organization has and owes at the end of a day, opening at another.",
      args: {
        from: t.arg({ type: "Date", required: true, description: "Where the result of the period begins." }),
        to: t.arg({ type: "Date", required: true, description: "The day as of which the sheet is." }),
      },
      extensions: costs({ weight, rows: reportRows }),
      resolve: async (organization, args, context) => {
        const rows = await statistic(balanceSheet, organization, args, context);
        return rows && answered(rows, context);
      },
    }),
  };
});
