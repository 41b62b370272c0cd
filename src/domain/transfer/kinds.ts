import { invalid } from "../errors.js";

/** What can be exported. */
export const exportTypes = ["document", "payment", "category", "accountOrganization"] as const;
export type ExportType = (typeof exportTypes)[number];

/** What can be imported: who belongs to an organization is invited. */
export const importTypes = ["category", "document", "payment"] as const;
export type ImportType = (typeof importTypes)[number];

export const exportFormats = ["xlsx", "csv"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The languages of the headings. */
export const languages = ["en", "de", "sl", "it", "fr", "es"] as const;
export type Language = (typeof languages)[number];

/** A word of a list; missing, null and "" are undefined. Errors: INVALID_ARGUMENT naming the argument. */
export function wordOf<const Word extends string>(
  words: readonly Word[],
  raw: string | null | undefined,
  argument: string,
): Word | undefined {
  if (raw === undefined || raw === null || raw === "") return undefined;
  const word = words.find((known) => known === raw);
  if (word === undefined) throw invalid(`${argument} is not one of ${words.join(", ")}.`);
  return word;
}

/** The language that a locale such as `de-AT` or `sl_SI` is of; undefined for those that have no headings. */
export const languageOf = (locale: string | null | undefined): Language | undefined =>
  languages.find((language) => language === locale?.toLowerCase().split(/[-_]/)[0]);
