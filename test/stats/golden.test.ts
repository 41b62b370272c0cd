import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../../src/domain/context.js";
import { balanceSheet } from "../../src/domain/stats/balance-sheet.js";
import { businessStats } from "../../src/domain/stats/business-stats.js";
import { categoryTotalStats } from "../../src/domain/stats/category-total-stats.js";
import { documentTotalStats } from "../../src/domain/stats/document-total-stats.js";
import { paymentTotalStats } from "../../src/domain/stats/payment-total-stats.js";
import { profitAndLoss } from "../../src/domain/stats/profit-and-loss.js";
import { totalStats } from "../../src/domain/stats/total-stats.js";
import { projectRoot } from "../../src/project-root.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { world } from "../support/world.js";
import { goldenLedger } from "./golden-ledger.js";
import { writeLedgers } from "./support.js";

const golden = JSON.parse(readFileSync(join(projectRoot, "test/stats/golden.json"), "utf8")) as Record<string, unknown>;

let db: TestDatabase;
let context: Context;
const range = { from: "2020-01-01", to: "2020-03-31" };
const { id } = goldenLedger;

beforeAll(async () => {
  db = await testDatabase();
  const owner = await world(db.database).passwordless();
  await writeLedgers(db.database, owner.id, [goldenLedger]);
  context = await owner.context();
});
afterAll(async () => db.close());

const answers: Record<string, () => Promise<unknown>> = {
  documentTotalStatsOfInvoicesByMonth: async () =>
    documentTotalStats(context, id, { ...range, type: "invoice", dist: "month" }),
  documentTotalStatsOfCreditNotesGrossByYear: async () =>
    documentTotalStats(context, id, { ...range, type: "credit-note", dist: "year", gross: true }),
  documentTotalStatsOfIncomingInvoicesByMonth: async () =>
    documentTotalStats(context, id, { ...range, type: "invoice", dist: "month", incoming: true }),
  paymentTotalStatsByMonth: async () => paymentTotalStats(context, id, { ...range, dist: "month" }),
  categoryTotalStatsByMonth: async () => categoryTotalStats(context, id, { ...range, dist: "month" }),
  totalStatsOnTheLastDay: async () => totalStats(context, id, { date: range.to }),
  businessStats: async () => businessStats(context, id, { ...range, text: true }),
  profitAndLossByMonth: async () => profitAndLoss(context, id, { ...range, dist: "month" }),
  balanceSheet: async () => balanceSheet(context, id, range),
};

test.each(Object.entries(answers))("%s of the golden ledger is what was worked out by hand", async (name, answer) => {
  expect(await answer()).toEqual(golden[name]);
});

test("the golden file has nothing beyond these answers", () => {
  expect(Object.keys(golden)).toEqual(Object.keys(answers));
});
