import { businessStats } from "../../domain/stats/business-stats.js";
import { categoryTotalStats } from "../../domain/stats/category-total-stats.js";
import { documentTotalStats } from "../../domain/stats/document-total-stats.js";
import { paymentTotalStats } from "../../domain/stats/payment-total-stats.js";
import { totalStats } from "../../domain/stats/total-stats.js";
import { booleanArgument, idArgument } from "../argument.js";
import { route } from "../route.js";
import { dayArgument, distArgument, documentTypeArgument, keyArgument, keyIdArgument } from "../stat-arguments.js";
import {
  businessStatsSchema,
  categoryStatsSchema,
  documentStatsSchema,
  paymentStatsSchema,
  totalStatsSchema,
} from "../stat-schemas.js";
import { businessStatsShape, paymentStatsShape, periodStatsShape, totalStatsShape } from "../stat-shapes.js";

const tag = "Statistics";
const answers = (schema: object) => ({ kind: "schema", schema: { ...schema }, description: "The statistic." }) as const;
const required = { required: true } as const;

/** The range of a statistic, in the order of the original pages. */
const range = {
  from: dayArgument("First day, in the organization's time zone.", required),
  to: dayArgument("Last day, in the organization's time zone.", { ...required, example: "2020-12-31" }),
  dist: distArgument(required),
};

export const statisticRoutes = [
  route({
    method: "GET",
    path: "/Organizations/:id/business-stats",
    tag,
    summary: "The business of an organization",
    description:
      "Invoices, advances and credit notes that were made and count, by their date; and the payments on them, by theirs.",
    args: {
      from: dayArgument("First day; from the first document on where it is not given.", {}),
      to: dayArgument("Last day; today where it is not given.", { example: "2020-12-31" }),
      accountId: keyIdArgument("Only documents that this account made."),
      unitId: keyArgument("Only documents of this unit."),
      text: booleanArgument("Whether a report in narrow lines of text is wanted, too."),
    },
    answers: answers(businessStatsSchema),
    run: async ({ context, params: { id = "" }, args }) => ({
      body: businessStatsShape(await businessStats(context, id, args)),
    }),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/total-stats",
    tag,
    summary: "What is owed to an organization",
    description: "By invoices that were made and count, with what was paid up to the end of the day.",
    args: { date: dayArgument("The day; today where it is not given.", { example: "2020-12-31" }) },
    answers: answers(totalStatsSchema),
    run: async ({ context, params: { id = "" }, args }) => ({
      body: totalStatsShape(await totalStats(context, id, args)),
    }),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/payment-total-stats",
    tag,
    summary: "Payments by type over time",
    description: "Payments without a document or of documents that were made and count, by the day of payment.",
    args: range,
    answers: answers(paymentStatsSchema),
    run: async ({ context, params: { id = "" }, args }) => ({
      body: paymentStatsShape(await paymentTotalStats(context, id, args)),
    }),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/category-total-stats",
    tag,
    summary: "Amounts by category over time",
    description:
      "Parts of documents that count, by document date, in the organization's currency; incoming ones negative.",
    args: { ...range, categoryId: idArgument("Only this category.") },
    answers: answers(categoryStatsSchema),
    run: async ({ context, params: { id = "" }, args }) => ({
      body: periodStatsShape(await categoryTotalStats(context, id, args)),
    }),
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/document-total-stats",
    tag,
    summary: "Totals of documents over time",
    description: "Documents of a type and direction that count, by their date, in their own currencies.",
    args: {
      type: documentTypeArgument(required),
      ...range,
      gross: booleanArgument("Whether totals with tax are wanted; net ones where it is not given."),
      incoming: booleanArgument(
        "Whether documents that others made are wanted; the organization's own where it is not given.",
      ),
    },
    answers: answers(documentStatsSchema),
    run: async ({ context, params: { id = "" }, args }) => ({
      body: periodStatsShape(await documentTotalStats(context, id, args)),
    }),
  }),
];
