import { afterAll, describe, expect, test } from "vitest";
import { createDocumentCategory } from "../../src/domain/ledger/create-document-category.js";
import { deleteDocument } from "../../src/domain/ledger/delete-document.js";
import { replaceDocument, updateDocument } from "../../src/domain/ledger/update-document.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { document, line, part, payment, seenDocument, seenPart, seenPayment } from "../support/ledger.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization, category } = world(database);
const owner = await passwordless();
const home = await organization(owner, { country: "Slovenia" });

const make = (fields: Record<string, unknown> = {}) => document(owner, home, fields);
const seen = (id: string) => seenDocument(owner, id);
const update = async (id: string, input: unknown) => updateDocument(await owner.context(), id, input);
const replace = async (id: string, input: unknown) => replaceDocument(await owner.context(), id, input);
const remove = async (id: string) => deleteDocument(await owner.context(), id);

const rate = { from: "USD", to: "EUR", rate: "0.9" };
const dollars = { currencyId: "USD", conversionRate: rate };

describe("while it is a draft", () => {
  test("its parts go with its date, but for those with a date of their own", async () => {
    const id = await make({ draft: true });
    const travel = await category(owner, home);
    const follows = await part(owner, id, travel, 40);
    const context = await owner.context();
    const stays = await createDocumentCategory(context, id, { categoryId: travel, amount: 10, date: "2020-04-01" });
    await update(id, { date: "2020-05-05" });
    expect([(await seenPart(owner, follows)).date, (await seenPart(owner, stays)).date]).toEqual([
      "2020-05-05",
      "2020-04-01",
    ]);
  });

  test("everything of a document may change, and its totals with it", async () => {
    const id = await make({ draft: true, clientName: "Old", uniqueId: "u1" });
    await update(id, {
      type: "advance",
      incoming: true,
      date: "2021-01-02",
      ...dollars,
      clientName: "New",
      uniqueId: null,
      items: [{ price: 10, quantity: 2 }],
      custom: { a: 1 },
    });
    expect(await seen(id)).toMatchObject({
      type: "advance",
      incoming: true,
      number: null,
      draft: true,
      date: "2021-01-02",
      currencyId: "USD",
      conversionRate: { ...rate, source: null, date: null },
      clientName: "New",
      uniqueId: null,
      total: "20.00",
      totalWithTaxConverted: "18.00",
      taxes: [],
      custom: { a: 1 },
    });
  });

  test("what is not given stays, and null clears", async () => {
    const id = await make({ draft: true, ...dollars, note: "Old", dateDue: "2020-03-03", items: [line] });
    await update(id, { note: null, dateDue: null, reference: "R" });
    expect(await seen(id)).toMatchObject({ note: null, dateDue: null, reference: "R", rate: "0.9", total: "100.00" });
  });

  test("another currency needs another rate", async () => {
    const id = await make({ draft: true, ...dollars });
    expect(await problemsOf(update(id, { currencyId: "CHF" }))).toEqual({ conversionRate: "presence" });
    expect(await problemsOf(update(id, { conversionRate: null }))).toEqual({ conversionRate: "presence" });
    await update(id, { currencyId: "EUR" });
    expect(await seen(id)).toMatchObject({
      currencyId: "EUR",
      conversionRate: { from: "EUR", to: "EUR", rate: "1", source: null, date: null },
      rate: "1",
    });
  });

  test("its payments and parts are converted anew, and parts that fit no more are refused", async () => {
    const id = await make({ draft: true, ...dollars });
    const paid = await payment(owner, { documentId: id }, { amount: 10 });
    const first = await part(owner, id, await category(owner, home), 33);
    await update(id, { conversionRate: { rate: 2 }, items: [{ price: 50 }] });
    expect(await seenPayment(owner, paid)).toMatchObject({ amount: "10.00", amountConverted: "20.00" });
    expect(await seenPart(owner, first)).toMatchObject({ amount: "33.00", amountConverted: "66.00" });
    expect(await problemsOf(update(id, { items: [{ price: 32 }] }))).toEqual({ items: "custom.rule" });
    expect(await seen(id)).toMatchObject({ total: "50.00", totalConverted: "100.00", totalPaid: "10.00" });
  });

  test("a number is for the moment it is issued, which it is once and for good", async () => {
    const place = await organization(owner);
    const id = await document(owner, place, { draft: true });
    expect(await problemsOf(update(id, { number: "1" }))).toEqual({ number: "custom.rule" });
    await document(owner, place);
    await update(id, { draft: false });
    expect(await seen(id)).toMatchObject({ draft: false, number: "2020-00002" });
    expect(await codeOf(update(id, { draft: true }))).toBe("IMMUTABLE");
    const other = await document(owner, place, { draft: true });
    expect(await problemsOf(update(other, { draft: false, number: "2020-00002" }))).toEqual({ number: "uniqueness" });
    await update(other, { draft: false, number: "2020-00003" });
    expect((await seen(await document(owner, place))).number).toBe("2020-00004");
  });

  test("it can be deleted, also an invoice, and its parts with it; its payments stay", async () => {
    const id = await make({ draft: true });
    const paid = await payment(owner, { documentId: id }, { amount: 5 });
    const under = await part(owner, id, await category(owner, home), 5);
    await remove(id);
    const deleted = { isDeleted: true, deletedAt: expect.any(Date) as Date };
    expect(await seen(id)).toMatchObject({ ...deleted, deletedId: id, totalPaid: "5.00" });
    expect(await seenPart(owner, under)).toMatchObject({ ...deleted, deletedId: under });
    expect(await seenPayment(owner, paid)).toMatchObject({ isDeleted: false, documentId: id });
    expect(await codeOf(remove(id))).toBe("NOT_FOUND");
    expect(await codeOf(update(id, { note: "x" }))).toBe("NOT_FOUND");
  });
});

describe("once it is issued", () => {
  test("note, reference, dateDue, unitId and custom may change", async () => {
    const id = await make();
    const changes = { note: "N", reference: "R", dateDue: "2020-05-05", unitId: "U", custom: { b: 2 } };
    await update(id, changes);
    expect(await seen(id)).toMatchObject(changes);
  });

  test.each<[string, Record<string, unknown>]>([
    ["type", { type: "estimate" }],
    ["incoming", { incoming: true }],
    ["draft", { draft: true }],
    ["number", { number: "77" }],
    ["number", { number: null }],
    ["date", { date: "2020-03-01" }],
    ["currencyId", { currencyId: "EUR" }],
    ["conversionRate", { conversionRate: { rate: 0.8 } }],
    ["conversionRate", { conversionRate: null }],
    ["conversionRate", { conversionRate: { ...rate, from: "CHF" } }],
    ["clientName", { clientName: null }],
    ["uniqueId", { uniqueId: "other" }],
    ["items", { items: [{ ...line, price: "100.01" }] }],
    ["items", { items: [] }],
  ])("%s cannot change any more: %o", async (field, change) => {
    const id = await make({ ...dollars, clientName: "C" });
    const before = await seen(id);
    const refusal = await refusalOf(update(id, { ...change, note: "new" }));
    expect([refusal.code, refusal.message]).toEqual([
      "IMMUTABLE",
      `The document is issued: ${field} cannot change any more.`,
    ]);
    expect(refusal.details.problems?.map(({ path }) => path)).toEqual([[field]]);
    expect(await seen(id)).toEqual(before);
  });

  test("all that cannot change is named at once", async () => {
    const refused = problemsOf(update(await make(), { type: "estimate", clientName: "X", note: "N" }));
    expect(Object.keys(await refused)).toEqual(["type", "clientName"]);
  });

  test("the whole object sent back is no change, as it was shown", async () => {
    const id = await make({ ...dollars, clientName: "C", uniqueId: "whole", dateDue: "2020-04-04" });
    const { updatedAt, ...before } = await seen(id);
    const sent = JSON.parse(JSON.stringify({ ...before, updatedAt })) as object;
    await update(id, sent);
    await replace(id, sent);
    const { updatedAt: _later, ...after } = await seen(id);
    expect(after).toEqual(before);
  });

  test("an invoice cannot be deleted, and all else can", async () => {
    const refusal = await refusalOf((async () => remove(await make()))());
    expect([refusal.code, refusal.message]).toEqual([
      "IMMUTABLE",
      "An issued invoice cannot be deleted, only cancelled.",
    ]);
    for (const type of ["estimate", "advance", "credit-note", "delivery-note"]) {
      const id = await make({ type });
      await remove(id);
      expect(await seen(id)).toMatchObject({ isDeleted: true, deletedId: id });
    }
  });
});

describe("a replacement", () => {
  test("clears of a draft what is not given, but for what it cannot be without", async () => {
    const id = await make({
      type: "advance",
      draft: true,
      incoming: true,
      clientName: "C",
      note: "N",
      uniqueId: "r1",
      dateDue: "2020-03-03",
      custom: { a: 1 },
    });
    await replace(id, { reference: "R" });
    expect(await seen(id)).toMatchObject({
      type: "advance",
      draft: true,
      incoming: true,
      date: "2020-02-29",
      currencyId: "EUR",
      clientName: null,
      note: null,
      // It keeps the creation from being repeated, however late.
      uniqueId: "r1",
      dateDue: null,
      reference: "R",
      items: [],
      total: "0.00",
      custom: {},
    });
  });

  test("clears of what is issued only what can change", async () => {
    const id = await make({ clientName: "C", note: "N", uniqueId: "r2", dateDue: "2020-03-03", unitId: "U" });
    await replace(id, {});
    expect(await seen(id)).toMatchObject({
      clientName: "C",
      note: null,
      uniqueId: "r2",
      dateDue: null,
      unitId: null,
      total: "100.00",
    });
    expect(await codeOf(replace(id, { clientName: "D" }))).toBe("IMMUTABLE");
  });
});

test("the history tells what a change has changed, before and after", async () => {
  const id = await make({ draft: true });
  await update(id, { items: [{ price: 1 }], note: "N", clientName: "C" });
  expect((await historyOf(database, id)).at(-1)).toEqual({
    action: "document.update",
    actorId: owner.id,
    organizationId: home,
    from: { total: "100.00", totalWithTax: "122.00", clientName: null },
    to: { total: "1.00", totalWithTax: "1.00", clientName: "C" },
  });
});
