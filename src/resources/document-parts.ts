import type { ResourceProperties } from "./resource.js";
import { always, boolean, date, list, number, text } from "./properties.js";

/** What is inside a document: its lines, their taxes and how its amounts are converted. */

const rate = number("Percent: 0 to 100, with two decimals.", { required: true, nullable: false, example: 22 });
const sum = (what: string, example: number) => number(`${what} Computed.`, { ...always, example });

export const itemParts: ResourceProperties = {
  name: text("Name.", { example: "Work" }),
  description: text("Description."),
  quantity: number("How many; 1 where it is not given. Four decimals.", { nullable: false, example: 1 }),
  unit: text("What is counted.", { example: "hour" }),
  price: number("Price of one, net. Four decimals.", { required: true, nullable: false, example: 100 }),
  discount: number("Discount of the line; 0 where it is not given.", { nullable: false, example: 0 }),
  discountIsAmount: boolean("Whether the discount is an amount; else it is percent.", {
    nullable: false,
    example: false,
  }),
  _documentItemTaxes: list("Its taxes: 20 at most.", {
    from: "taxes",
    nullable: false,
    parts: {
      rate,
      name: text("Name.", { example: "VAT" }),
      totalTax: sum("This tax on the line.", 22),
    },
  }),
  total: sum("Net total, less the discount.", 100),
  totalDiscount: sum("The discount as an amount.", 0),
  totalTax: sum("Sum of its taxes.", 22),
  totalWithTax: sum("Gross total.", 122),
};

export const taxParts: ResourceProperties = {
  rate: number("Percent.", { ...always, example: 22 }),
  base: number("What it was taken of.", { ...always, example: 100 }),
  totalTax: number("The tax.", { ...always, example: 22 }),
};

export const conversionRateParts: ResourceProperties = {
  from: text("ISO 4217 code of the document's currency.", { nullable: false, example: "USD" }),
  to: text("ISO 4217 code of the organization's currency.", { nullable: false, example: "EUR" }),
  rate: number("What an amount in the one is multiplied with to be in the other.", {
    required: true,
    nullable: false,
    example: 0.9,
  }),
  source: text("Where the rate comes from.", { example: "ECB" }),
  date: date("The day of the rate.", { example: "2020-02-28" }),
};
