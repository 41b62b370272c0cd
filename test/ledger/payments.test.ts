import { afterAll, describe, expect, test } from "vitest";
import { deleteDocument } from "../../src/domain/ledger/delete-document.js";
import { deletePayment } from "../../src/domain/ledger/delete-payment.js";
import { replacePayment } from "../../src/domain/ledger/replace-payment.js";
import { recordPayment } from "../../src/domain/ledger/record-payment.js";
import { updateOrganization } from "../../src/domain/organization/update-organization.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { document, payment, seenDocument, seenPayment } from "../support/ledger.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization } = world(database);
const owner = await passwordless();
const home = await organization(owner, { country: "Slovenia" });

const make = (fields: Record<string, unknown> = {}) => document(owner, home, fields);
const pay = (documentId: string, fields: Record<string, unknown> = {}) => payment(owner, { documentId }, fields);
const replace = async (id: string, input: unknown) => replacePayment(await owner.context(), id, input);
const remove = async (id: string) => deletePayment(await owner.context(), id);
const standing = async (id: string) => {
  const { totalPaid, totalDue, paidInFull } = await seenDocument(owner, id);
  return [totalPaid, totalDue, paidInFull];
};

test("a payment keeps what it was made of, in the document's currency and in the organization's", async () => {
  const documentId = await make({ currencyId: "USD", conversionRate: { rate: "0.905" } });
  const id = await pay(documentId, {
    type: "paypal",
    date: "2020-03-01T10:00:00.123+02:00",
    amount: "10.10",
    note: "N",
    transactionId: "T",
    custom: { a: 1 },
  });
  expect(await seenPayment(owner, id)).toEqual({
    id,
    organizationId: home,
    documentId,
    type: "paypal",
    date: new Date("2020-03-01T08:00:00.123Z"),
    amount: "10.10",
    amountConverted: "9.14",
    note: "N",
    transactionId: "T",
    isDeleted: false,
    deletedAt: null,
    deletedId: null,
    custom: { a: 1 },
    createdAt: expect.any(Date) as Date,
    updatedAt: expect.any(Date) as Date,
  });
  expect(await historyOf(database, id)).toMatchObject([
    { action: "payment.create", organizationId: home, to: { documentId, type: "paypal", amount: "10.10" } },
  ]);
});

test("what was paid and is due of a document follows every payment, change and deletion", async () => {
  const id = await make();
  const steps: unknown[] = [await standing(id)];
  const first = await pay(id, { amount: 100 });
  steps.push(await standing(id));
  await pay(id);
  steps.push(await standing(id));
  await pay(id, { amount: "-2.5" });
  steps.push(await standing(id));
  await replace(first, { type: "cash", date: "2020-03-02", amount: 200 });
  steps.push(await standing(id));
  await remove(first);
  steps.push(await standing(id));
  expect(steps).toEqual([
    ["0.00", "122.00", false],
    ["100.00", "22.00", false],
    ["122.00", "0.00", true],
    ["119.50", "2.50", false],
    ["219.50", "-97.50", true],
    ["19.50", "102.50", false],
  ]);
});

test("a document of less than nothing is paid in full once as much was given back", async () => {
  const id = await make({ items: [{ price: -10 }] });
  const before = await standing(id);
  await pay(id);
  expect([before, await standing(id)]).toEqual([
    ["0.00", "-10.00", false],
    ["-10.00", "0.00", true],
  ]);
});

test("a replacement without an amount is of what is due without it, and clears what is not given", async () => {
  const id = await make();
  await pay(id, { amount: 22 });
  const second = await pay(id, { amount: 5, note: "N", transactionId: "T", custom: { a: 1 } });
  await replace(second, { type: "card", date: "2020-03-05T00:00:00Z" });
  expect(await seenPayment(owner, second)).toMatchObject({
    type: "card",
    amount: "100.00",
    note: null,
    transactionId: null,
    custom: {},
  });
  expect(await standing(id)).toEqual(["122.00", "0.00", true]);
});

test("without a document a payment is in the organization's currency and needs an amount", async () => {
  const id = await payment(owner, { organizationId: home }, { amount: -5 });
  expect(await seenPayment(owner, id)).toMatchObject({ documentId: null, amount: "-5.00", amountConverted: "-5.00" });
  expect(await problemsOf(payment(owner, { organizationId: home }))).toEqual({ amount: "presence" });
  expect(await problemsOf(replace(id, { type: "bank", date: "2020-01-01" }))).toEqual({ amount: "presence" });
  await remove(id);
  expect(await codeOf(remove(id))).toBe("NOT_FOUND");
  expect(await codeOf(replace(id, {}))).toBe("NOT_FOUND");
});

test("a document may be named beside its organization, and is not found beside another", async () => {
  const documentId = await make();
  const id = await payment(owner, { organizationId: home, documentId });
  expect(await seenPayment(owner, id)).toMatchObject({ documentId, amount: "122.00" });
  const elsewhere = await organization(owner);
  const stranger = await passwordless();
  const foreign = await document(stranger, await organization(stranger));
  for (const target of [
    { organizationId: elsewhere, documentId },
    { organizationId: home, documentId: foreign },
    { documentId: foreign },
  ]) {
    const refusal = await refusalOf(payment(owner, target, { amount: 1 }));
    expect([refusal.code, refusal.message]).toEqual(["NOT_FOUND", `Unknown "Document" id "${target.documentId}".`]);
  }
});

describe("a date without time is the start of that day where the organization is", () => {
  test.each([
    ["Europe/Ljubljana", "2020-03-29", "2020-03-28T23:00:00.000Z"],
    ["Europe/Ljubljana", "2020-03-30", "2020-03-29T22:00:00.000Z"],
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"],
    ["America/Havana", "2020-11-01", "2020-11-01T04:00:00.000Z"],
    ["Pacific/Kiritimati", "2020-01-01", "2019-12-31T10:00:00.000Z"],
    ["Pacific/Pago_Pago", "2020-01-01", "2020-01-01T11:00:00.000Z"],
    ["string", "2020-01-01", "2020-01-01T00:00:00.000Z"],
    [null, "29/2/2020", "2020-02-29T00:00:00.000Z"],
    ["Europe/Ljubljana", "2020-07-01T12:00:00", "2020-07-01T10:00:00.000Z"],
    ["Europe/Ljubljana", "2020-07-01T12:00:00Z", "2020-07-01T12:00:00.000Z"],
  ])("in %s %s is %s", async (timezone, date, instant) => {
    const organizationId = await organization(owner);
    await updateOrganization(await owner.context(), organizationId, { timezone });
    const id = await payment(owner, { organizationId }, { amount: 1, date });
    expect((await seenPayment(owner, id)).date.toISOString()).toBe(instant);
  });
});

test.each<[string, Record<string, unknown>, Record<string, string>]>([
  ["no type and no date", { type: null, date: "" }, { type: "presence", date: "presence" }],
  ["an unknown type", { type: "gold" }, { type: "inclusion" }],
  ["a day that is in no calendar", { date: "2021-02-29" }, { date: "date" }],
  ["a time that is on no clock", { date: "2021-02-28T25:00:00" }, { date: "date" }],
  ["a second that is on no clock", { date: "2021-02-28T10:00:60" }, { date: "date" }],
  ["a year that a zone could move out of the calendar", { date: "9999-12-31" }, { date: "date" }],
  ["an amount of 30 digits", { amount: "9".repeat(30) }, { amount: "numericality" }],
  ["an amount that is too large", { amount: "100000000000000" }, { amount: "numericality" }],
  ["an amount that is no number", { amount: "ten" }, { amount: "numericality" }],
  ["a list", { amount: [1] }, { amount: "numericality" }],
  ["a note that cannot be stored", { note: "\0" }, { note: "custom.text" }],
])("%s is refused by its name, and nothing is written", async (_, fields, problems) => {
  const id = await make();
  expect(await problemsOf(pay(id, fields))).toEqual(problems);
  const known = await pay(id, { amount: 1 });
  expect(await problemsOf(replace(known, { type: "bank", date: "2020-01-01", ...fields }))).toEqual(problems);
  expect(await standing(id)).toEqual(["1.00", "121.00", false]);
});

test("an amount of nothing is a payment, and half a cent is rounded away from zero", async () => {
  const id = await make();
  const amounts: string[] = [];
  for (const amount of [0, "1.005", "-1.005", 20.5, "1e2"]) {
    amounts.push((await seenPayment(owner, await pay(id, { amount }))).amount);
  }
  expect(amounts).toEqual(["0.00", "1.01", "-1.01", "20.50", "100.00"]);
});

test("the payments of a deleted document stay and can be changed, and it gets no new ones", async () => {
  const documentId = await make({ type: "advance" });
  const id = await pay(documentId, { amount: 22 });
  await deleteDocument(await owner.context(), documentId);
  expect(await codeOf(pay(documentId, { amount: 1 }))).toBe("NOT_FOUND");
  const beside = recordPayment(await owner.context(), { organizationId: home, documentId }, { type: "bank" });
  expect(await codeOf(beside)).toBe("NOT_FOUND");
  await replace(id, { type: "bank", date: "2020-01-01", amount: 10 });
  expect(await standing(documentId)).toEqual(["10.00", "112.00", false]);
  await remove(id);
  expect(await standing(documentId)).toEqual(["0.00", "122.00", false]);
});
