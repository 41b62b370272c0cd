/** What the ledger's objects look like to a viewer. Decimals are text; calendar dates are `YYYY-MM-DD`. */

export const documentTypes = ["invoice", "estimate", "advance", "credit-note", "delivery-note"] as const;
export type DocumentType = (typeof documentTypes)[number];

export const paymentTypes = ["bank", "online", "paypal", "cash", "card", "crypto", "coupon", "other"] as const;
export type PaymentType = (typeof paymentTypes)[number];

/** One line of a document. Quantity, price, discount and rates are as short as they can be; sums have two decimals. */
export interface DocumentItem {
  name: string | null;
  description: string | null;
  quantity: string;
  unit: string | null;
  price: string;
  discount: string;
  discountIsAmount: boolean;
  taxes: ItemTax[];
  total: string;
  totalDiscount: string;
  totalTax: string;
  totalWithTax: string;
}

export interface ItemTax {
  rate: string;
  name: string | null;
  totalTax: string;
}

/** The tax of one rate over all lines, and what it was taken of. */
export interface DocumentTax {
  rate: string;
  base: string;
  totalTax: string;
}

/** What an amount in `from` is multiplied with to be one in `to`, the organization's currency. */
export interface ConversionRate {
  from: string;
  to: string;
  rate: string;
  source: string | null;
  /** `YYYY-MM-DD` */
  date: string | null;
}

interface Row {
  id: string;
  organizationId: string;
  isDeleted: boolean;
  deletedAt: Date | null;
  deletedId: string | null;
  custom: unknown;
  createdAt: Date;
  updatedAt: Date;
}

export interface DocumentView extends Row {
  accountId: string | null;
  type: DocumentType;
  incoming: boolean;
  number: string | null;
  date: string;
  dateDue: string | null;
  draft: boolean;
  canceled: boolean;
  currencyId: string;
  /** In the organization's own currency its rate is 1. */
  conversionRate: ConversionRate;
  /** What amounts are multiplied with for the organization's currency; 1 in its own. */
  rate: string;
  unitId: string | null;
  clientName: string | null;
  reference: string | null;
  note: string | null;
  uniqueId: string | null;
  items: DocumentItem[];
  taxes: DocumentTax[];
  total: string;
  totalDiscount: string;
  totalTax: string;
  totalWithTax: string;
  totalConverted: string;
  totalWithTaxConverted: string;
  totalPaid: string;
  totalDue: string;
  paidInFull: boolean;
}

export interface DocumentCategoryView extends Row {
  documentId: string;
  categoryId: string;
  amount: string;
  amountConverted: string;
  date: string;
}

export interface PaymentView extends Row {
  documentId: string | null;
  type: PaymentType;
  date: Date;
  amount: string;
  amountConverted: string;
  note: string | null;
  transactionId: string | null;
}
