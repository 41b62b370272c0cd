import { less } from "./amount.js";

/** A line of a report. Amounts are texts with two decimals, in the organization's currency. */
export interface ReportRow {
  /** Unique in the report. */
  key: string;
  name: string;
  /** A section's amount is the sum of the rows whose parentKey it is. */
  type: "section" | "row" | "total";
  /** How deep it stands: 0 sections and totals, 1 their rows, 2 the rows of these. */
  level: number;
  parentKey: string | null;
  currency: string;
  amount: string;
  /** Only of a row that is a category's. */
  categoryId?: string;
  /** Only where the report was asked for by period; their sum is the amount. */
  periods?: { name: string; amount: string }[];
}

/** An amount, and its parts by period: as many as the report has. */
export interface Figures {
  amount: string;
  parts: string[];
}

/** The first figures less the second. */
export const subtracted = (figures: Figures, other: Figures): Figures => ({
  amount: less(figures.amount, other.amount),
  parts: figures.parts.map((part, index) => less(part, other.parts[index] ?? "0")),
});
