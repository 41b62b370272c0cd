/** How the cells of a column are written: money and number as decimals, date as a calendar date. */
export type ColumnType = "text" | "number" | "money" | "boolean" | "date";

export interface Column {
  heading: string;
  type: ColumnType;
}

/** A cell as text: `100.00`, `true`, `2020-02-29`; "" is an empty text, null nothing. */
export type Cell = string | null;

/** Rows as they come, some at a time, each with one cell for each column. */
export type Pages = AsyncIterable<readonly (readonly Cell[])[]>;

const decimal = /^-?\d+(\.\d+)?$/;

/** Whether the cell is what its column says: such a number is no text, and no formula either. */
export const isDecimal = (cell: string): boolean => decimal.test(cell);
