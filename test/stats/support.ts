/** Random and written-down ledgers as rows of the tables; their totals are computed here in whole cents, by nobody else. */
import { newId } from "../../src/database/ids.js";
import type { Prisma } from "../../src/database/generated/client.js";
import type { Database } from "../../src/database/open.js";

export interface LedgerLine {
  /** In cents. */
  net: bigint;
  /** In hundredths of a percent: 2200 are 22 %. Null: without tax. */
  taxRate: bigint | null;
}

export interface LedgerPart {
  categoryId: string;
  /** In cents. */
  amount: bigint;
  isDeleted?: boolean;
}

export interface LedgerDocument {
  id: string;
  type: "invoice" | "estimate" | "advance" | "credit-note" | "delivery-note";
  incoming: boolean;
  date: string;
  dateDue: string | null;
  state: "counts" | "draft" | "canceled" | "deleted";
  currency: string;
  /** In ten-thousandths. */
  rate: bigint;
  accountId: string | null;
  unitId: string | null;
  lines: LedgerLine[];
  parts: LedgerPart[];
}

export interface LedgerPayment {
  id: string;
  documentId: string | null;
  type: "bank" | "online" | "paypal" | "cash" | "card" | "crypto" | "coupon" | "other";
  date: Date;
  /** In cents. */
  amount: bigint;
  isDeleted: boolean;
}

export interface LedgerCategory {
  id: string;
  name: string;
  alias: string;
  isDeleted: boolean;
}

export interface Ledger {
  id: string;
  zone: string;
  currency: string;
  categories: LedgerCategory[];
  documents: LedgerDocument[];
  payments: LedgerPayment[];
}

/** The quotient, half of one away from zero. */
export function rounded(amount: bigint, divisor: bigint): bigint {
  const size = amount < 0n ? -amount : amount;
  const quotient = (size * 2n + divisor) / (divisor * 2n);
  return amount < 0n ? -quotient : quotient;
}

export const converted = (amount: bigint, rate: bigint): bigint => rounded(amount * rate, 10_000n);

/** "12.50" for 1250 cents. */
export function text(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, amount) => sum + amount, 0n);

/** What a document's items come to, in its own currency and in the organization's. */
export function totalsOf(document: LedgerDocument) {
  const taxes = new Map<bigint, { base: bigint; tax: bigint }>();
  for (const { net, taxRate } of document.lines) {
    if (taxRate === null) continue;
    const found = taxes.get(taxRate) ?? { base: 0n, tax: 0n };
    taxes.set(taxRate, { base: found.base + net, tax: found.tax + rounded(net * taxRate, 10_000n) });
  }
  const net = total(document.lines.map((line) => line.net));
  const tax = total([...taxes.values()].map((each) => each.tax));
  return {
    net,
    tax,
    gross: net + tax,
    netConverted: converted(net, document.rate),
    grossConverted: converted(net + tax, document.rate),
    taxes: [...taxes].map(([rate, sums]) => ({ rate, ...sums })),
  };
}

/** The parts in the organization's currency: each takes what rounding left of those before it, so that their sum is kept. */
export function convertedParts(document: LedgerDocument): (LedgerPart & { amountConverted: bigint })[] {
  let before = 0n;
  return document.parts.map((part) => {
    const start = converted(before, document.rate);
    if (!part.isDeleted) before += part.amount;
    const amountConverted = part.isDeleted
      ? converted(part.amount, document.rate)
      : converted(before, document.rate) - start;
    return { ...part, amountConverted };
  });
}

const deletedAt = new Date("2021-06-01T00:00:00.000Z");
const deletion = (id: string, isDeleted: boolean | undefined) =>
  isDeleted ? { isDeleted: true, deletedAt, deletedId: id } : { isDeleted: false };

/** Writes ledgers with their organizations; `masterId` is who reads them all. */
export async function writeLedgers(database: Database, masterId: string, ledgers: readonly Ledger[]): Promise<void> {
  const { prisma } = database;
  await prisma.organization.createMany({
    data: ledgers.map(({ id, zone, currency }) => ({
      id,
      name: "Orgate Works",
      timezone: zone,
      currencyId: currency,
      masterId,
    })),
  });
  await prisma.category.createMany({ data: ledgers.flatMap(categoryRows) });
  await prisma.document.createMany({ data: ledgers.flatMap(documentRows) });
  await prisma.documentCategory.createMany({ data: ledgers.flatMap(partRows) });
  await prisma.payment.createMany({ data: ledgers.flatMap(paymentRows) });
}

const categoryRows = ({ id: organizationId, categories }: Ledger): Prisma.CategoryCreateManyInput[] =>
  categories.map(({ id, name, alias, isDeleted }) => ({
    id,
    organizationId,
    name,
    alias,
    aliasKey: alias.toLowerCase(),
    ...deletion(id, isDeleted),
  }));

const documentRows = ({ id: organizationId, documents }: Ledger): Prisma.DocumentCreateManyInput[] =>
  documents.map((document, index) => {
    const { net, tax, gross, netConverted, grossConverted, taxes } = totalsOf(document);
    const rate = `${document.rate / 10_000n}.${String(document.rate % 10_000n).padStart(4, "0")}`;
    return {
      id: document.id,
      organizationId,
      type: document.type,
      incoming: document.incoming,
      number: document.state === "draft" ? null : `2020-${index}`,
      date: new Date(document.date),
      dateDue: document.dateDue === null ? null : new Date(document.dateDue),
      draft: document.state === "draft",
      canceled: document.state === "canceled",
      currencyId: document.currency,
      rate,
      accountId: document.accountId,
      unitId: document.unitId,
      taxes: taxes.map((each) => ({ rate: text(each.rate), base: text(each.base), totalTax: text(each.tax) })),
      total: text(net),
      totalDiscount: "0.00",
      totalTax: text(tax),
      totalWithTax: text(gross),
      totalConverted: text(netConverted),
      totalWithTaxConverted: text(grossConverted),
      ...deletion(document.id, document.state === "deleted"),
    };
  });

const partRows = ({ id: organizationId, documents }: Ledger): Prisma.DocumentCategoryCreateManyInput[] =>
  documents.flatMap((document) =>
    convertedParts(document).map(({ categoryId, amount, amountConverted, isDeleted }) => {
      const id = newId();
      return {
        id,
        organizationId,
        documentId: document.id,
        categoryId,
        amount: text(amount),
        amountConverted: text(amountConverted),
        // A part has a date of its own, which no statistic looks at.
        date: new Date("2001-01-01"),
        ...deletion(id, isDeleted),
      };
    }),
  );

const paymentRows = ({ id: organizationId, documents, payments }: Ledger): Prisma.PaymentCreateManyInput[] =>
  payments.map(({ id, documentId, type, date, amount, isDeleted }) => {
    const document = documents.find((each) => each.id === documentId);
    return {
      id,
      organizationId,
      documentId,
      type,
      date,
      amount: text(amount),
      amountConverted: text(converted(amount, document?.rate ?? 10_000n)),
      ...deletion(id, isDeleted),
    };
  });
