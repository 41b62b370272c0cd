import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { deleteCategory } from "../../src/domain/category/delete-category.js";
import { categorizeDocument } from "../../src/domain/ledger/categorize-document.js";
import { createDocumentCategory } from "../../src/domain/ledger/create-document-category.js";
import { deleteDocument } from "../../src/domain/ledger/delete-document.js";
import { deleteDocumentCategory } from "../../src/domain/ledger/delete-document-category.js";
import { documentCategoriesOfDocument } from "../../src/domain/ledger/queries.js";
import { replaceDocumentCategory } from "../../src/domain/ledger/replace-document-category.js";
import type { DocumentCategoryView } from "../../src/domain/ledger/views.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { document, part, seenPart } from "../support/ledger.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization, category, deletedCategory } = world(database);
const owner = await passwordless();
const home = await organization(owner, { country: "Slovenia" });
const travel = await category(owner, home);
const food = await category(owner, home);

const make = (fields: Record<string, unknown> = {}) => document(owner, home, fields);
const categorize = async (id: string, parts: unknown) => categorizeDocument(await owner.context(), id, { parts });
async function partsOf(documentId: string): Promise<DocumentCategoryView[]> {
  const context = await owner.context();
  const rows = await context.loaders.slice(documentCategoriesOfDocument, documentId, { limit: 100, offset: 0 });
  return rows ?? [];
}
const amounts = async (id: string) => (await partsOf(id)).map(({ amount }) => amount);

test("a part keeps what it was made of; without a date it has its document's", async () => {
  const documentId = await make();
  const id = await part(owner, documentId, travel, 40);
  const other = await createDocumentCategory(await owner.context(), documentId, {
    categoryId: food,
    amount: "59.995",
    date: "2020-04-01",
    amountConverted: 7,
    custom: { a: 1 },
  });
  expect(await seenPart(owner, id)).toEqual({
    id,
    organizationId: home,
    documentId,
    categoryId: travel,
    amount: "40.00",
    amountConverted: "40.00",
    date: "2020-02-29",
    isDeleted: false,
    deletedAt: null,
    deletedId: null,
    custom: {},
    createdAt: expect.any(Date) as Date,
    updatedAt: expect.any(Date) as Date,
  });
  expect(await seenPart(owner, other)).toMatchObject({ amount: "60.00", date: "2020-04-01", custom: { a: 1 } });
  expect(await historyOf(database, id)).toMatchObject([
    { action: "documentCategory.create", to: { documentId, categoryId: travel, amount: "40.00" } },
  ]);
});

test("parts never exceed the net total, and have its sign", async () => {
  const id = await make();
  await part(owner, id, travel, "60");
  expect(await problemsOf(part(owner, id, food, "40.01"))).toEqual({ amount: "custom.rule" });
  expect(await problemsOf(part(owner, id, food, -1))).toEqual({ amount: "custom.rule" });
  await part(owner, id, food, 40);
  expect(await problemsOf(part(owner, id, food, "0.01"))).toEqual({ amount: "custom.rule" });
  const negative = await make({ items: [{ price: -10 }] });
  expect(await problemsOf(part(owner, negative, food, 1))).toEqual({ amount: "custom.rule" });
  expect(await problemsOf(part(owner, negative, food, "-10.01"))).toEqual({ amount: "custom.rule" });
  await part(owner, negative, food, -10);
  expect([await amounts(id), await amounts(negative)]).toEqual([["60.00", "40.00"], ["-10.00"]]);
});

test("parts that sum up to the total sum up to its conversion, to the cent, whichever of them changes", async () => {
  const id = await make({ currencyId: "USD", conversionRate: { rate: "0.333" } });
  const third = await part(owner, id, travel, "33.33");
  await part(owner, id, food, "33.33");
  await part(owner, id, food, "33.34");
  const sumOf = (rows: DocumentCategoryView[]) =>
    rows.reduce((cents, { amountConverted }) => cents + Math.round(Number(amountConverted) * 100), 0);
  expect((await partsOf(id)).map(({ amountConverted }) => amountConverted)).toEqual(["11.10", "11.10", "11.10"]);
  expect(sumOf(await partsOf(id))).toBe(3330);
  await deleteDocumentCategory(await owner.context(), third);
  await part(owner, id, travel, "33.33");
  expect(sumOf(await partsOf(id))).toBe(3330);
});

test("a part can be replaced; what is not given is as for a new one", async () => {
  const documentId = await make();
  const id = await createDocumentCategory(await owner.context(), documentId, {
    categoryId: travel,
    amount: 100,
    date: "2021-01-01",
    custom: { a: 1 },
  });
  await replaceDocumentCategory(await owner.context(), id, { categoryId: food, amount: 50 });
  expect(await seenPart(owner, id)).toMatchObject({
    categoryId: food,
    amount: "50.00",
    amountConverted: "50.00",
    date: "2020-02-29",
    custom: {},
  });
  const replace = async (input: unknown) => replaceDocumentCategory(await owner.context(), id, input);
  expect(await problemsOf(replace({ categoryId: food, amount: 101 }))).toEqual({ amount: "custom.rule" });
  expect(await problemsOf(replace({ date: "x" }))).toEqual({
    categoryId: "presence",
    amount: "presence",
    date: "date",
  });
});

test("a deleted part is found no more, and its amount is free again", async () => {
  const documentId = await make();
  const id = await part(owner, documentId, travel, 100);
  await deleteDocumentCategory(await owner.context(), id);
  expect(await seenPart(owner, id)).toMatchObject({ isDeleted: true, deletedId: id });
  const context = await owner.context();
  expect(await codeOf(deleteDocumentCategory(context, id))).toBe("NOT_FOUND");
  expect(await codeOf(replaceDocumentCategory(context, id, { categoryId: food, amount: 1 }))).toBe("NOT_FOUND");
  await part(owner, documentId, food, 100);
  expect(await amounts(documentId)).toEqual(["100.00"]);
});

test("categorizing replaces all parts by the given ones, in their order, or by none", async () => {
  const id = await make();
  await part(owner, id, travel, 100);
  await categorize(id, [
    { categoryId: food, amount: "30" },
    { categoryId: travel, amount: 20 },
    { categoryId: food, amount: 50 },
  ]);
  expect((await partsOf(id)).map(({ categoryId, amount }) => [categoryId, amount])).toEqual([
    [food, "30.00"],
    [travel, "20.00"],
    [food, "50.00"],
  ]);
  await categorize(id, []);
  expect(await partsOf(id)).toEqual([]);
});

test("what cannot be categorized is refused by its name, and the parts stay", async () => {
  const id = await make();
  await part(owner, id, travel, 100);
  expect(await problemsOf(categorize(id, null))).toEqual({ parts: "presence" });
  expect(await problemsOf(categorize(id, [{ categoryId: food, amount: "1e30" }, {}]))).toEqual({
    "parts.0.amount": "numericality",
    "parts.1.categoryId": "presence",
    "parts.1.amount": "presence",
  });
  expect(await problemsOf(categorize(id, [{ categoryId: food, amount: 101 }]))).toEqual({ parts: "custom.rule" });
  expect(await problemsOf(categorize(id, Array(1_001).fill({ categoryId: food, amount: 0 })))).toEqual({
    parts: "length.max",
  });
  expect(await codeOf(categorize(id, [{ categoryId: newId(), amount: 1 }]))).toBe("NOT_FOUND");
  expect(await amounts(id)).toEqual(["100.00"]);
});

test("a category that is unknown, deleted or another organization's is not found, in the same words", async () => {
  const documentId = await make();
  const elsewhere = await category(owner, await organization(owner));
  const unknown = newId();
  const words = new Set<string>();
  for (const id of [unknown, elsewhere, await deletedCategory(owner, home)]) {
    const refusal = await refusalOf(part(owner, documentId, id, 1));
    words.add(`${refusal.code} ${refusal.message.replace(id, unknown)}`);
  }
  expect([...words]).toEqual([`NOT_FOUND Unknown "Category" id "${unknown}".`]);
});

test("a part may keep a category that was deleted meanwhile", async () => {
  const gone = await category(owner, home);
  const id = await part(owner, await make(), gone, 1);
  await deleteCategory(await owner.context(), gone);
  await replaceDocumentCategory(await owner.context(), id, { categoryId: gone, amount: 2 });
  expect(await seenPart(owner, id)).toMatchObject({ categoryId: gone, amount: "2.00" });
});

test("a deleted document has no parts to make or change", async () => {
  const documentId = await make({ type: "estimate" });
  const id = await part(owner, documentId, travel, 1);
  await deleteDocument(await owner.context(), documentId);
  const context = await owner.context();
  expect(await codeOf(part(owner, documentId, travel, 1))).toBe("NOT_FOUND");
  expect(await codeOf(categorizeDocument(context, documentId, { parts: [] }))).toBe("NOT_FOUND");
  expect(await codeOf(deleteDocumentCategory(context, id))).toBe("NOT_FOUND");
  expect(await partsOf(documentId)).toEqual([]);
});
