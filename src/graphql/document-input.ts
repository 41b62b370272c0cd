import { builder, type InputFields } from "./builder.js";
import { DocumentType } from "./enums.js";

const TaxInput = builder.inputType("DocumentItemTaxInput", {
  description: "A tax on one line of a document.",
  fields: (t) => ({
    rate: t.field({ type: "Decimal", required: true, description: "In percent, from 0 to 100." }),
    name: t.string({ description: "What it is called, such as VAT." }),
  }),
});

const ItemInput = builder.inputType("DocumentItemInput", {
  description: "A line of a document. Its totals are computed.",
  fields: (t) => ({
    name: t.string({ description: "What is sold." }),
    description: t.string({ description: "More about it." }),
    quantity: t.field({ type: "Decimal", description: "How many: 1 where not given." }),
    unit: t.string({ description: "Of what, such as hours." }),
    price: t.field({ type: "Decimal", required: true, description: "Of one, before discount and tax." }),
    discount: t.field({
      type: "Decimal",
      description: "In percent, or an amount of the whole line where `discountIsAmount`: 0 where not given.",
    }),
    discountIsAmount: t.boolean({ description: "Whether the discount is an amount: false where not given." }),
    taxes: t.field({ type: [TaxInput], description: "The taxes on it, 20 at most." }),
  }),
});

const ConversionRateInput = builder.inputType("ConversionRateInput", {
  description: "What an amount in the document's currency is multiplied with to be one in the organization's.",
  fields: (t) => ({
    from: t.field({ type: "Currency", description: "The document's currency, and no other." }),
    to: t.field({ type: "Currency", description: "The organization's currency, and no other." }),
    rate: t.field({ type: "Decimal", required: true, description: "The factor, greater than 0." }),
    source: t.string({ description: "Who says so, such as ECB." }),
    date: t.field({ type: "Date", description: "Of which day." }),
  }),
});

/** What can be written of a document besides its type. */
export const documentInputFields = (t: InputFields) => ({
  incoming: t.boolean({ description: "Whether the organization received it: false where it was never given." }),
  draft: t.boolean({
    description: "Whether it is a draft, without a number: false where it was never given. False issues it, for good.",
  }),
  number: t.string({ description: "Its number, where it is not to be the next one. A draft has none." }),
  date: t.field({ type: "Date", description: "Its date: today where it was never given." }),
  dateDue: t.field({ type: "Date", description: "Until when it is to be paid." }),
  currencyId: t.field({ type: "Currency", description: "Its currency: the organization's where it was never given." }),
  conversionRate: t.field({
    type: ConversionRateInput,
    description: "Needed where the currency is not the organization's.",
  }),
  unitId: t.string({ description: "The business unit, such as a shop, by your own name for it." }),
  clientName: t.string({ description: "Whom it is for, or of whom it was received." }),
  reference: t.string({ description: "What the other side calls it." }),
  note: t.string({ description: "A remark." }),
  uniqueId: t.string({
    description: "A name of your own that makes it safe to try again: the same one is TAKEN the second time.",
  }),
  items: t.field({ type: [ItemInput], description: "Its lines, 1,000 at most, replaced as a whole." }),
  custom: t.field({ type: "JSONObject", description: "The integrator's own data, replaced as a whole." }),
});

export const createDocumentFields = (t: InputFields) => ({
  organizationId: t.id({ required: true, description: "The organization that it is for." }),
  type: t.field({ type: DocumentType, required: true, description: "What it is." }),
  ...documentInputFields(t),
});

export const updateDocumentFields = (t: InputFields) => ({
  id: t.id({ required: true, description: "The document." }),
  type: t.field({ type: DocumentType, description: "What it is." }),
  ...documentInputFields(t),
});

export const DocumentPartInput = builder.inputType("DocumentPartInput", {
  description: "So much of a document's net total under a category.",
  fields: (t) => ({
    categoryId: t.id({ required: true, description: "The category." }),
    amount: t.field({ type: "Decimal", required: true, description: "How much, in the document's currency." }),
  }),
});
