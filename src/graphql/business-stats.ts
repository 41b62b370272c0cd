import type { BusinessStats as Business } from "../domain/stats/business-stats.js";
import type { CurrencyValue, TotalStats as Totals } from "../domain/stats/total-stats.js";
import { Account } from "./account.js";
import { answered } from "./answered.js";
import { builder, type OutputFields } from "./builder.js";
import { DocumentTaxType } from "./document-item.js";
import { DocumentType, PaymentType } from "./enums.js";
import { costs } from "./field-cost.js";
import { globalId } from "./ids.js";

/** What the statistics without buckets answer. */

const always = { list: false, items: false } as const;
const few = costs({ rows: 3 });

const totalFields = (t: OutputFields<Business["documents"]>) => ({
  count: t.exposeInt("count", { nullable: false, description: "How many documents." }),
  total: t.expose("total", { type: "Decimal", nullable: false, description: "Net." }),
  totalTax: t.expose("totalTax", { type: "Decimal", nullable: false, description: "Their tax." }),
  totalWithTax: t.expose("totalWithTax", { type: "Decimal", nullable: false, description: "Gross." }),
});

const BusinessTotals = builder.objectRef<Business["documents"]>("BusinessTotals").implement({
  description: "What documents come to.",
  fields: totalFields,
});

const BusinessTypeTotals = builder.objectRef<Business["byType"][number]>("BusinessTypeTotals").implement({
  description: "What documents of one type come to.",
  fields: (t) => ({
    type: t.field({ type: DocumentType, nullable: false, description: "The type.", resolve: ({ type }) => type }),
    ...totalFields(t as unknown as OutputFields<Business["documents"]>),
  }),
});

const BusinessPayments = builder.objectRef<Business["payments"][number]>("BusinessPayments").implement({
  description: "What was paid in one way and currency.",
  fields: (t) => ({
    type: t.field({ type: PaymentType, nullable: false, description: "The way.", resolve: ({ type }) => type }),
    currency: t.expose("currency", { type: "Currency", nullable: false, description: "The currency." }),
    count: t.exposeInt("count", { nullable: false, description: "How many payments." }),
    amount: t.expose("amount", { type: "Decimal", nullable: false, description: "Their sum, in that currency." }),
  }),
});

const BusinessAccountTotals = builder.objectRef<Business["byAccount"][number]>("BusinessAccountTotals").implement({
  description: "What the documents come to that one account made.",
  fields: (t) => ({
    accountId: t.id({
      description: "The global id of the account; null for documents of nobody.",
      resolve: ({ accountId }) => accountId && globalId("Account", accountId),
    }),
    account: t.field({
      type: Account,
      description: "The account; null where it is none of your organizations any more.",
      resolve: ({ accountId }, _args, context) => (accountId === null ? null : context.loaders.account.load(accountId)),
    }),
    count: t.exposeInt("count", { nullable: false, description: "How many documents." }),
    total: t.expose("total", { type: "Decimal", nullable: false, description: "Net." }),
    totalWithTax: t.expose("totalWithTax", { type: "Decimal", nullable: false, description: "Gross." }),
  }),
});

export const BusinessStats = builder.objectRef<Business>("BusinessStats").implement({
  description:
    "The business of a range: sales documents by their date and what was paid on them, in the organization's currency.",
  fields: (t) => ({
    from: t.expose("from", { type: "Date", description: "The first day; null: from the first document on." }),
    to: t.expose("to", { type: "Date", nullable: false, description: "The last day." }),
    currency: t.expose("currency", {
      type: "Currency",
      nullable: false,
      description: "The organization's currency, in which all is counted but payments.",
    }),
    documents: t.field({
      type: BusinessTotals,
      nullable: false,
      description: "All sales documents.",
      resolve: ({ documents }) => documents,
    }),
    byType: t.field({
      type: [BusinessTypeTotals],
      nullable: always,
      description: "The same by type of document.",
      extensions: few,
      resolve: ({ byType }, _args, context) => answered(byType, context),
    }),
    taxes: t.field({
      type: [DocumentTaxType],
      nullable: always,
      description: "Their taxes by rate.",
      extensions: few,
      resolve: ({ taxes }, _args, context) => answered(taxes, context),
    }),
    payments: t.field({
      type: [BusinessPayments],
      nullable: always,
      description:
        "What was paid on them, and without a document where neither account nor unit is named, by payment date.",
      extensions: few,
      resolve: ({ payments }, _args, context) => answered(payments, context),
    }),
    byAccount: t.field({
      type: [BusinessAccountTotals],
      nullable: always,
      description: "The same by the account that made the documents.",
      extensions: few,
      resolve: ({ byAccount }, _args, context) => answered(byAccount, context),
    }),
    text: t.string({
      description: "The same for a narrow printer, in lines of at most 42 characters; null unless asked for.",
      resolve: ({ text }) => text ?? null,
    }),
  }),
});

const CurrencyValueType = builder.objectRef<CurrencyValue>("CurrencyValue").implement({
  description: "An amount in one currency.",
  fields: (t) => ({
    currency: t.expose("currency", { type: "Currency", nullable: false, description: "The currency." }),
    value: t.expose("value", { type: "Decimal", nullable: false, description: "The amount." }),
  }),
});

const measures = {
  totalDue: "What is still to be paid of outgoing invoices.",
  totalOverdue: "What of it was due before that day.",
  totalDueThisMonth: "What of it is due in that day's month.",
  totalPaymentsThisMonth: "What was received from the first of that month to that day.",
} as const satisfies Record<keyof Totals, string>;

export const TotalStats = builder.objectRef<Totals>("TotalStats").implement({
  description: "What is owed and what came in, as of the end of a day, each by currency.",
  fields: (t) => {
    const names = Object.keys(measures) as (keyof typeof measures)[];
    return Object.fromEntries(
      names.map((name) => [
        name,
        t.field({
          type: [CurrencyValueType],
          nullable: always,
          description: measures[name],
          extensions: few,
          resolve: (stats, _args, context) => answered(stats[name], context),
        }),
      ]),
    );
  },
});
