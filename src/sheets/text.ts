import { Unreadable } from "./unreadable.js";

/**
 * The text of a file in UTF-8, with or without a byte order mark, or in UTF-16 with one.
 * Errors: Unreadable, with the line, for bytes of any other encoding: guessing which one would spoil names.
 */
export function textOf(file: Buffer): string {
  const encoding = startsWith(file, 0xff, 0xfe) ? "utf-16le" : startsWith(file, 0xfe, 0xff) ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(file);
    const zero = text.indexOf("\0");
    if (zero < 0) return text;
    throw new Unreadable("The file has a character that no text has. Save it as UTF-8.", lineAt(text, zero));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(
      "The file is not in UTF-8. Save it as UTF-8 (in Excel: CSV UTF-8).",
      encoding === "utf-8" ? firstBadLine(file) : null,
    );
  }
}

const startsWith = (file: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => file[index] === byte);

/** The line, from 1, in which the character is. */
export const lineAt = (text: string, position: number): number => text.slice(0, position).split(/\r\n|\r|\n/).length;

/** A line feed is the same byte in every encoding that this could be instead. */
function firstBadLine(file: Buffer): number {
  for (let start = 0, line = 1; ; line++) {
    const feed = file.indexOf(0x0a, start);
    const end = feed < 0 ? file.length : feed + 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(start, end));
    } catch {
      return line;
    }
    if (feed < 0) return line;
    start = end;
  }
}
