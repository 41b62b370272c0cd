/** One small ledger with every kind of thing that counts or does not. docs/statistics.md explains every cell of golden.json by it. */
import type { Ledger, LedgerDocument, LedgerLine, LedgerPayment } from "./support.js";

/** The last two digits tell the objects apart: categories 01 to 03, documents 11 to 21, payments 31 to 41, accounts 51 and 52. */
const id = (last: string): string => `5f0c1ad0aa00000000c0de${last}`;

const [services, goods, travel] = [id("01"), id("02"), id("03")];
export const [ada, ben] = [id("51"), id("52")] as const;

const line = (net: bigint, taxRate: bigint): LedgerLine => ({ net, taxRate });

/** An outgoing invoice in euros, but for what is said. */
const document = (
  last: string,
  date: string,
  lines: LedgerLine[],
  rest: Partial<LedgerDocument> = {},
): LedgerDocument => ({
  id: id(last),
  type: "invoice",
  incoming: false,
  date,
  dateDue: null,
  state: "counts",
  currency: "EUR",
  rate: 10_000n,
  accountId: ada,
  unitId: null,
  lines,
  parts: [],
  ...rest,
});

const payment = (
  last: string,
  of: string | null,
  type: LedgerPayment["type"],
  date: string,
  amount: bigint,
  isDeleted = false,
): LedgerPayment => ({ id: id(last), documentId: of && id(of), type, date: new Date(date), amount, isDeleted });

export const goldenLedger: Ledger = {
  id: id("00"),
  zone: "Europe/Ljubljana",
  currency: "EUR",
  categories: [
    { id: services, name: "Services", alias: "services", isDeleted: false },
    { id: goods, name: "Goods", alias: "goods", isDeleted: true },
    { id: travel, name: "Travel", alias: "travel", isDeleted: false },
  ],
  documents: [
    document("11", "2019-12-20", [line(100_00n, 2200n)], {
      dateDue: "2020-01-20",
      parts: [{ categoryId: services, amount: 100_00n }],
    }),
    document("12", "2020-01-15", [line(200_00n, 2200n), line(50_00n, 950n)], {
      dateDue: "2020-02-15",
      accountId: ben,
      unitId: "north",
      parts: [
        { categoryId: services, amount: 150_00n },
        { categoryId: goods, amount: 60_00n },
      ],
    }),
    document("13", "2020-02-29", [line(100_00n, 2200n)], {
      dateDue: "2020-03-31",
      currency: "USD",
      rate: 8_931n,
      parts: [{ categoryId: services, amount: 100_00n }],
    }),
    document("14", "2020-03-10", [line(50_00n, 2200n)], {
      type: "credit-note",
      parts: [{ categoryId: services, amount: 50_00n }],
    }),
    document("15", "2020-02-03", [line(80_00n, 2200n)], {
      incoming: true,
      parts: [{ categoryId: travel, amount: 30_00n }],
    }),
    document("16", "2020-03-05", [line(10_00n, 2200n)], { type: "credit-note", incoming: true }),
    document("17", "2020-01-05", [line(30_00n, 2200n)], { type: "advance" }),
    document("18", "2020-01-20", [line(1_000_00n, 2200n)], { type: "estimate" }),
    document("19", "2020-02-01", [line(2_000_00n, 2200n)], { state: "draft" }),
    document("20", "2020-02-02", [line(3_000_00n, 2200n)], {
      state: "canceled",
      parts: [{ categoryId: services, amount: 3_000_00n }],
    }),
    document("21", "2020-02-15", [line(20_00n, 0n)], { state: "deleted" }),
  ],
  payments: [
    payment("31", "11", "bank", "2020-01-10T09:00:00.000Z", 122_00n),
    // Half past midnight on the first of February, by the organization's clock.
    payment("32", "12", "card", "2020-01-31T23:30:00.000Z", 100_00n),
    payment("33", "13", "bank", "2020-03-02T12:00:00.000Z", 61_00n),
    payment("34", "14", "bank", "2020-03-12T12:00:00.000Z", 61_00n),
    payment("35", "15", "bank", "2020-02-10T12:00:00.000Z", 97_60n),
    payment("36", null, "cash", "2020-03-20T12:00:00.000Z", 15_00n),
    payment("37", "21", "cash", "2020-02-20T12:00:00.000Z", 20_00n),
    payment("38", "17", "card", "2020-01-05T12:00:00.000Z", 36_60n),
    payment("39", "12", "bank", "2020-02-05T12:00:00.000Z", 198_75n, true),
    // Half past midnight on the first of April: after the range.
    payment("40", null, "cash", "2020-03-31T22:30:00.000Z", 5_00n),
    payment("41", "12", "cash", "2020-03-25T12:00:00.000Z", -10_00n),
  ],
};
