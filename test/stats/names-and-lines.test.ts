import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { businessReport } from "../../src/domain/stats/business-report.js";
import type { BusinessStats } from "../../src/domain/stats/business-stats.js";
import { seriesNames } from "../../src/domain/stats/category-names.js";
import { inBuckets } from "../../src/domain/stats/period-stats.js";
import { bucketsOf } from "../../src/domain/stats/period.js";

describe("the series of categories", () => {
  const category = (id: string, name: string, alias: string, isDeleted = false) => ({ id, name, alias, isDeleted });

  test("have the names of the categories, and their aliases too where two have one name", () => {
    const names = seriesNames([
      category("1", "Goods", "g"),
      category("2", "Services", "a"),
      category("3", "Services", "b"),
    ]);
    expect([...names]).toEqual([
      ["1", "Goods"],
      ["2", "Services (a)"],
      ["3", "Services (b)"],
    ]);
  });

  test("stay apart where a deleted category left name and alias to another", () => {
    const names = seriesNames([category("1", "Services", "a", true), category("2", "Services", "a")]);
    expect([...names.values()]).toEqual(["Services (a, 1)", "Services (a)"]);
  });

  test("stay apart where a category is called as another is shown", () => {
    const names = seriesNames([category("1", "S", "a"), category("2", "S", "b"), category("3", "S (a)", "c")]);
    expect([...names.values()]).toEqual(["S (a)", "S (b)", "S (a) (c)"]);
  });

  test("never share a name, whatever the categories are called", () => {
    const text = fc.constantFrom("S", "S (a)", "S (a) (a)", "S (a, 1)", "a", "a, 1");
    const categories = fc.array(fc.record({ name: text, alias: text, isDeleted: fc.boolean() }), { maxLength: 8 });
    fc.assert(
      fc.property(categories, (found) => {
        const names = seriesNames(found.map((one, index) => ({ ...one, id: String(index) })));
        expect(new Set(names.values()).size).toBe(found.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the text of business stats", () => {
  const amount = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }).map((units) => `${units}.05`);
  const totals = { count: fc.nat(), total: amount, totalTax: amount, totalWithTax: amount };
  const currency = fc.constantFrom("EUR", "USD", "a currency of one's own, which has a long name");
  const stats: fc.Arbitrary<Omit<BusinessStats, "text">> = fc.record({
    from: fc.constantFrom(null, "2020-01-01"),
    to: fc.constant("2020-12-31"),
    currency: fc.constantFrom("EUR", "JPY"),
    documents: fc.record(totals),
    byType: fc.array(fc.record({ type: fc.constantFrom("invoice" as const, "credit-note" as const), ...totals })),
    taxes: fc.array(fc.record({ rate: fc.constantFrom("9.50", "100.00"), base: amount, totalTax: amount })),
    payments: fc.array(
      fc.record({ type: fc.constantFrom("bank" as const, "crypto" as const), currency, count: fc.nat(), amount }),
    ),
    byAccount: fc.array(
      fc.record({
        accountId: fc.constantFrom(null, "5f0c1ad0aa00000000c0de51"),
        count: fc.nat(),
        total: amount,
        totalWithTax: amount,
      }),
    ),
  });

  test("has no line of more than 42 characters, and every figure whole", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), stats, (name, each) => {
        const text = businessReport(name, each);
        for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(42);
        expect(text.isWellFormed()).toBe(true);
        for (const row of [each.documents, ...each.byType])
          expect(text).toContain(`${row.totalWithTax} ${each.currency}`);
        for (const { amount: paid } of each.payments) expect(text).toContain(paid);
      }),
      { numRuns: 500 },
    );
  });
});

test("an answer of more values than anybody could read is refused", () => {
  const buckets = bucketsOf({ from: "2020-01-01", to: "2022-09-26" }, "day");
  const series = (count: number) => Array.from({ length: count }, (_, index) => ({ key: String(index), name: "x" }));
  const point = ({ name }: { name: string }, value: string) => ({ name, value });
  expect(inBuckets(buckets, series(200), [], point)).toHaveLength(1_000);
  expect(() => inBuckets(buckets, series(201), [], point)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: "dist is too fine: the answer would have more than 200000 values.",
    }) as Error,
  );
});
