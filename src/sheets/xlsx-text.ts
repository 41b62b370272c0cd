/**
 * Texts in the XML of a spreadsheet, where `_x000D_` stands for a character that XML cannot have or would change, and
 * `_x005F_` for the underscore of what only looks like that.
 */

/** All but the characters of XML 1.0; a carriage return would be read as a line feed. */
const unwritable = String.raw`[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]`;
const illegal = new RegExp(unwritable, "gu");
const lookalike = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|${unwritable}))`, "gu");
const escaped = /_x([0-9A-Fa-f]{4})_/g;

const code = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** The text as XML; reading it gives back every UTF-16 unit. */
export const toXml = (text: string): string =>
  text
    .replace(lookalike, "_x005F_")
    .replace(illegal, code)
    .replace(/[&<>]/g, (character) => entities[character] ?? character);

/** What stands in the XML, once its entities are resolved. */
export const fromXml = (text: string): string =>
  text.replace(escaped, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
