import type { JsonObject, ObjectList } from "../../sheets/json-reader.js";
import type { Table } from "../../sheets/table.js";
import { lettersOf } from "../../sheets/xlsx-columns.js";
import { valueOf } from "./cell-values.js";
import type { Faults } from "./faults.js";
import type { ImportType } from "./kinds.js";
import { matchHeadings } from "./match-headings.js";

/** One object of a file, under the names of REST. */
export interface ReadRow {
  line: number;
  /** What is given under the name; undefined where nothing is said of it. */
  get: (property: string) => unknown;
  /** How the file calls what is at the path. May be kept: it holds nothing of the row. */
  columnOf: (path: readonly string[]) => string;
}

export interface ReadRows {
  count: number;
  /** Columns that no property is called like. */
  ignored: string[];
  /** Once: a row is let go of as soon as it was looked at. */
  rows: () => Generator<ReadRow>;
}

/** The objects of a file. What its headings lack, and cells outside of them, become faults. */
export function readRows(type: ImportType, file: Table | ObjectList, faults: Faults): ReadRows {
  return file.format === "json" ? fromObjects(file) : fromTable(type, file, faults);
}

/** How properties are called in the domain's inputs, by the names of REST. */
const domainNames: Readonly<Record<string, string>> = { items: "_documentItems", parts: "documentCategories" };

const named = (path: readonly string[]): string => {
  const [first = "", second] = path;
  // A conversion rate is spread over columns.
  if (first === "conversionRate" && second !== undefined && second !== "rate" && second !== "from") {
    return `conversionRate${second.charAt(0).toUpperCase()}${second.slice(1)}`;
  }
  return domainNames[first] ?? first;
};

function fromTable(type: ImportType, table: Table, faults: Faults): ReadRows {
  const { properties, ignored } = matchHeadings(type, table.headings, faults);
  const columns = new Map(properties.flatMap((property, index) => (property === undefined ? [] : [[property, index]])));
  const headingOf = (property: string): string => {
    const index = columns.get(property);
    return index === undefined ? property : (table.headings.cells[index] ?? property);
  };
  const columnOf: ReadRow["columnOf"] = (path) =>
    headingOf(columns.has(named(path)) ? named(path) : named(path.slice(0, 1)));
  const count = table.rows.length;
  function* rows(): Generator<ReadRow> {
    for (const { line, cells } of givenAway(table.rows)) {
      refuseUnnamed(line, cells, table, faults);
      yield {
        line,
        get: (property) => {
          const index = columns.get(property);
          if (index === undefined) return undefined;
          const place = { line, column: headingOf(property), decimalComma: table.decimalComma };
          return valueOf(type, property, cells[index] ?? null, place, faults);
        },
        columnOf,
      };
    }
  }
  return { count, ignored, rows };
}

/** The values in their order; each is taken out of the list. */
function* givenAway<Value>(values: Value[]): Generator<Value> {
  values.reverse();
  for (let value = values.pop(); value !== undefined; value = values.pop()) yield value;
}

/** A cell that stands under no heading is in the wrong column, or the heading is missing. */
function refuseUnnamed(line: number, cells: readonly (string | null)[], { headings }: Table, faults: Faults): void {
  for (let column = headings.cells.length; column < cells.length; column++) {
    if (cells[column] === null || cells[column] === "") continue;
    faults.add({ line, column: lettersOf(column), rule: "custom.rule", message: "has no heading" });
  }
}

function fromObjects({ rows: objects }: ObjectList): ReadRows {
  const count = objects.length;
  function* rows(): Generator<ReadRow> {
    for (const { line, object } of givenAway(objects)) {
      yield { line, get: (property) => own(object, property), columnOf: namesIn(object) };
    }
  }
  return { count, ignored: [], rows };
}

/** How an object calls its properties: lines and parts may have either name. */
function namesIn(object: JsonObject): ReadRow["columnOf"] {
  const given = Object.keys(domainNames).filter((name) => Object.hasOwn(object, name));
  return ([first = ""]) => (given.includes(first) ? first : named([first]));
}

const own = (object: JsonObject, property: string): unknown =>
  Object.hasOwn(object, property) ? object[property] : undefined;
