import { Decimal as Library } from "decimal.js";

/** Decimals of our own: enough digits that no product of what is let in is ever rounded by itself. */
export const Decimal = Library.clone({
  precision: 100,
  rounding: Library.ROUND_HALF_UP,
  toExpNeg: -1000,
  toExpPos: 1000,
});
export type Decimal = Library;

const form = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;
/** A JSON number has at most 17; more are somebody's mistake, or an attack. */
const mostDigits = 25;

/** The decimal that a text or a JSON number writes, a number by its shortest text; undefined where it is none. */
export function parseDecimal(value: unknown): Decimal | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).trim();
  if (!form.test(text)) return undefined;
  const digits = text
    .replace(/[eE].*$/, "")
    .replace(/\D/g, "")
    .replace(/^0+/, "");
  if (digits.length > mostDigits) return undefined;
  return new Decimal(text);
}

/** Drops what is behind so many decimals. */
export const cut = (value: Decimal, places: number): Decimal => value.toDecimalPlaces(places, Library.ROUND_DOWN);

/** Rounded to cents, half of one away from zero. */
export const toCents = (value: Decimal): Decimal => value.toDecimalPlaces(2, Library.ROUND_HALF_UP);

export const sum = (values: readonly Decimal[]): Decimal =>
  values.reduce((total, value) => total.plus(value), new Decimal(0));

/** The text of a sum: two decimals, and no sign on zero. */
export function centsText(value: Decimal): string {
  const cents = toCents(value);
  return cents.isZero() ? "0.00" : cents.toFixed(2);
}

/** The shortest text of a quantity, price or rate: "9.5", "100". */
export const shortText = (value: Decimal): string => (value.isZero() ? "0" : value.toFixed());
