import type { ReportRow as Row } from "../domain/stats/report.js";
import { answered } from "./answered.js";
import { builder } from "./builder.js";
import { Category } from "./category.js";
import { ReportRowType } from "./enums.js";
import { costs } from "./field-cost.js";
import { globalId } from "./ids.js";

const ReportPeriod = builder.objectRef<NonNullable<Row["periods"]>[number]>("ReportPeriod").implement({
  description: "A report's amount in one of its periods.",
  fields: (t) => ({
    name: t.exposeString("name", {
      nullable: false,
      description: "`2020-02-29`, `2020-W09`, `2020-02` or `2020`, by the interval.",
    }),
    amount: t.expose("amount", { type: "Decimal", nullable: false, description: "The amount of the period." }),
  }),
});

export const ReportRow = builder.objectRef<Row>("ReportRow").implement({
  description: "A line of a report.",
  fields: (t) => ({
    key: t.exposeString("key", { nullable: false, description: "Names the line in its report, such as `net-profit`." }),
    name: t.exposeString("name", { nullable: false, description: "What people read." }),
    type: t.field({
      type: ReportRowType,
      nullable: false,
      description: "What the line is.",
      resolve: ({ type }) => type,
    }),
    level: t.exposeInt("level", {
      nullable: false,
      description: "How deep it stands: 0 sections and totals, 1 their rows, 2 the rows of these.",
    }),
    parentKey: t.exposeString("parentKey", { description: "The key of the line that it is a part of." }),
    currency: t.expose("currency", {
      type: "Currency",
      nullable: false,
      description: "The organization's currency.",
    }),
    amount: t.expose("amount", { type: "Decimal", nullable: false, description: "The amount." }),
    categoryId: t.id({
      description: "The global id of the category; null for a line that is none's.",
      resolve: ({ categoryId }) => (categoryId === undefined ? null : globalId("Category", categoryId)),
    }),
    category: t.field({
      type: Category,
      description: "The category, deleted or not; null for a line that is none's.",
      resolve: ({ categoryId }, _args, context) =>
        categoryId === undefined ? null : context.loaders.category.load(categoryId),
    }),
    periods: t.field({
      type: [ReportPeriod],
      nullable: { list: true, items: false },
      description: "The amount by period, where `dist` was given; their sum is the amount.",
      extensions: costs({ rows: "page" }),
      resolve: ({ periods }, _args, context) => periods && answered(periods, context),
    }),
  }),
});
