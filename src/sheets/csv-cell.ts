import type { Cell } from "./column.js";

/**
 * A text that a spreadsheet program would take for a formula, or for more than one cell, gets an apostrophe in front, and so
 * does an empty one, which would be read as nothing. One that has the apostrophe already gets one more, so that taking off
 * one gives back every text exactly.
 */
const dangerous = /^'*(?:[=+\-@\p{Cc}]|$)/u;
const guarded = /^'+(?:[=+\-@\p{Cc}]|$)/u;

export const guard = (text: string): string => (dangerous.test(text) ? `'${text}` : text);

/** The text that was guarded. */
export const unguard = (text: string): string => (guarded.test(text) ? text.slice(1) : text);

const special = /[",;\t\r\n\uFEFF]/;

/** A cell by RFC 4180; nothing is nothing. */
export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  return special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
