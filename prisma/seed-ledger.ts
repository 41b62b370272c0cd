import { dayAt } from "../src/domain/organization/zone.js";
import type { Chance } from "./seed-chance.js";
import type { DemoOrganization } from "./seed-people.js";
import type { Trade } from "./seed-words.js";

/** How one organization keeps its books. */
export interface Books {
  organization: DemoOrganization;
  trade: Trade;
  zone: string;
  /** What the foreign customers pay with, and what about a hundred of it are in the organization's currency. */
  foreign: { from: string; to: string; hundred: number };
  /** Outgoing invoices of a month; the rest goes with them. */
  busy: number;
}

type Type = "invoice" | "advance" | "credit-note" | "estimate" | "delivery-note";
type Pay = "nothing" | "part" | "all" | "twice";

const day = 86_400_000;
const months = 25;
const daysOfMonth = 30;
const paymentTypes = ["bank", "bank", "bank", "card", "online", "paypal", "cash", "crypto", "coupon", "other"] as const;

/**
 * Two years of documents up to the day of `now`, with their parts and payments, as lists that `load` takes: of every type
 * and in two currencies, paid in every way or not at all, some under two categories, some under none.
 */
export function books(newId: (madeAt: Date) => string, now: Date, luck: Chance, of: Books) {
  const { organization, trade, zone, foreign } = of;
  const documents: object[] = [];
  const documentCategories: object[] = [];
  const payments: object[] = [];

  const today = dayAt(now, zone);
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * day).toISOString().slice(0, 10);
  /** Nothing was made later than now, also where the day has only begun. */
  const madeOn = (days: number) => new Date(Math.min(Date.parse(`${dayBefore(days)}T12:00:00.000Z`), now.getTime()));
  const dated = (days: number) => ({ id: newId(madeOn(days)), createdAt: madeOn(days).toISOString() });

  function pay(days: number, fields: { documentId?: string; cents: number; type?: string }): void {
    const { cents, type = luck.pick(paymentTypes), ...rest } = fields;
    payments.push({
      ...dated(days),
      organizationId: organization.id,
      type,
      date: dayBefore(days),
      amount: money(cents),
      ...(type === "bank" ? { transactionId: `T-${luck.between(100_000, 999_999)}` } : {}),
      ...rest,
    });
  }

  /** A document of so many days ago. Answers nothing: it puts everything into the lists. */
  function add(
    type: Type,
    days: number,
    options: { incoming?: boolean; pay?: Pay; fields?: object; due?: number } = {},
  ): void {
    const { incoming = false, pay: how = "nothing", fields = {}, due = luck.pick([15, 15, 30]) } = options;
    const isForeign = !incoming && luck.percent(25);
    const lines = Array.from({ length: luck.between(1, 3) }, () => line(luck, trade, incoming));
    const net = lines.reduce((sum, one) => sum + one.net, 0);
    const gross = lines.reduce((sum, one) => sum + one.net + one.tax, 0);
    const hundred = foreign.hundred + luck.between(-300, 300) / 100;
    const { id, createdAt } = dated(days);
    documents.push({
      id,
      createdAt,
      organizationId: organization.id,
      accountId: luck.pick(organization.makers),
      type,
      incoming,
      date: dayBefore(days),
      ...(type === "invoice" || type === "advance" ? { dateDue: dayBefore(days - due) } : {}),
      clientName: incoming ? luck.pick(trade.suppliers) : luck.pick(isForeign ? trade.abroad : trade.customers),
      unitId: luck.pick(trade.units),
      ...(isForeign
        ? {
            currencyId: foreign.from,
            conversionRate: {
              from: foreign.from,
              to: foreign.to,
              rate: (hundred / 100).toFixed(4),
              source: "demo",
              date: dayBefore(days),
            },
          }
        : {}),
      _documentItems: lines.map(({ item }) => item),
      ...fields,
    });

    const categories = incoming ? organization.expense : organization.income;
    const under = (index: number, cents: number) => {
      const categoryId = categories[index % categories.length] ?? "";
      documentCategories.push({ ...dated(days), documentId: id, categoryId, amount: money(cents) });
    };
    const first = luck.between(0, categories.length - 1);
    if (luck.percent(30)) {
      const share = Math.round((net * luck.between(30, 70)) / 100);
      under(first, share);
      under(first + 1, net - share);
    } else if (luck.percent(90)) under(first, net);

    const later = () => luck.between(0, Math.min(days, 25));
    if (how === "part") pay(days - later(), { documentId: id, cents: Math.round(gross / 3) });
    if (how === "all") pay(days - later(), { documentId: id, cents: gross });
    if (how === "twice") {
      const half = Math.round(gross / 2);
      pay(days - later(), { documentId: id, cents: half });
      pay(days - later(), { documentId: id, cents: gross - half, type: "bank" });
    }
  }

  for (let month = months - 1; month >= 0; month--) {
    // What is made today is said below.
    const someDay = () => Math.max(1, month * daysOfMonth + luck.between(0, daysOfMonth - 1));
    const usually = (): Pay =>
      luck.percent(month > 1 ? 80 : 40) ? luck.pick(["all", "all", "twice"]) : luck.pick(["nothing", "part"]);
    for (let count = of.busy; count > 0; count--) add("invoice", someDay(), { pay: usually() });
    for (let count = of.busy / 2; count > 0; count--) add("invoice", someDay(), { incoming: true, pay: usually() });
    add("estimate", someDay());
    add("delivery-note", someDay());
    if (month % 2 === 0) add("advance", someDay(), { pay: "all" });
    if (month % 3 === 0) add("credit-note", someDay(), { pay: luck.pick(["all", "nothing"]) });
    if (month % 6 === 0) add("credit-note", someDay(), { incoming: true });
    if (month % 8 === 1) add("invoice", someDay(), { fields: { canceled: true, note: "Sent twice by mistake" } });
    pay(someDay(), { cents: luck.between(500, 9_000), type: luck.pick(["cash", "card", "coupon", "other"]) });
  }
  // What every look at today shows: owed since long, owed today, paid today, and not yet sent.
  add("invoice", 75, { pay: "part" });
  add("invoice", 15, { due: 15 });
  add("invoice", 0, { due: 14 });
  pay(0, { cents: luck.between(2_000, 9_000), type: "cash" });
  add("invoice", 2, { fields: { draft: true } });
  add("estimate", 1, { fields: { draft: true } });
  return { documents, documentCategories, payments };
}

/** An item with what it comes to, in cents. */
function line(luck: Chance, trade: Trade, incoming: boolean) {
  const { name, unit, least, most } = luck.pick(incoming ? trade.buys : trade.sells);
  const price = luck.between(least, most);
  const quantity = luck.between(1, 8);
  const rate = luck.pick(trade.taxRates);
  const discount = luck.percent(15) ? 10 : 0;
  const base = price * quantity;
  const net = base - Math.round((base * discount) / 100);
  return {
    item: { name, unit, quantity, price: money(price), discount, _documentItemTaxes: [{ rate, name: "VAT" }] },
    net,
    // Tenths of a percent, so that halves are exact.
    tax: Math.round((net * rate * 10) / 1_000),
  };
}

const money = (cents: number): string =>
  `${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`;
