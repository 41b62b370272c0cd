import { findCountry } from "./country.js";

/** Where no country says otherwise. */
export const fallback = { locale: "en", timezone: "UTC", currency: "EUR" };

type Given = Partial<Record<"country" | "countryAlpha2Code" | "locale" | "timezone" | "currencyId", string | null>>;

/** An empty field of a form is not given. */
const first = (...texts: (string | null | undefined)[]): string | null => texts.find(Boolean) ?? null;

/** What an organization is given, and what it takes from its country where it is not. */
export function fromCountry(given: Given) {
  const defaults = findCountry(first(given.country, given.countryAlpha2Code) ?? "");
  return {
    countryAlpha2Code: first(given.countryAlpha2Code, defaults?.alpha2),
    locale: first(given.locale, defaults?.locale) ?? fallback.locale,
    timezone: first(given.timezone, defaults?.timezone) ?? fallback.timezone,
    currencyId: first(given.currencyId, defaults?.currency) ?? fallback.currency,
  };
}
