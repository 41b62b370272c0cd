/** What a file may have. Whatever it claims or unpacks to, this bounds the memory and the time that reading takes. */

export const mostRows = 100_000;
export const mostColumns = 200;
/** Characters of all cells together. */
export const mostText = 32_000_000;

/** Of an XLSX file, which is a packed folder. */
export const mostEntries = 1_000;
/** Bytes of all that is read of it, unpacked. */
export const mostUnpacked = 256_000_000;
/** Bytes that a part may unpack to for each packed one, once it is large: a table of 100,000 alike rows stays far below. */
export const mostRatio = 300;
export const smallPart = 10_000_000;
/** Bytes of a part without a tag: one text, or one attribute. */
export const longestPiece = 1_000_000;
export const mostSharedTexts = 2_000_000;
/** Parts that a part names, and formats of numbers or cells: a spreadsheet has at most 65,490. */
export const mostRelations = 1_000;
export const mostFormats = 65_536;
