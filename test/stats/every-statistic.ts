import type { Context } from "../../src/domain/context.js";
import { balanceSheet } from "../../src/domain/stats/balance-sheet.js";
import { businessStats } from "../../src/domain/stats/business-stats.js";
import { categoryTotalStats } from "../../src/domain/stats/category-total-stats.js";
import { documentTotalStats } from "../../src/domain/stats/document-total-stats.js";
import { paymentTotalStats } from "../../src/domain/stats/payment-total-stats.js";
import { profitAndLoss } from "../../src/domain/stats/profit-and-loss.js";
import { totalStats } from "../../src/domain/stats/total-stats.js";

export type Args = Record<string, string | null>;

export interface Statistic {
  name: string;
  ask: (context: Context, organizationId: string, args: Args) => Promise<unknown>;
  /** Arguments with which it answers. */
  good: Args;
  /** What it cannot do without, in the order in which the original documentation has it. */
  needs: string[];
}

const range = { from: "2020-01-01", to: "2020-12-31" };
const dates = ["from", "to"];

/** All seven, for what holds for each of them. */
export const everyStatistic: Statistic[] = [
  {
    name: "documentTotalStats",
    ask: documentTotalStats,
    good: { ...range, type: "invoice", dist: "month" },
    needs: ["type", ...dates, "dist"],
  },
  { name: "paymentTotalStats", ask: paymentTotalStats, good: { ...range, dist: "month" }, needs: [...dates, "dist"] },
  { name: "categoryTotalStats", ask: categoryTotalStats, good: { ...range, dist: "month" }, needs: [...dates, "dist"] },
  { name: "totalStats", ask: totalStats, good: { date: "2020-12-31" }, needs: [] },
  {
    name: "businessStats",
    ask: async (context, id, args) => businessStats(context, id, args),
    good: range,
    needs: [],
  },
  { name: "profitAndLoss", ask: profitAndLoss, good: range, needs: dates },
  { name: "balanceSheet", ask: balanceSheet, good: range, needs: dates },
];
