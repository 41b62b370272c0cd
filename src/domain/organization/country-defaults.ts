import { findCountry } from "./country.js";

/** Where no country says otherwise. */
export const fallback = { locale: "en", timezone: "UTC", currency: "EUR" };

type Given = Partial<Record<"country" | "countryAlpha2Code" | "locale" | "timezone" | "currencyId", string | null>>;

/** What an organization is given, and what it takes from its country where it is not. */
export function fromCountry(given: Given) {
  const defaults = findCountry([given.country, given.countryAlpha2Code].find(Boolean) ?? "");
  return {
    countryAlpha2Code: given.countryAlpha2Code ?? defaults?.alpha2 ?? null,
    locale: given.locale ?? defaults?.locale ?? fallback.locale,
    timezone: given.timezone ?? defaults?.timezone ?? fallback.timezone,
    currencyId: given.currencyId ?? defaults?.currency ?? fallback.currency,
  };
}
