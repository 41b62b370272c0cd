import cityTimezones from "city-timezones";
import { getCountryDataList, type ICountryData, type TCountryCode } from "countries-list";

/** What an organization takes from its country where it is not given. */
export interface CountryDefaults {
  alpha2: string;
  /** The language of the country's first official tongue, as a two-letter code. */
  locale: string | undefined;
  /** The zone of its most populous city. */
  timezone: string | undefined;
  currency: string | undefined;
}

type Country = ICountryData & { iso2: TCountryCode; iso3: string };

const folded = (text: string): string => text.trim().normalize("NFC").toLowerCase();

const byName = new Map<string, Country>();
for (const country of getCountryDataList() as Country[]) {
  const names = [
    country.iso2,
    country.iso3,
    country.name,
    country.native,
    ...((country as { alias?: string[] }).alias ?? []),
  ];
  for (const name of names) {
    const key = folded(name);
    if (!byName.has(key)) byName.set(key, country);
  }
}

const largestCity = new Map<string, { pop: number; timezone: string }>();
for (const city of cityTimezones.cityMapping) {
  const known = largestCity.get(city.iso2);
  if (city.timezone && (!known || city.pop > known.pop)) largestCity.set(city.iso2, city);
}

/**
 * Finds a country by English or native name, ISO alpha-2 or alpha-3 code, letter case ignored. Undefined for any other
 * text. Source: the packages countries-list (names, languages, currencies) and city-timezones (zones).
 */
export function findCountry(text: string): CountryDefaults | undefined {
  const country = byName.get(folded(text));
  if (!country) return undefined;
  return {
    alpha2: country.iso2,
    locale: country.languages[0],
    timezone: largestCity.get(country.iso2)?.timezone,
    currency: country.currency[0],
  };
}
