import { balanceSheet } from "../../domain/stats/balance-sheet.js";
import { profitAndLoss } from "../../domain/stats/profit-and-loss.js";
import type { ReportRow } from "../../domain/stats/report.js";
import type { Answer } from "../route.js";
import { route } from "../route.js";
import { dayArgument, reportOptionsArgument } from "../stat-arguments.js";
import { balanceSheetSchema, profitAndLossSchema } from "../stat-schemas.js";
import { reportShape } from "../stat-shapes.js";

const tag = "Reports";
const required = { required: true } as const;

const report = (rows: readonly ReportRow[]): Answer => ({ body: reportShape(rows), total: rows.length });

export const reportRoutes = [
  route({
    method: "GET",
    path: "/Organizations/:id/reports/profit-and-loss",
    operationId: "getProfitAndLossOfOrganization",
    tag,
    summary: "Income and expenses by category",
    description:
      "Invoices and credit notes that count, of both directions, net, by their date, in the organization's currency.",
    args: {
      from: dayArgument("First day, in the organization's time zone.", required),
      to: dayArgument("Last day, in the organization's time zone.", { ...required, example: "2020-12-31" }),
      options: reportOptionsArgument(
        "As JSON or as `options[…]` brackets: with `dist` (`day`, `week`, `month` or `year`) every row has its `periods`, too.",
      ),
    },
    answers: { kind: "schema", schema: profitAndLossSchema, description: "The rows of the report." },
    run: async ({ context, params: { id = "" }, args: { options, ...range } }) =>
      report(await profitAndLoss(context, id, { ...range, ...options })),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/reports/balance-sheet",
    operationId: "getBalanceSheetOfOrganization",
    tag,
    summary: "What an organization has and owes",
    description: "At the end of `to`, with the result since `from`; in the organization's currency.",
    args: {
      from: dayArgument("First day of the result.", required),
      to: dayArgument("The day of the sheet.", { ...required, example: "2020-12-31" }),
    },
    answers: { kind: "schema", schema: balanceSheetSchema, description: "The rows of the report." },
    run: async ({ context, params: { id = "" }, args }) => report(await balanceSheet(context, id, args)),
  }),
];
