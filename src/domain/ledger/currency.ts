import { getCountryDataList } from "countries-list";

/**
 * The currencies of ISO 4217: those that a country has now, by the package countries-list, and those that Intl knows
 * besides. What went out of use lately, such as HRK, is among them: it is on papers of its time.
 */
const known: ReadonlySet<string> = new Set([
  ...getCountryDataList().flatMap(({ currency }) => currency),
  ...Intl.supportedValuesOf("currency"),
]);

/** Whether the text is the code of a currency, in capitals. */
export const isCurrency = (code: string): boolean => known.has(code);
