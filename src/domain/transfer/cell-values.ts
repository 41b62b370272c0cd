import type { Cell } from "../../sheets/column.js";
import { columnType } from "./columns.js";
import type { Faults } from "./faults.js";
import type { ImportType } from "./kinds.js";

/** How spreadsheets of the six languages write yes and no. */
const yes = new Set([
  "true",
  "1",
  "yes",
  "wahr",
  "ja",
  "da",
  "vero",
  "sì",
  "si",
  "vrai",
  "oui",
  "verdadero",
  "sí",
  "resnično",
]);
const no = new Set(["false", "0", "no", "falsch", "nein", "ne", "falso", "faux", "non", "neresnično"]);

/** In characters: a document of 1,000 items with long descriptions has about as many. Parsing it holds everybody up. */
const longestJson = 4_000_000;

const lists: ReadonlySet<string> = new Set(["_documentItems", "documentCategories", "custom"]);
const dates: ReadonlySet<string> = new Set(["date", "dateDue", "conversionRateDate"]);

/**
 * What a cell says, as an object of REST would: null where there is nothing. What cannot be read goes on as the text that
 * it is, so that the rules of the property refuse it.
 */
export function valueOf(
  type: ImportType,
  property: string,
  cell: Cell,
  { line, column, decimalComma }: { line: number; column: string; decimalComma: boolean },
  faults: Faults,
): unknown {
  if (cell === null) return null;
  if (lists.has(property) || (property === "conversionRate" && cell.trimStart().startsWith("{"))) {
    if (cell.trim() === "") return null;
    if (cell.length > longestJson) {
      faults.add({ line, column, rule: "length.max", message: `is longer than ${longestJson} characters` });
      return null;
    }
    try {
      return JSON.parse(cell) as unknown;
    } catch {
      faults.add({ line, column, rule: "type", message: "is not JSON" });
      return null;
    }
  }
  switch (columnType(type, property)) {
    case "boolean": {
      const value = booleanOf(cell);
      return value === undefined ? cell : value;
    }
    case "money":
    case "number":
      return decimalComma ? withPoint(cell) : cell;
    default:
      return dates.has(property) ? dayFirst(cell) : cell;
  }
}

/** Yes, no, or null for nothing; undefined for what is none of these. */
export function booleanOf(value: unknown): boolean | null | undefined {
  if (value === null || value === undefined || typeof value === "boolean") return value ?? null;
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  return word === "" ? null : yes.has(word) ? true : no.has(word) ? false : undefined;
}

/** `12,50` as `12.50`; `1,250` might be either, and stays, to be refused. */
function withPoint(cell: string): string {
  const text = cell.trim();
  return /^[+-]?\d+,(\d{1,2}|\d{4,})$/.test(text) ? text.replace(",", ".") : cell;
}

/** `29. 2. 2020`, as German and Slovenian spreadsheets write it, is read as `29/2/2020`. */
const dayFirst = (cell: string): string => cell.trim().replace(/^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/, "$1/$2/$3");
