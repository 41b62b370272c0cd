/**
 * The statistics and reports once more, as somebody would compute them by hand: over lists in memory, day by day, in whole
 * cents. It shares nothing with src/domain/stats but the form of the answers.
 */
import {
  convertedParts,
  type Ledger,
  type LedgerDocument,
  type LedgerPayment,
  rounded,
  text,
  total,
  totalsOf,
} from "./support.js";

export type Dist = "day" | "week" | "month" | "year";
export interface Range {
  from: string;
  to: string;
}

// The calendar.

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that a wall calendar in the zone shows at the instant. */
export function localDay(instant: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(zone, format);
  }
  return format.format(instant);
}

const dayMs = 86_400_000;
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** The week's Thursday tells its year; how many Thursdays of that year came before tells its number. */
function weekName(day: string): string {
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  const thursday = shifted(day, 3 - weekday);
  const year = thursday.slice(0, 4);
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / dayMs;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, "0")}`;
}

export const nameOf = (day: string, dist: Dist): string =>
  dist === "week" ? weekName(day) : day.slice(0, { day: 10, month: 7, year: 4 }[dist]);

export function bucketsOf({ from, to }: Range, dist: Dist): { name: string; from: string; to: string }[] {
  const buckets: { name: string; from: string; to: string }[] = [];
  for (let day = from; day <= to; day = shifted(day, 1)) {
    const last = buckets.at(-1);
    if (last?.name === nameOf(day, dist)) last.to = day;
    else buckets.push({ name: nameOf(day, dist), from: day, to: day });
  }
  return buckets;
}

// What counts.

const within = (day: string, { from, to }: Range): boolean => from <= day && day <= to;
const sign = (document: LedgerDocument | undefined): bigint => (document?.type === "credit-note" ? -1n : 1n);
const counts = (document: LedgerDocument): boolean => document.state === "counts";
const isSale = (document: LedgerDocument): boolean =>
  counts(document) && !document.incoming && ["invoice", "advance", "credit-note"].includes(document.type);
const isReported = (document: LedgerDocument): boolean =>
  counts(document) && ["invoice", "credit-note"].includes(document.type);
const paymentTypes = ["bank", "online", "paypal", "cash", "card", "crypto", "coupon", "other"];
const documentTypes = ["invoice", "advance", "credit-note"];

const documentOf = (ledger: Ledger, payment: LedgerPayment): LedgerDocument | undefined =>
  ledger.documents.find(({ id }) => id === payment.documentId);

/** Payments that are not deleted, with what is to be known of them. */
const paymentsOf = (ledger: Ledger) =>
  ledger.payments
    .filter(({ isDeleted }) => !isDeleted)
    .map((payment) => {
      const document = documentOf(ledger, payment);
      return {
        type: payment.type,
        document,
        day: localDay(payment.date, ledger.zone),
        currency: document?.currency ?? ledger.currency,
        amount: sign(document) * payment.amount,
        amountConverted: sign(document) * rounded(payment.amount * (document?.rate ?? 10_000n), 10_000n),
      };
    });

const receivedOf = (ledger: Ledger) =>
  paymentsOf(ledger).filter(({ document }) => !document || (!document.incoming && counts(document)));

// Grouping.

const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

interface Entry {
  day: string;
  key: string;
  amount: bigint;
}

function series<Point extends object>(
  range: Range,
  dist: Dist,
  entries: readonly Entry[],
  names: readonly (Point & { key: string; name: string })[],
) {
  const cells = grouped(entries, ({ day, key }) => `${nameOf(day, dist)} ${key}`);
  return bucketsOf(range, dist).map((bucket) => ({
    ...bucket,
    series: names.map(({ key, ...point }) => ({
      ...point,
      value: text(total((cells.get(`${bucket.name} ${key}`) ?? []).map(({ amount }) => amount))),
    })),
  }));
}

// The statistics.

export function documentTotalStats(
  { documents }: Ledger,
  asked: Range & { type: string; dist: Dist; gross: boolean; incoming: boolean },
) {
  const entries = documents
    .filter((d) => counts(d) && d.type === asked.type && d.incoming === asked.incoming && within(d.date, asked))
    .map((d) => ({
      day: d.date,
      key: d.currency,
      amount: sign(d) * (asked.gross ? totalsOf(d).gross : totalsOf(d).net),
    }));
  const currencies = sorted(entries.map(({ key }) => key));
  return {
    stats: series(
      asked,
      asked.dist,
      entries,
      currencies.map((key) => ({ key, name: key })),
    ),
    total: currencies.map((currency) => ({
      currency,
      total: text(total(entries.filter(({ key }) => key === currency).map(({ amount }) => amount))),
    })),
  };
}

/** Without the colors, which are a table. */
export function paymentTotalStats(ledger: Ledger, asked: Range & { dist: Dist }) {
  const found = receivedOf(ledger).filter(({ day }) => within(day, asked));
  const currencies = sorted(found.map(({ currency }) => currency));
  const entries = found.map(({ day, type, currency, amount }) => ({ day, key: `${type} ${currency}`, amount }));
  const keys = paymentTypes.flatMap((type) =>
    currencies.map((currency) => `${type} ${currency}`).filter((key) => entries.some((entry) => entry.key === key)),
  );
  return {
    stats: series(
      asked,
      asked.dist,
      entries,
      keys.map((key) => ({ key, name: currencies.length > 1 ? key : (key.split(" ")[0] ?? "") })),
    ),
    total: currencies.map((currency) => ({
      currency,
      total: text(total(found.filter((each) => each.currency === currency).map(({ amount }) => amount))),
    })),
  };
}

export function categoryTotalStats(ledger: Ledger, asked: Range & { dist: Dist; categoryId?: string | undefined }) {
  const entries = ledger.documents
    .filter((document) => counts(document) && within(document.date, asked))
    .flatMap((document) =>
      convertedParts(document)
        .filter((part) => !part.isDeleted && (asked.categoryId === undefined || part.categoryId === asked.categoryId))
        .map((part) => ({
          day: document.date,
          key: part.categoryId,
          amount: (document.incoming ? -1n : 1n) * sign(document) * part.amountConverted,
        })),
    );
  const shown = ledger.categories.filter(({ id }) => entries.some(({ key }) => key === id));
  const names = shown.map((category) => {
    const { id, name, alias, isDeleted } = category;
    const others = shown.filter((other) => other !== category && other.name === name);
    if (others.length === 0) return { key: id, name, categoryId: id };
    const twin = isDeleted && others.some((other) => other.alias === alias);
    return { key: id, name: twin ? `${name} (${alias}, ${id})` : `${name} (${alias})`, categoryId: id };
  });
  names.sort((a, b) => (a.name === b.name ? (a.key < b.key ? -1 : 1) : a.name < b.name ? -1 : 1));
  return {
    stats: series(asked, asked.dist, entries, names),
    total: [{ currency: ledger.currency, total: text(total(entries.map(({ amount }) => amount))) }],
  };
}

export function totalStats(ledger: Ledger, day: string) {
  const [payments, received] = [paymentsOf(ledger), receivedOf(ledger)];
  const invoices = ledger.documents
    .filter((d) => counts(d) && d.type === "invoice" && !d.incoming && d.date <= day)
    .map((d) => ({
      currency: d.currency,
      dateDue: d.dateDue,
      amount:
        totalsOf(d).gross - total(payments.filter((p) => p.document === d && p.day <= day).map(({ amount }) => amount)),
    }));
  const listOf = (items: { currency: string; amount: bigint }[]) =>
    sorted(items.map(({ currency }) => currency)).map((currency) => ({
      currency,
      value: text(total(items.filter((item) => item.currency === currency).map(({ amount }) => amount))),
    }));
  const month = day.slice(0, 7);
  return {
    totalDue: listOf(invoices),
    totalOverdue: listOf(invoices.filter(({ dateDue }) => dateDue !== null && dateDue < day)),
    totalDueThisMonth: listOf(invoices.filter(({ dateDue }) => dateDue?.startsWith(month))),
    totalPaymentsThisMonth: listOf(received.filter((p) => p.day.startsWith(month) && p.day <= day)),
  };
}

export function businessStats(
  ledger: Ledger,
  asked: { from: string | null; to: string; accountId?: string | undefined; unitId?: string | undefined },
) {
  const range = { from: asked.from ?? "0001-01-01", to: asked.to };
  const isAsked = (d: LedgerDocument) =>
    isSale(d) &&
    (asked.accountId === undefined || d.accountId === asked.accountId) &&
    (asked.unitId === undefined || d.unitId === asked.unitId);
  const sales = ledger.documents.filter((d) => isAsked(d) && within(d.date, range));
  const totals = (documents: LedgerDocument[]) => {
    const net = total(documents.map((d) => sign(d) * totalsOf(d).netConverted));
    const gross = total(documents.map((d) => sign(d) * totalsOf(d).grossConverted));
    return { count: documents.length, total: text(net), totalTax: text(gross - net), totalWithTax: text(gross) };
  };
  const taxes = grouped(
    sales.flatMap((d) =>
      totalsOf(d).taxes.map(({ rate, base, tax }) => ({
        rate,
        base: sign(d) * rounded(base * d.rate, 10_000n),
        tax: sign(d) * rounded(tax * d.rate, 10_000n),
      })),
    ),
    ({ rate }) => String(rate).padStart(6, "0"),
  );
  const payments = grouped(
    receivedOf(ledger).filter(
      ({ day, document }) =>
        within(day, range) &&
        (document ? isAsked(document) : asked.accountId === undefined && asked.unitId === undefined),
    ),
    ({ type, currency }) => `${paymentTypes.indexOf(type)} ${currency}`,
  );
  const accounts = grouped(sales, ({ accountId }) => accountId ?? "~");
  return {
    from: asked.from,
    to: asked.to,
    currency: ledger.currency,
    documents: totals(sales),
    byType: documentTypes
      .map((type) => ({ type, ...totals(sales.filter((d) => d.type === type)) }))
      .filter(({ count }) => count > 0),
    taxes: [...taxes.keys()].sort().map((key) => {
      const found = taxes.get(key) ?? [];
      return {
        rate: text(BigInt(key)).replace(/\.?0+$/, ""),
        base: text(total(found.map(({ base }) => base))),
        totalTax: text(total(found.map(({ tax }) => tax))),
      };
    }),
    payments: [...payments.keys()].sort().map((key) => {
      const found = payments.get(key) ?? [];
      return {
        type: found[0]?.type,
        currency: found[0]?.currency,
        count: found.length,
        amount: text(total(found.map(({ amount }) => amount))),
      };
    }),
    byAccount: [...accounts.keys()].sort().map((key) => {
      const { count, total: net, totalWithTax } = totals(accounts.get(key) ?? []);
      return { accountId: key === "~" ? null : key, count, total: net, totalWithTax };
    }),
  };
}

// The reports.

export function profitAndLoss(ledger: Ledger, asked: Range & { dist?: Dist | undefined }) {
  const entries = ledger.documents
    .filter((d) => isReported(d) && within(d.date, asked))
    .flatMap((d) => {
      const parts = convertedParts(d).filter(({ isDeleted }) => !isDeleted);
      const rest = totalsOf(d).netConverted - total(parts.map(({ amountConverted }) => amountConverted));
      const common = { day: d.date, incoming: d.incoming };
      return [
        ...parts.map((part) => ({ ...common, categoryId: part.categoryId, amount: sign(d) * part.amountConverted })),
        ...(rest === 0n ? [] : [{ ...common, categoryId: null, amount: sign(d) * rest }]),
      ];
    });
  const { dist } = asked;
  const buckets = dist ? bucketsOf(asked, dist) : [];
  const row = (
    head: { key: string; name: string; type: string; level: number; parentKey: string | null; categoryId?: string },
    own: { day: string; amount: bigint }[],
  ) => {
    const cells = grouped(own, ({ day }) => (dist ? nameOf(day, dist) : ""));
    return {
      ...head,
      currency: ledger.currency,
      amount: text(total(own.map(({ amount }) => amount))),
      ...(dist
        ? {
            periods: buckets.map(({ name }) => ({
              name,
              amount: text(total((cells.get(name) ?? []).map(({ amount }) => amount))),
            })),
          }
        : {}),
    };
  };
  const section = (key: string, name: string, incoming: boolean) => {
    const own = entries.filter((entry) => entry.incoming === incoming);
    const categories = ledger.categories
      .filter(({ id }) => own.some(({ categoryId }) => categoryId === id))
      .sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
    const loose = own.filter(({ categoryId }) => categoryId === null);
    const child = { type: "row", level: 1, parentKey: key };
    return [
      row({ key, name, type: "section", level: 0, parentKey: null }, own),
      ...categories.map(({ id, name: named }) =>
        row(
          { key: `${key}:${id}`, name: named, ...child, categoryId: id },
          own.filter(({ categoryId }) => categoryId === id),
        ),
      ),
      ...(loose.length > 0 ? [row({ key: `${key}:uncategorized`, name: "Uncategorized", ...child }, loose)] : []),
      row({ key: `total-${key}`, name: `Total ${key}`, type: "total", level: 0, parentKey: null }, own),
    ];
  };
  return [
    ...section("income", "Income", false),
    ...section("expenses", "Expenses", true),
    row(
      { key: "net-profit", name: "Net profit", type: "total", level: 0, parentKey: null },
      entries.map(({ day, incoming, amount }) => ({ day, amount: incoming ? -amount : amount })),
    ),
  ];
}

export function balanceSheet(ledger: Ledger, { from, to }: Range) {
  const documents = ledger.documents
    .filter((d) => isReported(d) && d.date <= to)
    .map((d) => {
      const { netConverted, grossConverted } = totalsOf(d);
      return { document: d, incoming: d.incoming, net: sign(d) * netConverted, gross: sign(d) * grossConverted };
    });
  const payments = paymentsOf(ledger)
    .filter(({ day }) => day <= to)
    .map(({ type, document, amountConverted }) => ({
      type,
      document,
      amount: document?.incoming ? -amountConverted : amountConverted,
      reported: documents.some((each) => each.document === document),
    }));
  const of = (incoming: boolean) => documents.filter((each) => each.incoming === incoming);
  const sum = (items: { amount: bigint }[]) => total(items.map(({ amount }) => amount));
  const gross = (incoming: boolean) => total(of(incoming).map((each) => each.gross));
  const net = (found: typeof documents) => total(found.map((each) => (each.incoming ? -each.net : each.net)));
  const on = (incoming: boolean) =>
    sum(payments.filter(({ reported, document }) => reported && document?.incoming === incoming));
  const tax = total(documents.map((each) => (each.incoming ? -1n : 1n) * (each.gross - each.net)));
  const row = (parentKey: string, key: string, name: string, amount: bigint, level = 1) => ({
    key,
    name,
    type: "row",
    level,
    parentKey,
    currency: ledger.currency,
    amount: text(amount),
  });
  const framed = (key: string, name: string, amount: bigint, rows: ReturnType<typeof row>[]) => {
    const own = { level: 0, parentKey: null, currency: ledger.currency, amount: text(amount) };
    return [
      { key, name, type: "section", ...own },
      ...rows,
      { key: `total-${key}`, name: `Total ${key}`, type: "total", ...own },
    ];
  };
  const receivable = gross(false) - on(false);
  // What was paid on incoming documents is negative here.
  const payable = gross(true) + on(true);
  const unallocated = sum(payments.filter(({ reported }) => !reported));
  const before = documents.filter((each) => each.document.date < from);
  const since = documents.filter((each) => each.document.date >= from);
  return [
    ...framed("assets", "Assets", sum(payments) + receivable, [
      row("assets", "cash", "Cash", sum(payments)),
      ...paymentTypes
        .filter((type) => payments.some((payment) => payment.type === type))
        .map((type) => row("cash", `cash:${type}`, type, sum(payments.filter((p) => p.type === type)), 2)),
      row("assets", "accounts-receivable", "Accounts receivable", receivable),
    ]),
    ...framed("liabilities", "Liabilities", payable + tax + unallocated, [
      row("liabilities", "accounts-payable", "Accounts payable", payable),
      row("liabilities", "tax-payable", "Tax payable", tax),
      row("liabilities", "unallocated-payments", "Unallocated payments", unallocated),
    ]),
    ...framed("equity", "Equity", net(documents), [
      row("equity", "retained-result", "Retained result", net(before)),
      row("equity", "period-result", "Period result", net(since)),
    ]),
  ];
}
