import { DomainError, type Problem, type ValidationRule } from "../errors.js";

/** What is wrong in a file, and where. */
export interface ImportFault {
  /** From 1, the headings included; of a JSON list the place in it. Null: the file as a whole. */
  line: number | null;
  /** The heading as the file has it, or the property of an object. Null: the line as a whole. */
  column: string | null;
  rule: ValidationRule;
  /** Reads on from the column's name: "can't be blank". A sentence where there is no column. */
  message: string;
}

/** A fault with its place before it, as far as it has one. `named` writes the name of a column. */
export function faultInWords(
  { line, column, message }: ImportFault,
  named: (column: string) => string = (name) => name,
): string {
  const place = [...(line === null ? [] : [`line ${line}`]), ...(column === null ? [] : [named(column)])];
  return place.length === 0 ? message : `${place.join(", ")}: ${message}`;
}

/** As many are told of a file. */
export const mostFaults = 100;

/** The first faults of a file. */
export class Faults {
  readonly found: ImportFault[] = [];

  get any(): boolean {
    return this.found.length > 0;
  }

  /** Whether nobody will hear of more. */
  get full(): boolean {
    return this.found.length >= mostFaults;
  }

  add(fault: ImportFault): void {
    if (!this.full) this.found.push(fault);
  }

  /** Answers what `read` does; what it refuses of the row becomes faults, and the answer undefined. */
  of<Result>(
    row: { line: number; columnOf: (path: readonly string[]) => string },
    read: () => Result,
  ): Result | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DomainError) || !error.details.problems) throw error;
      for (const problem of error.details.problems) this.add({ line: row.line, ...placed(problem, row.columnOf) });
      return undefined;
    }
  }
}

function placed({ path, rule, message }: Problem, columnOf: (path: readonly string[]) => string) {
  const inside = path.slice(1).join(".");
  return { column: columnOf(path), rule, message: inside === "" ? message : `${inside} ${message}` };
}

/** Ends a transaction: the file does not fit what the database has by now. */
export class RowsRefused extends Error {
  override name = "RowsRefused";
}
