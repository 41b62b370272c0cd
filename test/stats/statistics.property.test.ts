import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import type { Context } from "../../src/domain/context.js";
import { balanceSheet } from "../../src/domain/stats/balance-sheet.js";
import { businessStats } from "../../src/domain/stats/business-stats.js";
import { categoryTotalStats } from "../../src/domain/stats/category-total-stats.js";
import { documentTotalStats } from "../../src/domain/stats/document-total-stats.js";
import { paymentTotalStats } from "../../src/domain/stats/payment-total-stats.js";
import { profitAndLoss } from "../../src/domain/stats/profit-and-loss.js";
import type { ReportRow } from "../../src/domain/stats/report.js";
import { totalStats } from "../../src/domain/stats/total-stats.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { type Actor, world } from "../support/world.js";
import * as model from "./model.js";
import { ledger, question, wallZone } from "./random-ledger.js";
import { type Ledger, type LedgerDocument, text, writeLedgers } from "./support.js";

let db: TestDatabase;
let owner: Actor;

beforeAll(async () => {
  db = await testDatabase();
  owner = await world(db.database).passwordless();
});
afterAll(async () => db.close());

type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;
type Case = [Ledger, Question];

/** Writes ledgers, many at once, and hands each to the check. Shrinking writes them anew, under ids of their own. */
async function eachLedger(cases: Case[], check: (context: Context, ...asked: Case) => Promise<void>): Promise<void> {
  const written = cases.map(([drawn, asked]): Case => [withFreshIds(drawn), asked]);
  await writeLedgers(
    db.database,
    owner.id,
    written.map(([each]) => each),
  );
  const context = await owner.context();
  for (const [each, asked] of written) await check(context, each, asked);
}

function withFreshIds(drawn: Ledger): Ledger {
  const ids = new Map<string, string>();
  const fresh = (id: string): string => {
    const known = ids.get(id) ?? newId();
    ids.set(id, known);
    return known;
  };
  return {
    ...drawn,
    id: newId(),
    categories: drawn.categories.map((category) => ({ ...category, id: fresh(category.id) })),
    documents: drawn.documents.map((document): LedgerDocument => ({
      ...document,
      id: fresh(document.id),
      parts: document.parts.map((part) => ({ ...part, categoryId: fresh(part.categoryId) })),
    })),
    payments: drawn.payments.map((payment) => ({
      ...payment,
      id: newId(),
      documentId: payment.documentId && fresh(payment.documentId),
    })),
  };
}

const batch = 50;
const cases = fc.array(fc.tuple(ledger, question), { minLength: batch, maxLength: batch });

test("every statistic and report of 1,500 random ledgers is what a model computes by hand", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (drawn) =>
      eachLedger(drawn, async (context, each, asked) => {
        const modelled = { ...each, zone: wallZone(each.zone) };
        const { range, dist, type, gross, incoming } = asked;
        const documents = { ...range, type, dist, gross, incoming };
        expectSame(
          await documentTotalStats(context, each.id, documents),
          model.documentTotalStats(modelled, documents),
        );

        const payments = { ...range, dist };
        const { customColors, ...paid } = await paymentTotalStats(context, each.id, payments);
        expectSame(paid, model.paymentTotalStats(modelled, payments));
        expect(customColors.map(({ name }) => name)).toEqual(paid.stats[0]?.series.map(({ name }) => name));

        const categoryId = asked.categoryIndex === undefined ? undefined : each.categories[asked.categoryIndex]?.id;
        const categories = { ...range, dist, categoryId };
        expectSame(
          await categoryTotalStats(context, each.id, categories),
          model.categoryTotalStats(modelled, categories),
        );

        expectSame(await totalStats(context, each.id, { date: range.to }), model.totalStats(modelled, range.to));

        const business = {
          from: asked.openStart ? null : range.from,
          to: range.to,
          accountId: asked.account,
          unitId: asked.unit,
        };
        expectSame(await businessStats(context, each.id, business), model.businessStats(modelled, business));

        const report = { ...range, dist: asked.split ? dist : undefined };
        const result = await profitAndLoss(context, each.id, report);
        expectSame(result, model.profitAndLoss(modelled, report));

        const balance = await balanceSheet(context, each.id, range);
        expectSame(balance, model.balanceSheet(modelled, range));

        expect(cents(balance, "total-assets")).toBe(
          cents(balance, "total-liabilities") + cents(balance, "total-equity"),
        );
        expect(cents(balance, "period-result")).toBe(cents(result, "net-profit"));
        for (const rows of [balance, result]) expectSectionsToAddUp(rows);
      }),
    ),
    { numRuns: 30, endOnFailure: true },
  );
}, 600_000);

test("days, weeks, months and years add up to the same totals, and so do the periods of a report to its rows", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (drawn) =>
      eachLedger(drawn.slice(0, 20), async (context, { id }, { range, type, gross, incoming }) => {
        const dists = ["day", "week", "month", "year"] as const;
        const documents = await Promise.all(
          dists.map(async (dist) => documentTotalStats(context, id, { ...range, dist, type, gross, incoming })),
        );
        const payments = await Promise.all(
          dists.map(async (dist) => paymentTotalStats(context, id, { ...range, dist })),
        );
        const categories = await Promise.all(
          dists.map(async (dist) => categoryTotalStats(context, id, { ...range, dist })),
        );
        for (const statistic of [documents, payments, categories]) {
          const [first] = statistic.map(sumsBySeries);
          for (const each of statistic) {
            expect(sumsBySeries(each)).toEqual(first);
            expect(each.total).toEqual(statistic[0]?.total);
            expect(sumOf(each.stats.flatMap(({ series }) => series.map(({ value }) => value)))).toBe(
              sumOf(each.total.map(({ total }) => total)),
            );
          }
        }
        const [whole, ...split] = await Promise.all(
          [undefined, ...dists].map(async (dist) => profitAndLoss(context, id, { ...range, dist })),
        );
        for (const rows of split) {
          expect(rows.map(({ periods: _, ...row }) => row)).toEqual(whole);
          for (const { amount, periods = [] } of rows) {
            expect(sumOf(periods.map((period) => period.amount))).toBe(sumOf([amount]));
          }
        }
      }),
    ),
    { numRuns: 5, endOnFailure: true },
  );
}, 120_000);

/** toEqual takes ten times as long to find that nothing is wrong. */
function expectSame(answer: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(answer, expected)) expect(answer).toEqual(expected);
}

const toCents = (amount: string): bigint => BigInt(amount.replace(".", ""));
const sumOf = (amounts: string[]): string => text(amounts.map(toCents).reduce((sum, amount) => sum + amount, 0n));
const cents = (rows: ReportRow[], key: string): bigint =>
  toCents(rows.find((row) => row.key === key)?.amount ?? "there is no such row");

function sumsBySeries({ stats }: { stats: { series: { name: string; value: string }[] }[] }): Record<string, string> {
  const names = stats[0]?.series.map(({ name }) => name) ?? [];
  return Object.fromEntries(
    names.map((name, index) => [name, sumOf(stats.map(({ series }) => series[index]?.value ?? ""))]),
  );
}

function expectSectionsToAddUp(rows: ReportRow[]): void {
  for (const { key, amount } of rows.filter(({ type }) => type === "section")) {
    expect(sumOf(rows.filter(({ parentKey }) => parentKey === key).map((row) => row.amount))).toBe(amount);
    expect(rows.find((row) => row.key === `total-${key}`)?.amount).toBe(amount);
  }
}
