import { z } from "zod";
import { documentFields } from "../ledger/document-fields.js";
import { calendarDate, money, requiredDecimal } from "../ledger/inputs.js";
import { mostParts } from "../ledger/parts.js";
import { flag, jsonObject, optionalText, validate } from "../validate.js";
import type { ReadRow } from "./read-rows.js";

/** A part names its category by alias, or by id where it is the same organization's; `name` is for one to be made. */
const part = z.object({
  category: optionalText(),
  categoryId: optionalText(),
  name: optionalText(),
  amount: requiredDecimal(money),
  date: calendarDate(),
  custom: jsonObject(),
});

const schema = z.object({
  ...documentFields,
  canceled: flag(),
  parts: z.array(part).max(mostParts).nullish(),
});

export type DocumentInput = z.output<typeof schema>;

/** A document of a file, by the rules of creating one. Errors: VALIDATION_FAILED. */
export const readDocument = (row: ReadRow): DocumentInput =>
  validate("Document", schema, {
    // Written out: objects that are put together would have a shape of their own each, which is more than is in them.
    type: row.get("type"),
    incoming: row.get("incoming"),
    draft: row.get("draft"),
    canceled: row.get("canceled"),
    number: row.get("number"),
    date: row.get("date"),
    dateDue: row.get("dateDue"),
    currencyId: row.get("currencyId"),
    unitId: row.get("unitId"),
    clientName: row.get("clientName"),
    reference: row.get("reference"),
    note: row.get("note"),
    uniqueId: row.get("uniqueId"),
    custom: row.get("custom"),
    conversionRate: rateOf(row),
    items: itemsOf(row.get("_documentItems") ?? row.get("items")),
    parts: row.get("documentCategories") ?? row.get("parts"),
  });

/** A rate as an object, as REST has it, or spread over columns. */
function rateOf(row: ReadRow): unknown {
  const rate = row.get("conversionRate");
  if (typeof rate === "object") return rate;
  if (rate === undefined || rate === "") return undefined;
  return {
    rate,
    to: row.get("conversionRateTo"),
    source: row.get("conversionRateSource"),
    date: row.get("conversionRateDate"),
  };
}

/** Lines as REST has them have their taxes under another name. */
function itemsOf(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  return items.map((item: unknown) =>
    typeof item === "object" && item !== null && "_documentItemTaxes" in item
      ? { ...item, taxes: item._documentItemTaxes }
      : item,
  );
}
