import { mostRows } from "./limits.js";
import { lineAt } from "./text.js";
import { Unreadable } from "./unreadable.js";

export type JsonObject = Readonly<Record<string, unknown>>;

/** A file that is a list of objects. The line of an object is its place in the list, from 1. */
export interface ObjectList {
  format: "json";
  rows: { line: number; object: JsonObject }[];
}

/** Reads a JSON list of objects. Errors: Unreadable, with the line of the text, or the place of what is no object. */
export function readJson(text: string): ObjectList {
  const list = parsed(text);
  if (!Array.isArray(list)) throw new Unreadable("The file is no JSON list of objects.");
  if (list.length > mostRows) throw new Unreadable(`There are more than ${mostRows} objects.`, mostRows + 1);
  return {
    format: "json",
    rows: list.map((object: unknown, index) => {
      if (typeof object === "object" && object !== null && !Array.isArray(object)) {
        return { line: index + 1, object: object as JsonObject };
      }
      throw new Unreadable("This entry of the list is no object.", index + 1);
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    throw new Unreadable(
      "The file is not valid JSON.",
      lineAt(text, position === undefined ? text.length : Number(position)),
    );
  }
}
