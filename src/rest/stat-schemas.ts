import { documentTypes, paymentTypes } from "../domain/ledger/views.js";
import type { JsonSchema } from "./argument.js";

/** What statistics and reports answer, as JSON Schema. */

const record = (properties: Record<string, JsonSchema>, optional: readonly string[] = []): JsonSchema => ({
  type: "object",
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
  additionalProperties: false,
});

const listOf = (description: string, properties: Record<string, JsonSchema>): JsonSchema => ({
  type: "array",
  description,
  items: record(properties),
});

const text = (description: string, example: string): JsonSchema => ({ type: "string", description, example });
const amount = (description: string, example = 100): JsonSchema => ({ type: "number", description, example });
const count: JsonSchema = { type: "integer", minimum: 0, description: "How many.", example: 1 };
const day = (description: string, example: string): JsonSchema => ({
  type: "string",
  format: "date",
  description,
  example,
});
const currency = text("ISO 4217 code.", "EUR");
const bucket = text("A day, an ISO week, a month or a year: `2020-02-29`, `2020-W09`, `2020-02`, `2020`.", "2020-02");

const stats = (ofSeries: string): JsonSchema =>
  listOf("Every part of the range, in its order.", {
    name: bucket,
    series: listOf("The same names in the same order in every part; 0 where there is nothing.", {
      name: text(ofSeries, "EUR"),
      value: amount("The amount."),
    }),
  });
const total = listOf("The sums of the whole range.", { currency, total: amount("The sum.") });

export const documentStatsSchema = record({ stats: stats("The currency."), total });

export const categoryStatsSchema = record({
  stats: stats("The category's name; with its alias in brackets where several have that name."),
  total,
});

export const paymentStatsSchema = record({
  stats: stats("The type of payment; with the currency where the range has several."),
  total,
  customColors: listOf("The color of each series, always the same for a type.", {
    name: text("The name of the series.", "bank"),
    value: { type: "string", pattern: "^#[0-9a-f]{6}$", description: "The color.", example: "#1f77b4" },
  }),
});

const byCurrency = (description: string): JsonSchema => listOf(description, { currency, value: amount("The amount.") });

export const totalStatsSchema = record({
  totalDue: byCurrency("What is owed to the organization at the end of the day."),
  totalOverdue: byCurrency("What of that was due before the day."),
  totalDueThisMonth: byCurrency("What of that is due in the month of the day."),
  totalPaymentsThisMonth: byCurrency("What was paid in the month, up to the day."),
});

const totals = {
  count,
  total: amount("Net."),
  totalTax: amount("The tax.", 22),
  totalWithTax: amount("Gross.", 122),
};

export const businessStatsSchema = record(
  {
    from: {
      type: ["string", "null"],
      format: "date",
      description: "First day; null: from the first document on.",
      example: "2020-01-01",
    },
    to: day("Last day.", "2020-12-31"),
    currency: text("ISO 4217 code of the organization's currency, which all amounts but payments are in.", "EUR"),
    documents: { ...record(totals), description: "All sales documents; credit notes count negative." },
    byType: listOf("The same by type.", {
      type: { type: "string", enum: documentTypes, description: "The type." },
      ...totals,
    }),
    taxes: listOf("Taxes by their rate.", {
      rate: amount("Percent.", 22),
      base: amount("What the tax was taken of."),
      totalTax: amount("The tax.", 22),
    }),
    payments: listOf("Payments by type and currency.", {
      type: { type: "string", enum: paymentTypes, description: "The type." },
      currency: text("ISO 4217 code of the payments' currency.", "EUR"),
      count,
      amount: amount("The sum.", 122),
    }),
    byAccount: listOf("Sales documents by the account that made them.", {
      accountId: {
        type: ["string", "null"],
        description: "The account; null where nobody knows.",
        example: "5e9e92107f186e000eda0901",
      },
      count,
      total: amount("Net."),
      totalWithTax: amount("Gross.", 122),
    }),
    text: text("The same in lines of at most 42 characters; only where it was asked for.", "Orgate Works\n…"),
  },
  ["text"],
);

const row = (example: string, periods: boolean): JsonSchema =>
  record(
    {
      key: text("Names the row in the report.", example),
      name: text("What to call it.", "Income"),
      type: { type: "string", enum: ["section", "row", "total"], description: "What kind of row it is." },
      level: { type: "integer", minimum: 0, description: "How deep it stands.", example: 0 },
      parentKey: { type: ["string", "null"], description: "The row whose amount it is part of.", example: null },
      currency: text("ISO 4217 code of the organization's currency.", "EUR"),
      amount: amount("The amount; a section's is the sum of its rows."),
      ...(periods
        ? {
            categoryId: text("The category, where the row is one's.", "5e9e92107f186e000eda0901"),
            periods: listOf("Its parts by period, where `options.dist` was given.", {
              name: bucket,
              amount: amount("The part."),
            }),
          }
        : {}),
    },
    ["categoryId", "periods"],
  );

export const profitAndLossSchema: JsonSchema = { type: "array", items: row("income", true) };
export const balanceSheetSchema: JsonSchema = { type: "array", items: row("assets", false) };
