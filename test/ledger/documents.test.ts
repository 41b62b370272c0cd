import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { cancelDocument, uncancelDocument } from "../../src/domain/ledger/cancel-document.js";
import { createDocument } from "../../src/domain/ledger/create-document.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { document, line, seenDocument } from "../support/ledger.js";
import { problemsOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization } = world(database);
const owner = await passwordless();
const home = await organization(owner, { country: "Slovenia" });

const create = async (input: unknown, organizationId = home) =>
  createDocument(await owner.context(), organizationId, input);
const made = async (input: unknown) => seenDocument(owner, await create(input));

test("a document keeps what it was made of, and has the totals of its items, whatever was said of them", async () => {
  const id = await create({
    type: "credit-note",
    number: "CN 1",
    date: "2020-02-29",
    dateDue: "2020-03-30",
    currencyId: "usd",
    conversionRate: { from: "USD", to: "EUR", rate: 0.9, source: "ECB", date: "2020-02-28" },
    unitId: "shop 1",
    clientName: "Client",
    reference: "R-1",
    note: "Thanks",
    uniqueId: "till-1",
    total: 5,
    totalPaid: 5,
    custom: { a: 1 },
    items: [
      {
        name: "Work",
        description: "by the hour",
        quantity: 1.5,
        unit: "h",
        price: "33.33335",
        discount: 10,
        taxes: [{ rate: 22, name: "VAT", totalTax: 7 }, { rate: "9.5" }],
        total: 7,
      },
      { name: "Voucher", price: 20, discount: 5, discountIsAmount: true, taxes: [{ rate: 22 }] },
    ],
  });
  expect(await seenDocument(owner, id)).toEqual({
    id,
    organizationId: home,
    accountId: owner.id,
    type: "credit-note",
    incoming: false,
    number: "CN 1",
    date: "2020-02-29",
    dateDue: "2020-03-30",
    draft: false,
    canceled: false,
    currencyId: "USD",
    conversionRate: { from: "USD", to: "EUR", rate: "0.9", source: "ECB", date: "2020-02-28" },
    rate: "0.9",
    unitId: "shop 1",
    clientName: "Client",
    reference: "R-1",
    note: "Thanks",
    uniqueId: "till-1",
    items: [
      {
        name: "Work",
        description: "by the hour",
        quantity: "1.5",
        unit: "h",
        price: "33.3333",
        discount: "10",
        discountIsAmount: false,
        taxes: [
          { rate: "22", name: "VAT", totalTax: "9.90" },
          { rate: "9.5", name: null, totalTax: "4.28" },
        ],
        total: "45.00",
        totalDiscount: "5.00",
        totalTax: "14.18",
        totalWithTax: "59.18",
      },
      {
        name: "Voucher",
        description: null,
        quantity: "1",
        unit: null,
        price: "20",
        discount: "5",
        discountIsAmount: true,
        taxes: [{ rate: "22", name: null, totalTax: "3.30" }],
        total: "15.00",
        totalDiscount: "5.00",
        totalTax: "3.30",
        totalWithTax: "18.30",
      },
    ],
    taxes: [
      { rate: "9.5", base: "45.00", totalTax: "4.28" },
      { rate: "22", base: "60.00", totalTax: "13.20" },
    ],
    total: "60.00",
    totalDiscount: "10.00",
    totalTax: "17.48",
    totalWithTax: "77.48",
    totalConverted: "54.00",
    totalWithTaxConverted: "69.73",
    totalPaid: "0.00",
    totalDue: "77.48",
    paidInFull: false,
    isDeleted: false,
    deletedAt: null,
    deletedId: null,
    custom: { a: 1 },
    createdAt: expect.any(Date) as Date,
    updatedAt: expect.any(Date) as Date,
  });
  expect(await historyOf(database, id)).toMatchObject([
    { action: "document.create", actorId: owner.id, to: { number: "CN 1", total: "60.00" } },
  ]);
});

test("a type is enough: the document is of today and empty, in the organization's currency and without a rate", async () => {
  const view = await made({ type: "delivery-note" });
  expect(view).toMatchObject({
    currencyId: "EUR",
    conversionRate: { from: "EUR", to: "EUR", rate: "1", source: null, date: null },
    rate: "1",
    items: [],
    taxes: [],
    total: "0.00",
  });
  expect(view).toMatchObject({ incoming: false, draft: false, uniqueId: null, paidInFull: true, custom: {} });
  expect(view.number).toBe(`${view.date.slice(0, 4)}-00001`);
});

test.each([
  ["2020-02-29T23:30:00Z", "2020-03-01"],
  ["2020-02-29T23:30:00", "2020-02-29"],
  ["29/2/2020", "2020-02-29"],
  ["0001-01-01", "0001-01-01"],
  ["9999-12-31", "9999-12-31"],
])("the date %s is the calendar date %s where it is an hour later", async (date, day) => {
  expect((await made({ type: "estimate", date, dateDue: date })).date).toBe(day);
});

test("a rate in the organization's own currency is 1, and nothing is kept of it", async () => {
  const view = await made({ type: "invoice", conversionRate: { rate: 1 }, items: [line] });
  expect(view).toMatchObject({
    conversionRate: { from: "EUR", to: "EUR", rate: "1", source: null, date: null },
    rate: "1",
    totalConverted: "100.00",
  });
});

describe("what is not valid is refused by its name, and nothing is written", () => {
  const items = (fields: object) => ({ type: "invoice", items: [{ ...line, ...fields }] });
  const usd = (conversionRate: unknown) => ({ type: "invoice", currencyId: "USD", conversionRate });
  test.each<[string, unknown, Record<string, string>]>([
    ["no type", {}, { type: "presence" }],
    ["an unknown type", { type: "bill" }, { type: "inclusion" }],
    ["a day that is in no calendar", { type: "invoice", date: "2021-02-29" }, { date: "date" }],
    ["a date that is a number", { type: "invoice", dateDue: 5 }, { dateDue: "date" }],
    ["a currency that does not exist", { type: "invoice", currencyId: "EUX" }, { currencyId: "inclusion" }],
    ["a currency that is no text", { type: "invoice", currencyId: 978 }, { currencyId: "inclusion" }],
    ["another currency without a rate", usd(undefined), { conversionRate: "presence" }],
    ["a rate of nothing", usd({ rate: 0 }), { "conversionRate.rate": "numericality" }],
    ["a rate that is cut to nothing", usd({ rate: "0.00000000001" }), { "conversionRate.rate": "numericality" }],
    ["a negative rate", usd({ rate: -1 }), { "conversionRate.rate": "numericality" }],
    ["no rate in it", usd({ from: "USD" }), { "conversionRate.rate": "presence" }],
    ["a rate from another currency", usd({ from: "CHF", rate: 1 }), { "conversionRate.from": "inclusion" }],
    ["a rate to another currency", usd({ to: "CHF", rate: 1 }), { "conversionRate.to": "inclusion" }],
    [
      "a rate other than 1 in the own currency",
      { type: "invoice", conversionRate: { rate: 2 } },
      { "conversionRate.rate": "numericality" },
    ],
    ["a draft with a number", { type: "invoice", draft: true, number: "1" }, { number: "custom.rule" }],
    ["texts that are too long", { type: "invoice", unitId: "u".repeat(101) }, { unitId: "length.max" }],
    ["ten thousand items", { type: "invoice", items: Array(10_000).fill(line) }, { items: "length.max" }],
    ["items that are no list", { type: "invoice", items: "x" }, { items: "type" }],
    ["a line without a price", items({ price: null }), { "items.0.price": "presence" }],
    ["a price of 30 digits", items({ price: "1".repeat(30) }), { "items.0.price": "numericality" }],
    ["a price of 30 decimals", items({ price: `0.${"1".repeat(30)}` }), { "items.0.price": "numericality" }],
    ["a price beyond all numbers", items({ price: "1e999" }), { "items.0.price": "numericality" }],
    ["a price in hexadecimal", items({ price: "0x10" }), { "items.0.price": "numericality" }],
    ["a price with a comma", items({ price: "1,5" }), { "items.0.price": "numericality" }],
    ["a price that is an object", items({ price: {} }), { "items.0.price": "numericality" }],
    ["NaN", items({ price: NaN }), { "items.0.price": "numericality" }],
    ["a negative quantity", items({ quantity: -1 }), { "items.0.quantity": "numericality" }],
    ["a rate over 100", items({ taxes: [{ rate: 100.01 }] }), { "items.0.taxes.0.rate": "numericality" }],
    ["a negative rate of tax", items({ taxes: [{ rate: "-1" }] }), { "items.0.taxes.0.rate": "numericality" }],
    ["more than all off", items({ discount: "100.01" }), { "items.0.discount": "numericality" }],
    [
      "totals too large",
      { type: "invoice", items: [{ price: "999999999999", quantity: "999999999" }] },
      { items: "numericality" },
    ],
    ["a negative credit note", { type: "credit-note", items: [{ price: -1 }] }, { items: "numericality" }],
    [
      "a credit note that only its tax makes positive",
      { type: "credit-note", items: [{ price: -100 }, { price: 99, taxes: [{ rate: 100 }] }] },
      { items: "numericality" },
    ],
    [
      "all at once",
      { type: 1, date: "x", items: [{ price: "y", quantity: -1 }], custom: 3 },
      {
        type: "inclusion",
        date: "date",
        "items.0.price": "numericality",
        "items.0.quantity": "numericality",
        custom: "type",
      },
    ],
  ])("%s", async (_, input, problems) => {
    const before = await database.prisma.document.count();
    expect(await problemsOf(create(input))).toEqual(problems);
    expect(await database.prisma.document.count()).toBe(before);
  });
});

test("what is cut away is cut before it is judged", async () => {
  const view = await made({ type: "invoice", items: [{ price: 1, quantity: "-0.00001", taxes: [{ rate: 100.009 }] }] });
  expect(view.items[0]).toMatchObject({ quantity: "0", total: "0.00", taxes: [{ rate: "100" }] });
});

describe("numbers", () => {
  const numbers = async (organizationId: string, ...inputs: Record<string, unknown>[]) => {
    const found: (string | null)[] = [];
    for (const input of inputs)
      found.push((await seenDocument(owner, await document(owner, organizationId, input))).number);
    return found;
  };

  test("are counted from 1 for each type, direction and year of the date", async () => {
    const place = await organization(owner);
    expect(
      await numbers(
        place,
        {},
        {},
        { type: "estimate" },
        { incoming: true },
        { date: "2021-01-01" },
        { date: "2020-01-01" },
        { draft: true },
        {},
      ),
    ).toEqual(["2020-00001", "2020-00002", "2020-00001", "2020-00001", "2021-00001", "2020-00003", null, "2020-00004"]);
  });

  test("pass over those that were given by hand, whatever their date, and go on after them", async () => {
    const place = await organization(owner);
    const byHand = (number: string, date = "2020-05-05") => ({ number, date });
    expect(
      await numbers(place, byHand("2020-00002"), byHand("2020-00003", "2019-01-01"), {}, {}, byHand("x"), {}),
    ).toEqual(["2020-00002", "2020-00003", "2020-00001", "2020-00004", "x", "2020-00005"]);
  });

  test("have more digits from the hundred thousandth on", async () => {
    const place = await organization(owner);
    const kind = { organizationId: place, type: "invoice", incoming: false, year: 2020 };
    await database.prisma.documentNumbering.create({ data: { ...kind, last: 99_998 } });
    expect(await numbers(place, {}, {})).toEqual(["2020-99999", "2020-100000"]);
  });

  test("leave no gap where a creation is refused", async () => {
    const place = await organization(owner);
    await numbers(place, { uniqueId: "a" });
    const again = document(owner, place, { uniqueId: "a" });
    expect(await problemsOf(again)).toEqual({ uniqueId: "uniqueness" });
    expect(await numbers(place, {})).toEqual(["2020-00002"]);
  });

  test("and unique ids are taken, of documents that were deleted too; asking again names both", async () => {
    const place = await organization(owner);
    const input = { type: "estimate", number: "E1", uniqueId: "till" };
    const id = await document(owner, place, input);
    await database.prisma.document.update({
      where: { id },
      data: { isDeleted: true, deletedAt: new Date(), deletedId: id },
    });
    expect(await problemsOf(document(owner, place, input))).toEqual({ number: "uniqueness", uniqueId: "uniqueness" });
    expect(await problemsOf(document(owner, place, { ...input, uniqueId: null }))).toEqual({ number: "uniqueness" });
    await document(owner, place, { ...input, type: "advance", uniqueId: "other" });
    await document(owner, place, { ...input, incoming: true, uniqueId: "" });
    await document(owner, await organization(owner), input);
  });
});

test("cancelling and taking it back are idempotent, and each change is in the history once", async () => {
  const id = await document(owner, home);
  const states: boolean[] = [];
  for (const change of [cancelDocument, cancelDocument, uncancelDocument, uncancelDocument]) {
    await change(await owner.context(), id);
    states.push((await seenDocument(owner, id)).canceled);
  }
  expect(states).toEqual([true, true, false, false]);
  expect((await historyOf(database, id)).map(({ action }) => action)).toEqual([
    "document.create",
    "document.cancel",
    "document.uncancel",
  ]);
});

test("an unknown organization and a foreign one are not found in the same words", async () => {
  const foreign = await organization(await passwordless());
  const unknown = newId();
  const missing = await refusalOf(create({ type: "invoice" }, unknown));
  const hidden = await refusalOf(create({ type: "invoice" }, foreign));
  expect([hidden.code, hidden.message.replace(foreign, unknown)]).toEqual(["NOT_FOUND", missing.message]);
});
