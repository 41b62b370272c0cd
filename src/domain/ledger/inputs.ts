import { z } from "zod";
import type { GivenDay } from "../stats/period.js";
import { failing } from "../validate.js";
import { isCurrency } from "./currency.js";
import { type GivenMoment, parseDay, parseMoment } from "./dates.js";
import { cut, Decimal, parseDecimal, toCents } from "./money.js";

/** How a number is taken: what is behind so many decimals is dropped or rounded, and then it has to be in the bounds. */
interface Shape {
  places: number;
  /** To cents, half of one away from zero. */
  round?: boolean;
  least: string | number;
  most: string | number;
}

/** A value that is read from what is given; what cannot be read fails by the rule. */
const readBy = <Value>(
  read: (value: unknown) => Value | undefined,
  ...issue: Parameters<typeof failing>
): z.ZodType<Value> =>
  z.unknown().transform((value, issues): Value => {
    const found = read(value);
    if (found !== undefined) return found;
    issues.addIssue(failing(...issue));
    return z.NEVER;
  });

/** The same, where it may be missing; null and "" are null. */
const orNone = <Value>(schema: z.ZodType<Value>) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullable()).optional();

/** A decimal as text or as a JSON number, that must not be missing. */
export function requiredDecimal({ places, round = false, least, most }: Shape): z.ZodType<Decimal> {
  const [lowest, highest] = [new Decimal(least), new Decimal(most)];
  return readBy(parseDecimal, "numericality", "is not a number").transform((exact, issues) => {
    const taken = round ? toCents(exact) : cut(exact, places);
    if (taken.lessThan(lowest)) issues.addIssue(failing("numericality", `is less than ${lowest.toFixed()}`));
    if (taken.greaterThan(highest)) issues.addIssue(failing("numericality", `is more than ${highest.toFixed()}`));
    return taken;
  });
}

/** A decimal that may be missing. */
export const decimal = (shape: Shape) => orNone(requiredDecimal(shape));

/** The most that an amount of money, a document's total or a part of it can be, in any currency. */
export const mostMoney = "99999999999999.99";

/** An amount in cents; more decimals are rounded, half of a cent away from zero. */
export const money = { places: 2, round: true, least: `-${mostMoney}`, most: mostMoney } satisfies Shape;

/** A calendar date in one of the forms that dates of statistics have; it may be missing. */
export const calendarDate = () => orNone(readBy<GivenDay>(parseDay, "date", "is not a date"));

/** An instant, or a calendar date; it must not be missing. */
export const requiredMoment = () => readBy<GivenMoment>(parseMoment, "date", "is not a date");

/** The code of a currency, in any letter case; it may be missing. */
export const currency = () => orNone(readBy(parseCurrency, "inclusion", "is not a currency of ISO 4217"));

function parseCurrency(value: unknown): string | undefined {
  const code = typeof value === "string" ? value.toUpperCase() : "";
  return isCurrency(code) ? code : undefined;
}
