import type { Cell } from "../../sheets/column.js";
import type { CategoryView } from "../category/queries.js";
import type { DocumentItem, DocumentView, PaymentView } from "../ledger/views.js";
import type { AccountOrganizationView } from "../membership/queries.js";

/** The cells of a row, by the names of their columns. Null: nothing. */
export type Cells = Readonly<Record<string, Cell>>;

/** What an object points to, which is told by what it is called. */
export interface NamedDocument {
  type: string;
  number: string | null;
  incoming: boolean;
  currencyId: string;
}

export interface NamedPart {
  category: string;
  name: string;
  amount: string;
  date: string;
  custom: object;
}

export interface NamedAccount {
  email: string;
  firstname: string | null;
  lastname: string | null;
}

const yes = (value: boolean): string => (value ? "true" : "false");
const instant = (value: Date): string => value.toISOString();

/** An object or a list as JSON; an empty one is nothing. */
function json(value: unknown): Cell {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return null;
  return JSON.stringify(value);
}

export const categoryCells = ({ name, alias, description, custom }: CategoryView): Cells => ({
  name,
  alias,
  description,
  custom: json(custom),
});

/** What a file tells of a document. */
export type ExportedDocument = Omit<
  DocumentView,
  | ("id" | "organizationId" | "accountId" | "isDeleted" | "deletedAt" | "deletedId" | "createdAt" | "updatedAt")
  | ("rate" | "totalPaid" | "totalDue" | "paidInFull")
>;

export function documentCells(document: ExportedDocument, parts: readonly NamedPart[]): Cells {
  const rate = foreignRate(document);
  return {
    type: document.type,
    number: document.number,
    date: document.date,
    dateDue: document.dateDue,
    draft: yes(document.draft),
    canceled: yes(document.canceled),
    incoming: yes(document.incoming),
    clientName: document.clientName,
    reference: document.reference,
    currencyId: document.currencyId,
    conversionRate: rate?.rate ?? null,
    conversionRateTo: rate?.to ?? null,
    conversionRateSource: rate?.source ?? null,
    conversionRateDate: rate?.date ?? null,
    total: document.total,
    totalDiscount: document.totalDiscount,
    totalTax: document.totalTax,
    totalWithTax: document.totalWithTax,
    totalConverted: document.totalConverted,
    totalWithTaxConverted: document.totalWithTaxConverted,
    unitId: document.unitId,
    uniqueId: document.uniqueId,
    note: document.note,
    _documentItems: json(document.items.map(givenItem)),
    _documentTaxes: json(document.taxes.map(({ rate, base, totalTax }) => ({ rate, base, totalTax }))),
    documentCategories: json(parts.map((part) => givenPart(part, document.date))),
    custom: json(document.custom),
  };
}

/** What was given of a line; what is left out is what it would be anyway. */
const givenItem = ({ name, description, quantity, unit, price, discount, discountIsAmount, taxes }: DocumentItem) => ({
  ...(name === null ? {} : { name }),
  ...(description === null ? {} : { description }),
  quantity,
  ...(unit === null ? {} : { unit }),
  price,
  ...(discount === "0" ? {} : { discount }),
  ...(discountIsAmount ? { discountIsAmount } : {}),
  ...(taxes.length === 0
    ? {}
    : {
        _documentItemTaxes: taxes.map((tax) => ({ rate: tax.rate, ...(tax.name === null ? {} : { name: tax.name }) })),
      }),
});

const givenPart = ({ category, name, amount, date, custom }: NamedPart, documentDate: string) => ({
  category,
  name,
  amount,
  ...(date === documentDate ? {} : { date }),
  ...(Object.keys(custom).length === 0 ? {} : { custom }),
});

export const paymentCells = (payment: PaymentView, document: NamedDocument | null, ownCurrency: string): Cells => ({
  type: payment.type,
  date: instant(payment.date),
  amount: payment.amount,
  currencyId: document?.currencyId ?? ownCurrency,
  amountConverted: payment.amountConverted,
  documentType: document?.type ?? null,
  documentNumber: document?.number ?? null,
  documentIncoming: document && yes(document.incoming),
  transactionId: payment.transactionId,
  note: payment.note,
  custom: json(payment.custom),
});

export const membershipCells = (membership: AccountOrganizationView, account: NamedAccount | null): Cells => ({
  email: account?.email ?? membership.invitationEmail,
  firstname: account?.firstname ?? null,
  lastname: account?.lastname ?? null,
  role: membership.role,
  status: membership.status,
  active: yes(membership.active),
  disabled: yes(membership.disabled),
  rejected: yes(membership.rejected),
  expiresAt: membership.openUntil && instant(membership.openUntil),
  createdAt: instant(membership.createdAt),
  id: membership.id,
  accountId: membership.accountId,
  inviterId: membership.inviterId,
  custom: json(membership.custom),
});

/** In the organization's own currency there is nothing to say. */
const foreignRate = ({ conversionRate }: ExportedDocument) =>
  conversionRate.from === conversionRate.to ? null : conversionRate;
