import { isId } from "../domain/ids.js";

/** Ids are written in lower case. What cannot be stored is nothing's id, and stays so with another character. */
export const idOf = (value: string): string =>
  isId(value.toLowerCase()) ? value.toLowerCase() : value.replaceAll("\0", "\uFFFD");
