import type { Column, ColumnType } from "../../sheets/column.js";
import { headings } from "./headings.js";
import type { ExportType, Language } from "./kinds.js";

/**
 * How the cells of each property are written; all others are text. What an import computes anew is in the file for who
 * reads it, but nothing is that could not come back the same: ids, accounts, moments, and what has been paid.
 */
const types: Readonly<Record<ExportType, Readonly<Record<string, ColumnType>>>> = {
  category: {},
  document: {
    date: "date",
    dateDue: "date",
    draft: "boolean",
    canceled: "boolean",
    incoming: "boolean",
    conversionRate: "number",
    conversionRateDate: "date",
    total: "money",
    totalDiscount: "money",
    totalTax: "money",
    totalWithTax: "money",
    totalConverted: "money",
    totalWithTaxConverted: "money",
  },
  payment: { amount: "money", amountConverted: "money", documentIncoming: "boolean" },
  accountOrganization: { active: "boolean", disabled: "boolean", rejected: "boolean" },
};

/** The properties of an export in the order of its columns. */
export const propertiesOf = (type: ExportType): string[] => Object.keys(headings[type]);

export const columnType = (type: ExportType, property: string): ColumnType => types[type][property] ?? "text";

/** The columns of an export. */
export const columnsOf = (type: ExportType, language: Language): Column[] =>
  Object.entries(headings[type]).map(([property, words]) => ({
    heading: words[language],
    type: columnType(type, property),
  }));
