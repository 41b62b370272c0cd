import { afterAll, expect, test } from "vitest";
import { deleteCategory } from "../../src/domain/category/delete-category.js";
import { categorizeDocument } from "../../src/domain/ledger/categorize-document.js";
import { createDocument } from "../../src/domain/ledger/create-document.js";
import { createDocumentCategory } from "../../src/domain/ledger/create-document-category.js";
import { deleteDocument } from "../../src/domain/ledger/delete-document.js";
import { deletePayment } from "../../src/domain/ledger/delete-payment.js";
import { recordPayment } from "../../src/domain/ledger/record-payment.js";
import { replacePayment } from "../../src/domain/ledger/replace-payment.js";
import { updateDocument } from "../../src/domain/ledger/update-document.js";
import { testDatabase } from "../support/database.js";
import { document, line, payment, seenDocument } from "../support/ledger.js";
import { race, rounds, tally, times } from "../support/race.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization, category } = world(database);
const owner = await passwordless();

const invoice = { type: "invoice", date: "2020-02-29", items: [line] };
const place = async () => ({ home: await organization(owner), context: await owner.context() });
const numbersOf = async (organizationId: string) =>
  (await database.prisma.document.findMany({ where: { organizationId }, orderBy: { number: "asc" } })).map(
    ({ number }) => number,
  );
const counted = (count: number) => times(count, (index) => `2020-${String(index + 1).padStart(5, "0")}`);

test("twenty documents made at once have the numbers 1 to 20", async () => {
  await rounds(3, place, async ({ home, context }) => {
    const ends = await race(...times(20, () => () => createDocument(context, home, invoice)));
    expect(tally(ends)).toEqual({ done: 20 });
    expect(await numbersOf(home)).toEqual(counted(20));
  });
});

test("a hundred documents, of which half are refused at the last moment, leave no gap", async () => {
  const { home, context } = await place();
  const ends = await race(
    ...times(100, (index) => () => createDocument(context, home, { ...invoice, uniqueId: `till-${index % 50}` })),
  );
  expect(tally(ends)).toEqual({ done: 50, VALIDATION_FAILED: 50 });
  expect(await numbersOf(home)).toEqual(counted(50));
});

test("drafts that are issued at once, and documents that are made meanwhile, share one row of numbers", async () => {
  const arrange = async () => {
    const { home, context } = await place();
    const drafts: string[] = [];
    for (let index = 0; index < 8; index++) drafts.push(await document(owner, home, { draft: true }));
    return { home, context, drafts };
  };
  await rounds(3, arrange, async ({ home, context, drafts }) => {
    const ends = await race(
      ...drafts.flatMap((id) => [
        () => updateDocument(context, id, { draft: false }),
        () => createDocument(context, home, invoice),
      ]),
    );
    expect(tally(ends)).toEqual({ done: 16 });
    expect(await numbersOf(home)).toEqual(counted(16));
  });
});

test("numbers given by hand among those that are counted never refuse one that is counted", async () => {
  await rounds(5, place, async ({ home, context }) => {
    const byHand = times(
      5,
      (index) => () => createDocument(context, home, { ...invoice, number: counted(10)[index * 2] }),
    );
    const byItself = times(10, () => () => createDocument(context, home, invoice));
    const ends = await race(...byItself.flatMap((act, index) => [act, ...byHand.slice(index, index + 1)]));
    expect(tally(ends.filter((_, index) => index >= 10 || index % 2 === 0)).VALIDATION_FAILED).toBeUndefined();
    const made = ends.filter((end) => end === "done").length;
    expect(new Set(await numbersOf(home)).size).toBe(made);
    expect(await numbersOf(home)).toEqual(counted(made));
  });
});

test("of ten documents with one number, or one unique id, at once, one is made", async () => {
  await rounds(5, place, async ({ home, context }) => {
    for (const same of [{ number: "X" }, { uniqueId: "till" }]) {
      const ends = await race(...times(10, () => () => createDocument(context, home, { ...invoice, ...same })));
      expect(tally(ends)).toEqual({ done: 1, VALIDATION_FAILED: 9 });
    }
  });
});

test("payments that come, change and go at once leave the document with their sum", async () => {
  const arrange = async () => {
    const { home, context } = await place();
    const documentId = await document(owner, home);
    const paid: string[] = [];
    for (let index = 0; index < 10; index++) paid.push(await payment(owner, { documentId }, { amount: 1 }));
    return { context, documentId, paid };
  };
  await rounds(5, arrange, async ({ context, documentId, paid }) => {
    const by = { type: "bank", date: "2020-03-01" };
    const ends = await race(
      ...times(10, () => () => recordPayment(context, { documentId }, { ...by, amount: "0.10" })),
      ...paid.slice(0, 5).map((id) => () => replacePayment(context, id, { ...by, amount: 2 })),
      ...paid.slice(5).map((id) => () => deletePayment(context, id)),
    );
    expect(tally(ends)).toEqual({ done: 20 });
    expect(await seenDocument(owner, documentId)).toMatchObject({ totalPaid: "11.00", totalDue: "111.00" });
  });
});

test("of ten payments of what is due at once, one pays it", async () => {
  const arrange = async () => {
    const { home, context } = await place();
    return { context, documentId: await document(owner, home) };
  };
  await rounds(5, arrange, async ({ context, documentId }) => {
    const by = { type: "bank", date: "2020-03-01" };
    await race(...times(10, () => () => recordPayment(context, { documentId }, by)));
    const amounts = (await database.prisma.payment.findMany({ where: { documentId } })).map(({ amount }) =>
      Number(amount),
    );
    expect(amounts.sort((a, b) => b - a)).toEqual([122, ...Array<number>(9).fill(0)]);
    expect(await seenDocument(owner, documentId)).toMatchObject({ totalPaid: "122.00", paidInFull: true });
  });
});

test("parts that are added at once never exceed the total, whatever else categorizes the document", async () => {
  const arrange = async () => {
    const { home, context } = await place();
    const fields = { currencyId: "USD", conversionRate: { rate: "0.333" } };
    return { context, documentId: await document(owner, home, fields), categoryId: await category(owner, home) };
  };
  await rounds(5, arrange, async ({ context, documentId, categoryId }) => {
    const ends = await race(
      ...times(10, () => () => createDocumentCategory(context, documentId, { categoryId, amount: 30 })),
    );
    expect(tally(ends)).toEqual({ done: 3, VALIDATION_FAILED: 7 });
    await race(
      ...times(5, () => () => createDocumentCategory(context, documentId, { categoryId, amount: 10 })),
      ...times(3, () => () => categorizeDocument(context, documentId, { parts: [{ categoryId, amount: 90 }] })),
    );
    await categorizeDocument(context, documentId, {
      parts: times(3, (index) => ({ categoryId, amount: [33.33, 33.33, 33.34][index] })),
    });
    const parts = await database.prisma.documentCategory.findMany({ where: { documentId, isDeleted: false } });
    expect(parts.reduce((cents, part) => cents + part.amountConverted.times(100).toNumber(), 0)).toBe(3330);
  });
});

test("a part is not put under a category that is being deleted, nor on a document that is", async () => {
  const arrange = async () => {
    const { home, context } = await place();
    const documentId = await document(owner, home, { type: "estimate" });
    return { context, documentId, categoryId: await category(owner, home) };
  };
  await rounds(20, arrange, async ({ context, documentId, categoryId }) => {
    const [part] = await race(
      () => createDocumentCategory(context, documentId, { categoryId, amount: 1 }),
      () => deleteCategory(context, categoryId),
      () => deleteDocument(context, documentId),
    );
    expect(["done", "NOT_FOUND"]).toContain(part);
    const left = { documentId, isDeleted: false, document: { isDeleted: true } };
    expect(await database.prisma.documentCategory.count({ where: left })).toBe(0);
  });
});
