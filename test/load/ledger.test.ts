import { afterEach, beforeEach, expect, test } from "vitest";
import { createDocument } from "../../src/domain/ledger/create-document.js";
import { createDocumentCategory } from "../../src/domain/ledger/create-document-category.js";
import { recordPayment } from "../../src/domain/ledger/record-payment.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { type Actor, world } from "../support/world.js";
import { category, counts, document, idOf, load, membership, organization, part, payment, report } from "./support.js";

let db: TestDatabase;
let owner: Actor;
beforeEach(async () => {
  db = await testDatabase();
  owner = await world(db.database).passwordless();
});
afterEach(() => db.close());

const b1 = idOf("b", 1);
const f1 = idOf("f", 1);
const created = "2020-03-01T10:00:00.000Z";
const updated = "2020-06-01T10:00:00.000Z";

/** An organization in Ljubljana that counts in EUR, of which the owner is the admin. */
const studio = () => ({
  organizations: [organization(1, { country: "Slovenia" })],
  accountOrganizations: [membership(1, { accountId: owner.id, role: "admin", active: true })],
  categories: [category(1), category(2)],
});

const dollars = { currencyId: "USD", conversionRate: { from: "USD", to: "EUR", rate: 0.9123456 } };

const rows = async () => ({
  documents: await db.database.prisma.document.findMany({ orderBy: { id: "asc" } }),
  parts: await db.database.prisma.documentCategory.findMany({ orderBy: { id: "asc" } }),
  payments: await db.database.prisma.payment.findMany({ orderBy: { id: "asc" } }),
});
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("documents, their parts and payments are loaded with their ids and dates, and loading them again changes nothing", async () => {
  const dated = { createdAt: created, updatedAt: updated };
  const gone = { _isDeleted: true, deletedAt: updated, ...dated };
  const file = {
    ...studio(),
    documents: [
      document(1, {
        ...dollars,
        ...dated,
        accountId: owner.id,
        incoming: true,
        dateDue: "2020-03-15",
        canceled: true,
        unitId: "u1",
        clientName: "Ada",
        reference: "R 1",
        note: "Thanks",
        uniqueId: "order 1",
        custom: { a: [1.5, null] },
        totalDue: "is derived",
        unknown: { is: "ignored" },
      }),
      document(2, { type: "estimate", ...gone, deletedId: "is derived" }),
    ],
    documentCategories: [part(1, dated), part(2, { ...gone, date: "2020-04-01", custom: { b: 2 } })],
    payments: [
      payment(1, { ...dated, note: "First", transactionId: "T1", custom: { c: 3 } }),
      payment(2, gone),
      payment(3, { documentId: null, organizationId: b1, date: "2020-07-01", amount: "-5.005" }),
    ],
  };
  expect(await load(db.database, file)).toMatchObject({
    documents: { added: 2, unchanged: 0 },
    documentCategories: { added: 2, unchanged: 0 },
    payments: { added: 3, unchanged: 0 },
  });
  const loaded = await rows();
  const when = { createdAt: created, updatedAt: updated };
  const living = { isDeleted: false, deletedAt: null, deletedId: null };
  expect(plain(loaded.documents)).toMatchObject([
    {
      id: f1,
      organizationId: b1,
      accountId: owner.id,
      type: "invoice",
      incoming: true,
      number: "A-1",
      date: "2020-02-29T00:00:00.000Z",
      dateDue: "2020-03-15T00:00:00.000Z",
      draft: false,
      canceled: true,
      currencyId: "USD",
      conversionRate: { from: "USD", to: "EUR", rate: "0.9123456", source: null, date: null },
      unitId: "u1",
      clientName: "Ada",
      reference: "R 1",
      note: "Thanks",
      uniqueId: "order 1",
      total: "100",
      totalWithTax: "122",
      totalConverted: "91.23",
      totalWithTaxConverted: "111.31",
      totalPaid: "20",
      custom: { a: [1.5, null] },
      ...living,
      ...when,
    },
    { id: idOf("f", 2), totalPaid: "0", isDeleted: true, deletedAt: updated, deletedId: idOf("f", 2), ...when },
  ]);
  expect(plain(loaded.parts)).toMatchObject([
    { organizationId: b1, amount: "10", amountConverted: "9.12", date: "2020-02-29T00:00:00.000Z", ...living, ...when },
    {
      amountConverted: "9.12",
      date: "2020-04-01T00:00:00.000Z",
      custom: { b: 2 },
      isDeleted: true,
      deletedAt: updated,
    },
  ]);
  expect(plain(loaded.payments)).toMatchObject([
    {
      organizationId: b1,
      documentId: f1,
      type: "bank",
      date: "2020-03-01T12:00:00.000Z",
      amount: "20",
      amountConverted: "18.25",
      note: "First",
      transactionId: "T1",
      custom: { c: 3 },
      ...living,
      ...when,
    },
    { isDeleted: true, deletedAt: updated, deletedId: idOf("1", 2) },
    // The first moment of the day in Ljubljana.
    { documentId: null, date: "2020-06-30T22:00:00.000Z", amount: "-5.01", amountConverted: "-5.01" },
  ]);

  const before = await counts(db.database);
  expect(await load(db.database, file)).toEqual(
    report({
      organizations: { added: 0, unchanged: 1 },
      accountOrganizations: { added: 0, unchanged: 1 },
      categories: { added: 0, unchanged: 2 },
      documents: { added: 0, unchanged: 2 },
      documentCategories: { added: 0, unchanged: 2 },
      payments: { added: 0, unchanged: 3 },
    }),
  );
  expect(await rows()).toEqual(loaded);
  expect(await counts(db.database)).toEqual(before);
  const lines = await db.database.prisma.auditLog.findMany({
    where: { objectId: { in: [f1, idOf("0", 1), idOf("1", 1)] } },
  });
  expect(lines.map(({ action, organizationId }) => [action, organizationId]).sort()).toEqual([
    ["document.load", b1],
    ["documentCategory.load", b1],
    ["payment.load", b1],
  ]);
});

test("what is computed of a loaded document is what is computed of one that is made, whatever the file says", async () => {
  const items = [
    {
      name: "Work",
      description: "Hours",
      quantity: 1.55555,
      unit: "h",
      price: 33.33335,
      taxes: [{ rate: 9.5, name: "low" }],
    },
    { price: "10.005", quantity: 3, discount: 12.345, taxes: [{ rate: 22 }, { rate: 9.5 }] },
    { name: "Gift", price: 7, discount: 2.5, discountIsAmount: true },
  ];
  await load(db.database, {
    ...studio(),
    documents: [
      document(1, {
        ...dollars,
        _documentItems: items.map(({ taxes, ...item }) => ({ ...item, _documentItemTaxes: taxes, total: 9 })),
        _documentTaxes: "wrong",
        total: 1,
        totalTax: "much",
        totalWithTax: 3,
        totalPaid: 4,
      }),
    ],
    documentCategories: [part(1, { amount: 33.33 }), part(2, { amount: 33.33 }), part(3, { amount: 0.01 })],
    payments: [payment(1), payment(2, { amount: 0.005 })],
  });
  const made = await createDocument(await owner.context(), b1, {
    type: "invoice",
    date: "2020-02-29",
    ...dollars,
    items,
  });
  for (const amount of [33.33, 33.33, 0.01]) {
    await createDocumentCategory(await owner.context(), made, { categoryId: idOf("d", 1), amount });
  }
  for (const amount of [20, 0.005]) {
    await recordPayment(await owner.context(), { documentId: made }, { type: "bank", date: created, amount });
  }
  const { documents, parts, payments } = await rows();
  const figures = (id: string) => {
    const found = documents.find((one) => one.id === id);
    if (!found) throw new Error("the document is not there");
    const {
      items: lines,
      taxes,
      conversionRate,
      rate,
      total,
      totalDiscount,
      totalTax,
      totalWithTax,
      totalConverted,
    } = found;
    const { totalWithTaxConverted, totalPaid } = found;
    return plain({
      ...{ lines, taxes, conversionRate, rate, total, totalDiscount, totalTax, totalWithTax, totalConverted },
      ...{ totalWithTaxConverted, totalPaid },
      parts: parts.filter(({ documentId }) => documentId === id).map((one) => [one.amount, one.amountConverted]),
      payments: payments.filter(({ documentId }) => documentId === id).map((one) => [one.amount, one.amountConverted]),
    });
  };
  expect(figures(f1)).toEqual(figures(made));
});

test("a document without lines keeps the totals that it brings, and those that are missing are what is left", async () => {
  const bare = (number: number, fields: object) => document(number, { _documentItems: undefined, ...fields });
  await load(db.database, {
    ...studio(),
    documents: [
      bare(1, {
        total: 100,
        totalTax: 22,
        totalWithTax: 122,
        totalDiscount: 5,
        _documentTaxes: [{ rate: 22, base: 100, totalTax: 22 }],
      }),
      bare(2, { total: "100.005", totalTax: 22, _documentItems: [] }),
      bare(3, { totalWithTax: 122, totalTax: 22, ...dollars }),
      bare(4, { totalWithTax: 122, total: 100 }),
      bare(5, { total: 100, _documentTaxes: [{ rate: 9.5, base: 100, totalTax: 9.5 }] }),
      bare(6, { totalWithTax: 80, _documentItems: null }),
      bare(7, {}),
    ],
  });
  const { documents } = await rows();
  expect(
    documents.map((one) =>
      plain([one.total, one.totalTax, one.totalWithTax, one.totalWithTaxConverted, one.totalDiscount, one.items]),
    ),
  ).toEqual([
    ["100", "22", "122", "122", "5", []],
    ["100.01", "22", "122.01", "122.01", "0", []],
    ["100", "22", "122", "111.31", "0", []],
    ["100", "22", "122", "122", "0", []],
    ["100", "9.5", "109.5", "109.5", "0", []],
    ["80", "0", "80", "80", "0", []],
    ["0", "0", "0", "0", "0", []],
  ]);
  expect(documents.map(({ taxes }) => taxes).slice(0, 2)).toEqual([
    [{ rate: "22", base: "100.00", totalTax: "22.00" }],
    [],
  ]);
});

test("history is taken as it is: paid drafts, deleted invoices, too much under a category, more paid than due", async () => {
  await load(db.database, {
    ...studio(),
    documents: [
      document(1, { draft: true, number: null }),
      document(2, { _isDeleted: true }),
      document(3, { ...dollars, canceled: true }),
    ],
    documentCategories: [
      part(1, { documentId: idOf("f", 3), amount: 100.01 }),
      part(2, { documentId: idOf("f", 3), amount: -33.33 }),
      part(3, { documentId: idOf("f", 3), amount: 99.99 }),
    ],
    payments: [payment(1), payment(2, { documentId: idOf("f", 2), amount: 500 })],
  });
  const { documents, parts } = await rows();
  expect(
    documents.map(({ draft, number, isDeleted, totalPaid }) => [draft, number, isDeleted, totalPaid.toFixed()]),
  ).toEqual([
    [true, null, false, "20"],
    [false, "A-2", true, "500"],
    [false, "A-3", false, "0"],
  ]);
  // 100.01, 66.68 and 166.67, each converted, less what is before it: so the parts keep their sum.
  expect(parts.map(({ amountConverted }) => amountConverted.toFixed(2))).toEqual(["91.24", "-30.40", "91.22"]);
});

test("an issued document without a number gets the next of its year, and counting goes on after the highest", async () => {
  const numberless = (number: number, fields: object) => document(number, { number: null, ...fields });
  await load(db.database, {
    ...studio(),
    documents: [
      numberless(1, { date: "2020-05-02" }),
      numberless(2, { date: "2020-05-01" }),
      // Still the last of 2019 in UTC, and the first of 2020 in Ljubljana.
      numberless(3, { date: "2019-12-31T23:30:00.000Z", createdAt: created }),
      document(4, { number: "2020-00007" }),
      document(5, { number: "2020-7" }),
      numberless(6, { type: "estimate", date: undefined, createdAt: created }),
      numberless(7, { incoming: true, date: "2021-01-01" }),
    ],
  });
  const { documents } = await rows();
  expect(documents.map(({ number }) => number)).toEqual([
    "2020-00010",
    "2020-00009",
    "2020-00008",
    "2020-00007",
    "2020-7",
    "2020-00001",
    "2021-00001",
  ]);
  const make = async (fields: object) => {
    const id = await createDocument(await owner.context(), b1, { type: "invoice", date: "2020-12-31", ...fields });
    return (await db.database.prisma.document.findUniqueOrThrow({ where: { id } })).number;
  };
  expect([
    await make({}),
    await make({}),
    await make({ type: "estimate" }),
    await make({ number: "2020-00015" }),
  ]).toEqual(["2020-00011", "2020-00012", "2020-00002", "2020-00015"]);
  // What somebody took by hand meanwhile is passed over.
  await load(db.database, {
    documents: [11, 12, 13].map((number) => numberless(number, { date: "2020-12-31" })),
  });
  expect((await rows()).documents.slice(-3).map(({ id, number }) => [id > idOf("f", 10), number])).toEqual([
    [true, "2020-00012"],
    [true, "2020-00002"],
    [true, "2020-00015"],
  ]);
  const later = await db.database.prisma.document.findMany({
    where: { id: { in: [11, 12, 13].map((number) => idOf("f", number)) } },
    orderBy: { number: "asc" },
  });
  expect(later.map(({ number }) => number)).toEqual(["2020-00013", "2020-00014", "2020-00016"]);
});

test("what a later file adds to documents of the database is settled with what they have", async () => {
  await load(db.database, {
    ...studio(),
    documents: [document(1, dollars)],
    documentCategories: [part(2, { amount: 33.35 }), part(4, { amount: 1, _isDeleted: true })],
    payments: [payment(1)],
  });
  const file = {
    documentCategories: [part(1, { amount: 33.33 }), part(3, { amount: 33.32 })],
    payments: [payment(2, { amount: 1.5 }), payment(3, { amount: 7, _isDeleted: true })],
  };
  await load(db.database, file);
  const { documents, parts, payments } = await rows();
  expect(documents.map(({ totalPaid }) => totalPaid.toFixed(2))).toEqual(["21.50"]);
  // 30.41, 60.84 and 91.23 are what 33.33, 66.68 and 100.00 come to.
  expect(parts.map(({ amountConverted }) => amountConverted.toFixed(2))).toEqual(["30.41", "30.43", "30.39", "0.91"]);
  expect(payments.map(({ organizationId, amountConverted }) => [organizationId, amountConverted.toFixed(2)])).toEqual([
    [b1, "18.25"],
    [b1, "1.37"],
    [b1, "6.39"],
  ]);

  const before = await rows();
  await load(db.database, file);
  expect(await rows()).toEqual(before);
});

test("what has changed since a file was loaded is not changed back, and does not contradict it", async () => {
  const file = { ...studio(), documents: [document(1)], payments: [payment(1)] };
  await load(db.database, file);
  const { prisma } = db.database;
  await prisma.organization.update({ where: { id: b1 }, data: { currencyId: "CHF", timezone: "Asia/Tokyo" } });
  await prisma.document.update({ where: { id: f1 }, data: { number: "B-1", note: "Changed" } });
  const before = await rows();
  expect(await load(db.database, file)).toMatchObject({
    documents: { added: 0, unchanged: 1 },
    payments: { added: 0, unchanged: 1 },
  });
  expect(await rows()).toEqual(before);
});
