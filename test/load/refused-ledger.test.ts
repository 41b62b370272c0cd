import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { category, counts, document, idOf, load, organization, part, payment, problemsOf } from "./support.js";

let db: TestDatabase;
const b100 = idOf("b", 100);
const f100 = idOf("f", 100);
beforeAll(async () => {
  db = await testDatabase();
  await load(db.database, {
    organizations: [organization(100, { currencyId: "USD" })],
    categories: [category(100, { organizationId: b100 })],
    documents: [document(100, { organizationId: b100, number: "2020-00001", uniqueId: "order 7" })],
  });
});
afterAll(() => db.close());

/** Objects that are in order, beside the one that is not. */
const world = { organizations: [organization(1, { currencyId: "EUR" })], categories: [category(1)] };
const paper = (index: number, number: number) => `documents[${index}] (${idOf("f", number)})`;
const share = `documentCategories[0] (${idOf("0", 1)})`;
const money = `payments[0] (${idOf("1", 1)})`;
const taken = "is taken already by another object of the database";

const documents = (...fields: object[]) => ({
  ...world,
  documents: fields.map((some, index) => document(index + 1, some)),
});
const withPart = (fields: object) => ({ ...documents({}), documentCategories: [part(1, fields)] });
const withPayment = (fields: object) => ({ ...documents({}), payments: [payment(1, fields)] });
const lines = (...items: unknown[]) => documents({ _documentItems: items });
const totals = (fields: object) => documents({ _documentItems: undefined, ...fields });

const files: [string, unknown, string[]][] = [
  ["without a type", documents({ type: undefined }), [`${paper(0, 1)}.type: can't be blank`]],
  [
    "with a type that there is not",
    documents({ type: "receipt" }),
    [`${paper(0, 1)}.type: is not one of invoice, estimate, advance, credit-note, delivery-note`],
  ],
  ["with a date that does not exist", documents({ date: "2021-02-29" }), [`${paper(0, 1)}.date: is not a date`]],
  ["with a text for a truth value", documents({ canceled: "no" }), [`${paper(0, 1)}.canceled: is not of type boolean`]],
  [
    "of an unknown organization",
    documents({ organizationId: idOf("b", 9) }),
    [`${paper(0, 1)}.organizationId: there is no organization ${idOf("b", 9)}`],
  ],
  [
    "of an unknown account",
    documents({ accountId: idOf("a", 9) }),
    [`${paper(0, 1)}.accountId: there is no account ${idOf("a", 9)}`],
  ],
  [
    "with an id that another type has in the database",
    documents({ id: b100 }),
    [`documents[0] (${b100}).id: is that of another object of the database, of type Organization`],
  ],
  [
    "with the id of a document for a payment",
    { ...documents({}), payments: [payment(1, { id: f100 })] },
    [`payments[0] (${f100}).id: is that of another object of the database, of type Document`],
  ],
  [
    "with one id for a document and its payment",
    { ...documents({}), payments: [payment(1, { id: idOf("f", 1) })] },
    [`payments[0] (${idOf("f", 1)}).id: is that of ${paper(0, 1)} already`],
  ],
  [
    "with a number though it is a draft",
    documents({ draft: true }),
    [`${paper(0, 1)}.number: is given though draft is true`],
  ],
  [
    "with a date of deletion though it lives",
    documents({ _isDeleted: false, deletedAt: "2020-03-01" }),
    [`${paper(0, 1)}.deletedAt: is given though _isDeleted is false`],
  ],
  [
    "with a number twice, one of them deleted",
    documents({ number: "7" }, { number: "7", _isDeleted: true }),
    [`${paper(1, 2)}.number: is that of ${paper(0, 1)} already`],
  ],
  [
    "with a number that the database has",
    documents({ organizationId: b100, number: "2020-00001" }),
    [`${paper(0, 1)}.number: ${taken}`],
  ],
  [
    "with a uniqueId twice, of two types",
    documents({ uniqueId: "x" }, { uniqueId: "x", type: "estimate" }),
    [`${paper(1, 2)}.uniqueId: is that of ${paper(0, 1)} already`],
  ],
  [
    "with a uniqueId that the database has",
    documents({ organizationId: b100, uniqueId: "order 7" }),
    [`${paper(0, 1)}.uniqueId: ${taken}`],
  ],

  [
    "with a currency that there is not",
    documents({ currencyId: "EURO" }),
    [`${paper(0, 1)}.currencyId: is not a currency of ISO 4217`],
  ],
  [
    "in a foreign currency without a rate",
    documents({ currencyId: "USD" }),
    [`${paper(0, 1)}.conversionRate: can't be blank: the document is not in the organization's currency`],
  ],
  [
    "with a rate that is none",
    documents({ currencyId: "USD", conversionRate: { rate: 0 } }),
    [`${paper(0, 1)}.conversionRate.rate: is less than 0.0000000001`],
  ],
  [
    "with a rate to another currency",
    documents({ currencyId: "USD", conversionRate: { from: "USD", to: "CHF", rate: 2 } }),
    [`${paper(0, 1)}.conversionRate.to: is not EUR`],
  ],
  [
    "with a rate in the organization's own currency",
    documents({ conversionRate: { rate: 2 } }),
    [`${paper(0, 1)}.conversionRate.rate: is not 1 in the organization's own currency`],
  ],
  [
    "with a rate that the database's organization does not need",
    documents({ organizationId: b100, currencyId: "USD", conversionRate: { rate: 1.1 } }),
    [`${paper(0, 1)}.conversionRate.rate: is not 1 in the organization's own currency`],
  ],

  ["with a list of texts for lines", lines("Work"), [`${paper(0, 1)}._documentItems.0: is not of type object`]],
  ["with a line without a price", lines({ name: "Work" }), [`${paper(0, 1)}._documentItems.0.price: can't be blank`]],
  [
    "with a tax of more than all",
    lines({ price: 1, _documentItemTaxes: [{ rate: 5 }, { rate: 101 }] }),
    [`${paper(0, 1)}._documentItems.0._documentItemTaxes.1.rate: is more than 100`],
  ],
  [
    "with an amount of thirty digits",
    lines({ price: "123456789012345678901234567890" }),
    [`${paper(0, 1)}._documentItems.0.price: is not a number`],
  ],
  [
    "with ten thousand lines",
    lines(...Array.from({ length: 10_000 }, () => ({ price: 1 }))),
    [`${paper(0, 1)}._documentItems: is too long (at most 1000)`],
  ],
  [
    "with a credit note of less than nothing",
    documents({ type: "credit-note", _documentItems: [{ price: -1 }] }),
    [`${paper(0, 1)}._documentItems: come to less than nothing: what a credit note gives back is positive`],
  ],
  [
    "with totals that are no sum of each other, without lines",
    totals({ total: 100, totalTax: 22, totalWithTax: 120 }),
    [`${paper(0, 1)}.totalWithTax: is not total and totalTax together`],
  ],
  [
    "with taxes that are not its tax, without lines",
    totals({ total: 100, totalTax: 22, _documentTaxes: [{ rate: 22, base: 100, totalTax: 21 }] }),
    [`${paper(0, 1)}._documentTaxes: do not come to the tax of the document`],
  ],
  [
    "with a tax of nothing, without lines",
    totals({ totalTax: 22 }),
    [`${paper(0, 1)}.totalTax: is given though neither total nor totalWithTax is`],
  ],
  [
    "with a total that is no number, without lines",
    totals({ total: "much" }),
    [`${paper(0, 1)}.total: is not a number`],
  ],

  [
    "with a part of an unknown document",
    withPart({ documentId: idOf("f", 9) }),
    [`${share}.documentId: there is no document ${idOf("f", 9)}`],
  ],
  [
    "with a part under an unknown category",
    withPart({ categoryId: idOf("d", 9) }),
    [`${share}.categoryId: there is no category ${idOf("d", 9)}`],
  ],
  [
    "with a part that says it is of another organization",
    withPart({ organizationId: b100 }),
    [`${share}.documentId: document ${idOf("f", 1)} is of another organization`],
  ],
  [
    "with a part under a category of another organization",
    withPart({ categoryId: idOf("d", 100) }),
    [`${share}.categoryId: category ${idOf("d", 100)} is not of the organization of document ${idOf("f", 1)}`],
  ],
  ["with a part without an amount", withPart({ amount: null }), [`${share}.amount: can't be blank`]],

  [
    "with a payment that belongs nowhere",
    withPayment({ documentId: null }),
    [`${money}.organizationId: or documentId must be given`],
  ],
  [
    "with a payment of an unknown document",
    withPayment({ documentId: idOf("f", 9) }),
    [`${money}.documentId: there is no document ${idOf("f", 9)}`],
  ],
  [
    "with a payment of an unknown organization",
    withPayment({ documentId: null, organizationId: idOf("b", 9) }),
    [`${money}.organizationId: there is no organization ${idOf("b", 9)}`],
  ],
  [
    "with a payment of another organization's document of the file",
    withPayment({ organizationId: b100 }),
    [`${money}.documentId: document ${idOf("f", 1)} is of another organization`],
  ],
  [
    "with a payment of another organization's document of the database",
    withPayment({ organizationId: idOf("b", 1), documentId: f100 }),
    [`${money}.documentId: document ${f100} is of another organization`],
  ],
  [
    "with a payment of a type that there is not",
    withPayment({ type: "cheque" }),
    [`${money}.type: is not one of bank, online, paypal, cash, card, crypto, coupon, other`],
  ],
  ["with a payment without a date", withPayment({ date: null }), [`${money}.date: can't be blank`]],
  ["with a payment without an amount", withPayment({ amount: undefined }), [`${money}.amount: can't be blank`]],
];

describe("a file is refused as a whole, by object and property,", () => {
  test.each(files)("%s", async (_what, file, problems) => {
    const before = await counts(db.database);
    expect(await problemsOf(db.database, file)).toEqual(problems);
    expect(await counts(db.database)).toEqual(before);
  });
});

test("what belongs to a document whose form is wrong is not wrong for that", async () => {
  const file = {
    ...documents({ type: 1 }),
    documentCategories: [part(1)],
    payments: [payment(1, { type: "cheque" }), payment(2)],
  };
  expect(await problemsOf(db.database, file)).toEqual([
    `${paper(0, 1)}.type: is not one of invoice, estimate, advance, credit-note, delivery-note`,
    `${money}.type: is not one of bank, online, paypal, cash, card, crypto, coupon, other`,
  ]);
});
