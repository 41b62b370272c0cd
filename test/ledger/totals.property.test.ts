import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, Decimal, parseDecimal, sum, toCents } from "../../src/domain/ledger/money.js";
import { convert, convertParts, documentTotals, type ItemInput } from "../../src/domain/ledger/totals.js";

/** The model counts in whole numbers: cents, and ten thousandths of a price, quantity or amount off. */
function divided(value: bigint, by: bigint): bigint {
  const [absolute, sign] = value < 0n ? [-value, -1n] : [value, 1n];
  return sign * ((absolute * 2n + by) / (by * 2n));
}

interface ModelItem {
  price: bigint;
  quantity: bigint;
  discount: { percent: bigint } | { amount: bigint };
  rates: bigint[];
}

const decimalOf = (value: bigint, places: number): Decimal => new Decimal(value.toString()).dividedBy(10 ** places);
const cents = (value: Decimal | string): bigint => BigInt(new Decimal(value).times(100).toFixed());

const item: fc.Arbitrary<ModelItem> = fc.record({
  price: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  quantity: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  discount: fc.oneof(
    fc.record({ percent: fc.bigInt({ min: 0n, max: 10_000n }) }),
    fc.record({ amount: fc.bigInt({ min: 0n, max: 10n ** 12n }) }),
  ),
  rates: fc.array(fc.oneof(fc.constantFrom(2200n, 950n, 0n), fc.bigInt({ min: 0n, max: 10_000n })), { maxLength: 3 }),
});

const inputOf = ({ price, quantity, discount, rates }: ModelItem): ItemInput => ({
  name: null,
  description: null,
  unit: null,
  price: decimalOf(price, 4),
  quantity: decimalOf(quantity, 4),
  discountIsAmount: "amount" in discount,
  discount: "amount" in discount ? decimalOf(discount.amount, 4) : decimalOf(discount.percent, 2),
  taxes: rates.map((rate) => ({ rate: decimalOf(rate, 2), name: null })),
});

function modelOf({ price, quantity, discount, rates }: ModelItem) {
  const base = divided(price * quantity, 10n ** 6n);
  const totalDiscount =
    "amount" in discount ? divided(discount.amount, 100n) : divided(base * discount.percent, 10n ** 4n);
  const total = base - totalDiscount;
  const taxes = rates.map((rate) => ({ rate, tax: divided(total * rate, 10n ** 4n) }));
  const totalTax = taxes.reduce((all, { tax }) => all + tax, 0n);
  return { total, totalDiscount, totalTax, taxes };
}

const add = (values: bigint[]): bigint => values.reduce((all, value) => all + value, 0n);

test("every total of a document is the one that counting in whole numbers gives", () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), (items) => {
      const found = documentTotals(items.map(inputOf));
      const model = items.map(modelOf);
      expect(found.items.map((line) => [cents(line.total), cents(line.totalDiscount), cents(line.totalTax)])).toEqual(
        model.map((line) => [line.total, line.totalDiscount, line.totalTax]),
      );
      expect(cents(found.total)).toBe(add(model.map(({ total }) => total)));
      expect(cents(found.totalDiscount)).toBe(add(model.map(({ totalDiscount }) => totalDiscount)));
      expect(cents(found.totalTax)).toBe(add(model.map(({ totalTax }) => totalTax)));
      expect(cents(found.totalWithTax)).toBe(cents(found.total) + cents(found.totalTax));

      const all = model.flatMap(({ total, taxes }) => taxes.map((tax) => ({ ...tax, total })));
      const rates = [...new Set(all.map(({ rate }) => rate))].sort((a, b) => (a < b ? -1 : 1));
      expect(found.taxes.map(({ rate, base, totalTax }) => [cents(rate), cents(base), cents(totalTax)])).toEqual(
        rates.map((rate) => {
          const same = all.filter((tax) => tax.rate === rate);
          return [rate, add(same.map(({ total }) => total)), add(same.map(({ tax }) => tax))];
        }),
      );
    }),
    { numRuns: 1_000 },
  );
});

test("parts are converted so that they sum up to their sum's conversion, each within a cent of its own", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
  const rate = fc.bigInt({ min: 1n, max: 10n ** 13n });
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 20 }), rate, fc.boolean(), (amounts, tenBillionths, negative) => {
      const parts = amounts.map((cent) => decimalOf(negative ? -cent : cent, 2));
      const factor = decimalOf(tenBillionths, 10);
      const converted = convertParts(parts, factor);
      expect(cents(sum(converted))).toBe(divided(cents(sum(parts)) * tenBillionths, 10n ** 10n));
      for (const [index, part] of parts.entries()) {
        const off = converted[index]?.minus(convert(part, factor)).abs();
        expect(off?.lessThanOrEqualTo("0.01")).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("no float comes near: the sums of tenths are exact", () => {
  const tenths = documentTotals(
    Array.from({ length: 30 }, () =>
      inputOf({ price: 1_000n, quantity: 10_000n, discount: { percent: 0n }, rates: [] }),
    ),
  );
  expect(tenths.total.toFixed()).toBe("3");
});

describe("what is given as a decimal", () => {
  test.each([
    ["12.50", "12.5"],
    [" +7 ", "7"],
    [".5", "0.5"],
    ["5.", "5"],
    ["-0", "0"],
    [0.1, "0.1"],
    [1e-7, "0.0000001"],
    [1e21, "1000000000000000000000"],
    ["1E3", "1000"],
    ["0000000000000000000000000000001", "1"],
  ])("%o is %s", (given, text) => {
    expect(parseDecimal(given)?.plus(0).toFixed()).toBe(text);
  });

  test.each([
    ["", "a", "1,5", "1 000", "0x1", "1e1000", "--1", ".", "e5", "NaN", "Infinity", "1".repeat(26), "٣"],
    [NaN, Infinity, null, undefined, true, [], {}, 1n],
  ])("none of these is one", (...given) => {
    expect(given.map(parseDecimal)).toEqual(given.map(() => undefined));
  });
});

test.each([
  ["1.005", "1.01", "1"],
  ["-1.005", "-1.01", "-1"],
  ["1.00499999", "1", "1"],
  ["2.675", "2.68", "2.67"],
])("%s rounds to %s and is cut to %s", (given, rounded, shortened) => {
  const value = new Decimal(given);
  expect([toCents(value).toFixed(), cut(value, 2).toFixed()]).toEqual([rounded, shortened]);
});
