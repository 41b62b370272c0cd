import type { ConversionRate, DocumentItem, DocumentTax, ItemTax } from "../domain/ledger/views.js";
import { answered } from "./answered.js";
import { builder } from "./builder.js";
import { costs } from "./field-cost.js";

/** What a document is made of, and what is computed from it. */

const ItemTaxType = builder.objectRef<ItemTax>("DocumentItemTax").implement({
  description: "A tax on one line of a document.",
  fields: (t) => ({
    rate: t.expose("rate", { type: "Decimal", nullable: false, description: "In percent." }),
    name: t.exposeString("name", { description: "What it is called, such as VAT." }),
    totalTax: t.expose("totalTax", { type: "Decimal", nullable: false, description: "How much it is." }),
  }),
});

export const DocumentItemType = builder.objectRef<DocumentItem>("DocumentItem").implement({
  description: "A line of a document.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "What is sold." }),
    description: t.exposeString("description", { description: "More about it." }),
    quantity: t.expose("quantity", { type: "Decimal", nullable: false, description: "How many." }),
    unit: t.exposeString("unit", { description: "Of what, such as hours." }),
    price: t.expose("price", { type: "Decimal", nullable: false, description: "Of one, before discount and tax." }),
    discount: t.expose("discount", {
      type: "Decimal",
      nullable: false,
      description: "In percent, or an amount of the whole line where `discountIsAmount`.",
    }),
    discountIsAmount: t.exposeBoolean("discountIsAmount", {
      nullable: false,
      description: "Whether the discount is an amount.",
    }),
    taxes: t.field({
      type: [ItemTaxType],
      nullable: { list: false, items: false },
      description: "The taxes on it.",
      extensions: costs({ rows: 1 }),
      resolve: ({ taxes }, _args, context) => answered(taxes, context),
    }),
    total: t.expose("total", { type: "Decimal", nullable: false, description: "Net: after discount, before tax." }),
    totalDiscount: t.expose("totalDiscount", {
      type: "Decimal",
      nullable: false,
      description: "The discount as an amount.",
    }),
    totalTax: t.expose("totalTax", { type: "Decimal", nullable: false, description: "The sum of its taxes." }),
    totalWithTax: t.expose("totalWithTax", { type: "Decimal", nullable: false, description: "Gross: with tax." }),
  }),
});

export const DocumentTaxType = builder.objectRef<DocumentTax>("DocumentTax").implement({
  description: "The tax of one rate, and what it was taken of.",
  fields: (t) => ({
    rate: t.expose("rate", { type: "Decimal", nullable: false, description: "In percent." }),
    base: t.expose("base", { type: "Decimal", nullable: false, description: "The net amount that it is taken of." }),
    totalTax: t.expose("totalTax", { type: "Decimal", nullable: false, description: "How much it is." }),
  }),
});

export const ConversionRateType = builder.objectRef<ConversionRate>("ConversionRate").implement({
  description: "What an amount in one currency is multiplied with to be one in another.",
  fields: (t) => ({
    from: t.expose("from", { type: "Currency", nullable: false, description: "The document's currency." }),
    to: t.expose("to", { type: "Currency", nullable: false, description: "The organization's currency." }),
    rate: t.expose("rate", { type: "Decimal", nullable: false, description: "The factor." }),
    source: t.exposeString("source", { description: "Who says so, such as ECB." }),
    date: t.expose("date", { type: "Date", description: "Of which day." }),
  }),
});
