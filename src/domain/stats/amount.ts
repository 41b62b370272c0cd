import { centsText, Decimal } from "../ledger/money.js";

/** The sum of amounts, exact, with two decimals: "12.50". */
export const sum = (amounts: Iterable<string>): string => {
  let total = new Decimal(0);
  for (const amount of amounts) total = total.plus(amount);
  return centsText(total);
};

/** The first amount less the second, exact, with two decimals. */
export const less = (amount: string, other: string): string => centsText(new Decimal(amount).minus(other));

export const nothing = "0.00";
