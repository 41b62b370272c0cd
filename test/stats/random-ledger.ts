/** Random ledgers, dense where calendars have their edges: the turns of 2020, its leap day, W53, and the nights when clocks change. */
import fc from "fast-check";
import { newId } from "../../src/database/ids.js";
import { localDay } from "./model.js";
import type { Ledger, LedgerCategory, LedgerDocument, LedgerPayment } from "./support.js";

export const zones = [
  "Pacific/Pago_Pago",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "UTC",
  "Europe/Ljubljana",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "string",
];

/** The zone in which a wall calendar of the organization would be. */
export const wallZone = (zone: string): string => (zone === "string" ? "UTC" : zone);

const dayMs = 86_400_000;
const first = Date.parse("2019-12-20");
const dayText = (index: number): string => new Date(first + index * dayMs).toISOString().slice(0, 10);
const lastIndex = 388;

/** A day from 2019-12-20 to 2021-01-11, often one at an edge. */
const edges = ["2019-12-29", "2019-12-30", "2019-12-31", "2020-01-01", "2020-02-29", "2020-03-01", "2020-03-08"];
const moreEdges = ["2020-03-29", "2020-10-25", "2020-11-01", "2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04"];
export const day = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: lastIndex }).map(dayText) },
  { weight: 1, arbitrary: fc.constantFrom(...edges, ...moreEdges) },
);

/** Two days in their order; ranges of any length. */
export const range = fc.tuple(day, day).map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a }));

export const dist = fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const);
export const documentType = fc.constantFrom(
  "invoice" as const,
  "estimate" as const,
  "advance" as const,
  "credit-note" as const,
  "delivery-note" as const,
);

const cents = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt({ min: -50_000n, max: 2_000_000n }) },
  { weight: 1, arbitrary: fc.constantFrom(0n, 1n, 5n, 99_999_999_999_999_999_999n) },
);

const line = fc.record({ net: cents, taxRate: fc.constantFrom(null, 0n, 500n, 950n, 2200n, 2550n) });

const accounts = [newId(), newId()];
export const account = fc.constantFrom(...accounts);
export const unit = fc.constantFrom("north", "south");

const rateOf = { EUR: 10_000n, USD: 8_931n, JPY: 63n, KWD: 29_876n } as const;
const currency = fc.constantFrom("EUR" as const, "EUR" as const, "USD" as const, "JPY" as const, "KWD" as const);

/** A document with parts as `[category's index, share in percent]`, of which the last may take all the rest. */
const document = fc.record({
  type: fc.oneof(fc.constantFrom("invoice" as const, "credit-note" as const), documentType),
  incoming: fc.boolean(),
  date: day,
  dateDue: fc.option(day),
  state: fc.oneof(
    { weight: 5, arbitrary: fc.constant("counts" as const) },
    { weight: 1, arbitrary: fc.constantFrom("draft" as const, "canceled" as const, "deleted" as const) },
  ),
  currency,
  accountId: fc.option(account),
  unitId: fc.option(unit),
  lines: fc.array(line, { maxLength: 4 }),
  shares: fc.array(fc.tuple(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 40 }), fc.boolean()), { maxLength: 3 }),
  whole: fc.boolean(),
});

const paymentType = fc.constantFrom(
  "bank" as const,
  "online" as const,
  "paypal" as const,
  "cash" as const,
  "card" as const,
  "crypto" as const,
  "coupon" as const,
  "other" as const,
);

/** When on a day: any quarter of an hour around it by UTC, or its first millisecond in the zone, or the one before that. */
const moment = fc.record({
  date: day,
  quarter: fc.option(fc.integer({ min: -48, max: 143 }), { freq: 2 }),
  before: fc.boolean(),
});

const quarterMs = 900_000;
const midnights = new Map<string, number>();

/** The first quarter of an hour that a wall calendar in the zone shows the day at. */
function midnightOf(date: string, zone: string): number {
  const key = `${date} ${zone}`;
  let time = midnights.get(key);
  if (time === undefined) {
    time = Date.parse(date) - 16 * 4 * quarterMs;
    while (localDay(new Date(time), zone) < date) time += quarterMs;
    midnights.set(key, time);
  }
  return time;
}

const payment = fc.record({
  of: fc.option(fc.nat({ max: 19 })),
  type: paymentType,
  moment,
  amount: cents,
  isDeleted: fc.integer({ min: 0, max: 7 }).map((value) => value === 0),
});

const categoryName = fc.constantFrom("Services", "Goods", "Čebele", "Travel");

export const ledger = fc
  .record({
    zone: fc.constantFrom(...zones),
    categories: fc.array(fc.record({ name: categoryName, isDeleted: fc.boolean(), reuse: fc.boolean() }), {
      maxLength: 5,
    }),
    documents: fc.array(document, { maxLength: 14 }),
    payments: fc.array(payment, { maxLength: 14 }),
  })
  .map(({ zone, categories: drawn, documents: papers, payments: paid }): Ledger => {
    const categories: LedgerCategory[] = drawn.map(({ name, isDeleted, reuse }, index) => ({
      id: newId(),
      name,
      // What is deleted may have left its alias to another.
      alias: isDeleted && reuse ? "alias-0" : `alias-${index}`,
      isDeleted,
    }));
    const documents = papers.map(({ shares, whole, ...paper }): LedgerDocument => {
      const net = paper.lines.reduce((sum, each) => sum + each.net, 0n);
      const amounts = shares.map(([, share]) => (net * BigInt(share)) / 100n);
      const given = amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0n);
      if (whole && amounts.length > 0 && shares.every(([, , kept]) => kept)) amounts[amounts.length - 1] = net - given;
      return {
        ...paper,
        id: newId(),
        rate: rateOf[paper.currency],
        parts: shares.flatMap(([which, , kept], index) => {
          const category = categories[which % Math.max(categories.length, 1)];
          return category ? [{ categoryId: category.id, amount: amounts[index] ?? 0n, isDeleted: !kept }] : [];
        }),
      };
    });
    const payments = paid.map(({ of, moment: { date, quarter, before }, ...rest }): LedgerPayment => ({
      ...rest,
      date: new Date(
        (quarter === null ? midnightOf(date, wallZone(zone)) : Date.parse(date) + quarter * quarterMs) -
          (before ? 1 : 0),
      ),
      id: newId(),
      documentId: of === null ? null : (documents[of % Math.max(documents.length, 1)]?.id ?? null),
    }));
    return { id: newId(), zone, currency: "EUR", categories, documents, payments };
  });

/** What is asked of a ledger. The category is one of its own, by index. */
export const question = fc.record({
  range,
  dist,
  type: documentType,
  gross: fc.boolean(),
  incoming: fc.boolean(),
  categoryIndex: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
  openStart: fc.boolean(),
  account: fc.option(account, { nil: undefined, freq: 2 }),
  unit: fc.option(unit, { nil: undefined, freq: 2 }),
  split: fc.boolean(),
});
