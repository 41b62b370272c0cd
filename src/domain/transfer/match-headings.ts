import type { TableRow } from "../../sheets/table.js";
import type { Faults } from "./faults.js";
import { headingKey, headings } from "./headings.js";
import { languages, type ImportType } from "./kinds.js";

/** Without these columns there is nothing to import. */
export const required: Record<ImportType, readonly string[]> = {
  category: ["name", "alias"],
  document: ["type"],
  payment: ["type", "date"],
};

/** Further names of properties. */
const also: Record<ImportType, Readonly<Record<string, string>>> = {
  category: {},
  document: { items: "_documentItems", parts: "documentCategories", clientName: "clientName" },
  payment: { documentId: "documentId" },
};

/** What every object of REST has, and an import has no use for. */
const beside = [
  "id",
  "organizationId",
  "accountId",
  "createdAt",
  "updatedAt",
  "_isDeleted",
  "isDeleted",
  "deletedAt",
  "deletedId",
  "totalPaid",
  "totalDue",
  "paidInFull",
  "rate",
];

/** In characters. It is said again with every fault below it. */
const longestHeading = 200;

/** The properties that the columns of a file are, and what else there is. */
export interface Matched {
  /** By column: undefined for what is not known. */
  properties: (string | undefined)[];
  ignored: string[];
}

const tables = new Map<ImportType, ReadonlyMap<string, string>>();

/** The property that a heading names, in any language; undefined where there is none. */
export function propertyNamed(type: ImportType, heading: string): string | undefined {
  let table = tables.get(type);
  if (!table) {
    table = new Map([
      ...beside.map((name) => [headingKey(name), name] as const),
      ...Object.entries(headings[type]).flatMap(([property, words]) =>
        [property, ...languages.map((language) => words[language])].map(
          (name) => [headingKey(name), property] as const,
        ),
      ),
      ...Object.entries(also[type]).map(([name, property]) => [headingKey(name), property] as const),
    ]);
    tables.set(type, table);
  }
  return table.get(headingKey(heading));
}

/** Finds out what the columns of a table are. What is there twice, or is missing, becomes a fault. */
export function matchHeadings(type: ImportType, { line, cells }: TableRow, faults: Faults): Matched {
  const seen = new Set<string>();
  const ignored: string[] = [];
  const properties = cells.map((heading) => {
    if (heading === null || heading.trim() === "") return undefined;
    if (heading.length > longestHeading) {
      const column = `${heading.slice(0, longestHeading)}…`;
      faults.add({ line, column, rule: "length.max", message: `is longer than ${longestHeading} characters` });
      return undefined;
    }
    const property = propertyNamed(type, heading);
    if (property === undefined) ignored.push(heading);
    else if (seen.has(property)) {
      faults.add({ line, column: heading, rule: "uniqueness", message: "is there twice, perhaps in two languages" });
    } else seen.add(property);
    return property;
  });
  for (const property of required[type]) {
    if (!seen.has(property))
      faults.add({ line, column: property, rule: "presence", message: "is missing as a column" });
  }
  return { properties, ignored };
}
