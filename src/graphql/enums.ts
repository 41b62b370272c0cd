import { builder } from "./builder.js";

export const Role = builder.enumType("Role", {
  description: "What a member may do in an organization.",
  values: {
    ADMIN: { value: "admin", description: "Everything: changes the organization and manages its members." },
    DEFAULT: { value: "default", description: "Reads everything, and changes categories, documents and payments." },
    READONLY: { value: "readonly", description: "Reads everything." },
  } as const,
});

export const Status = builder.enumType("AccountOrganizationStatus", {
  description: "The state of a membership or invitation.",
  values: {
    PENDING: { description: "Invited, and not answered yet." },
    ACTIVE: { description: "A member." },
    REJECTED: { description: "Invited, and declined." },
    DISABLED: { description: "A member whose access is switched off." },
    EXPIRED: { description: "Invited more than seven days ago, and not answered." },
  },
});

export const SortDirection = builder.enumType("SortDirection", {
  description: "Which end of an order comes first.",
  values: {
    ASC: { value: "asc", description: "Small to large, early to late; rows without a value first." },
    DESC: { value: "desc", description: "Large to small, late to early; rows without a value last." },
  } as const,
});

export const DocumentType = builder.enumType("DocumentType", {
  description: "What a document is.",
  values: {
    INVOICE: { value: "invoice", description: "What somebody has to pay." },
    ESTIMATE: { value: "estimate", description: "What something would cost." },
    ADVANCE: { value: "advance", description: "What is paid before the invoice." },
    CREDIT_NOTE: {
      value: "credit-note",
      description: "What is given back: its totals are positive, and count negative in statistics and reports.",
    },
    DELIVERY_NOTE: { value: "delivery-note", description: "What was handed over." },
  } as const,
});

export const PaymentType = builder.enumType("PaymentType", {
  description: "How money was paid.",
  values: {
    BANK: { value: "bank", description: "By bank transfer." },
    ONLINE: { value: "online", description: "Through an online payment service." },
    PAYPAL: { value: "paypal", description: "By PayPal." },
    CASH: { value: "cash", description: "In cash." },
    CARD: { value: "card", description: "By card." },
    CRYPTO: { value: "crypto", description: "In a cryptocurrency." },
    COUPON: { value: "coupon", description: "By coupon." },
    OTHER: { value: "other", description: "In another way." },
  } as const,
});

export const StatsInterval = builder.enumType("StatsInterval", {
  description: "What one bucket of a statistic is.",
  values: {
    DAY: { value: "day", description: "A day, named `2020-02-29`." },
    WEEK: { value: "week", description: "A week of ISO 8601, Monday to Sunday, named `2020-W09`." },
    MONTH: { value: "month", description: "A month, named `2020-02`." },
    YEAR: { value: "year", description: "A year, named `2020`." },
  } as const,
});

export const ReportRowType = builder.enumType("ReportRowType", {
  description: "What a line of a report is.",
  values: {
    SECTION: { value: "section", description: "The sum of the rows whose `parentKey` it is, shown before them." },
    ROW: { value: "row", description: "A line of a section, or of another row." },
    TOTAL: { value: "total", description: "A sum, shown after what it is of." },
  } as const,
});
