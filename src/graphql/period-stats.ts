import type { CategoryPoint } from "../domain/stats/category-total-stats.js";
import type { PaymentTotalStats as PaymentTotals } from "../domain/stats/payment-total-stats.js";
import type { CurrencyTotal, PeriodStats, SeriesPoint } from "../domain/stats/period-stats.js";
import type { Bucket } from "../domain/stats/period.js";
import { answered } from "./answered.js";
import { builder, type OutputFields } from "./builder.js";
import { Category } from "./category.js";
import { costs } from "./field-cost.js";

/** What the statistics over a range answer: buckets with series, and the sums of the range. */

const always = { list: false, items: false } as const;
const usualSeries = costs({ rows: 3 });
const everyBucket = costs({ rows: "page" });

const pointFields = (t: OutputFields<SeriesPoint>) => ({
  name: t.exposeString("name", { nullable: false, description: "Which series; the same ones in every bucket." }),
  value: t.expose("value", { type: "Decimal", nullable: false, description: "The amount in this bucket." }),
});

const bucketFields = (t: OutputFields<Bucket>) => ({
  name: t.exposeString("name", {
    nullable: false,
    description: "`2020-02-29`, `2020-W09`, `2020-02` or `2020`, by the interval.",
  }),
  from: t.expose("from", { type: "Date", nullable: false, description: "Its first day that is in the range." }),
  to: t.expose("to", { type: "Date", nullable: false, description: "Its last day that is in the range." }),
});

const Point = builder.objectRef<SeriesPoint>("StatsPoint").implement({
  description: "The amount of a series in a bucket.",
  fields: pointFields,
});

const PointOfCategory = builder.objectRef<CategoryPoint>("CategoryStatsPoint").implement({
  description: "The amount of a category in a bucket.",
  fields: (t) => ({
    ...pointFields(t as unknown as OutputFields<SeriesPoint>),
    category: t.field({
      type: Category,
      description: "The category, deleted or not.",
      resolve: ({ categoryId }, _args, context) => context.loaders.category.load(categoryId),
    }),
  }),
});

const StatsBucket = builder.objectRef<PeriodStats["stats"][number]>("StatsBucket").implement({
  description: "A day, week, month or year of a statistic.",
  fields: (t) => ({
    ...bucketFields(t as unknown as OutputFields<Bucket>),
    series: t.field({
      type: [Point],
      nullable: always,
      description: "The amount of every series.",
      extensions: usualSeries,
      resolve: ({ series }, _args, context) => answered(series, context),
    }),
  }),
});

const CategoryStatsBucket = builder
  .objectRef<PeriodStats<CategoryPoint>["stats"][number]>("CategoryStatsBucket")
  .implement({
    description: "A day, week, month or year of the statistic of categories.",
    fields: (t) => ({
      ...bucketFields(t as unknown as OutputFields<Bucket>),
      series: t.field({
        type: [PointOfCategory],
        nullable: always,
        description: "The amount of every category.",
        extensions: usualSeries,
        resolve: ({ series }, _args, context) => answered(series, context),
      }),
    }),
  });

const CurrencyTotalType = builder.objectRef<CurrencyTotal>("CurrencyTotal").implement({
  description: "What a range comes to in one currency.",
  fields: (t) => ({
    currency: t.expose("currency", { type: "Currency", nullable: false, description: "The currency." }),
    total: t.expose("total", { type: "Decimal", nullable: false, description: "The sum over all buckets." }),
  }),
});

const bucketsField = (t: OutputFields<Pick<PeriodStats, "stats">>) =>
  t.field({
    type: [StatsBucket],
    nullable: always,
    description: "Every bucket of the range, in its order.",
    extensions: everyBucket,
    resolve: ({ stats }, _args, context) => answered(stats, context),
  });

const totalField = (t: OutputFields<{ total: CurrencyTotal[] }>) =>
  t.field({
    type: [CurrencyTotalType],
    nullable: always,
    description: "What the range comes to, by currency.",
    extensions: usualSeries,
    resolve: ({ total }, _args, context) => answered(total, context),
  });

export const DocumentTotalStats = builder.objectRef<PeriodStats>("DocumentTotalStats").implement({
  description: "What documents come to. Its series are the currencies of the range.",
  fields: (t) => ({
    stats: bucketsField(t),
    total: totalField(t),
  }),
});

const SeriesColor = builder.objectRef<PaymentTotals["customColors"][number]>("StatsColor").implement({
  description: "The color of a series in charts.",
  fields: (t) => ({
    name: t.exposeString("name", { nullable: false, description: "Which series." }),
    value: t.exposeString("value", { nullable: false, description: "Its color, such as `#1f77b4`." }),
  }),
});

export const PaymentTotalStats = builder.objectRef<PaymentTotals>("PaymentTotalStats").implement({
  description:
    "What was received. Its series are the payment types of the range, such as `bank`, or `bank EUR` where it has several currencies.",
  fields: (t) => ({
    stats: bucketsField(t),
    total: totalField(t),
    customColors: t.field({
      type: [SeriesColor],
      nullable: always,
      description: "A color for each series, always the same for a payment type.",
      extensions: usualSeries,
      resolve: ({ customColors }, _args, context) => answered(customColors, context),
    }),
  }),
});

export const CategoryTotalStats = builder.objectRef<PeriodStats<CategoryPoint>>("CategoryTotalStats").implement({
  description:
    "What is under categories, in the organization's currency, incoming documents negative. Its series are the categories of the range.",
  fields: (t) => ({
    stats: t.field({
      type: [CategoryStatsBucket],
      nullable: always,
      description: "Every bucket of the range, in its order.",
      extensions: everyBucket,
      resolve: ({ stats }, _args, context) => answered(stats, context),
    }),
    total: totalField(t),
  }),
});
