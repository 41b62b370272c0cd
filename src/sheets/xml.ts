import { StringDecoder } from "node:string_decoder";
import { setImmediate } from "node:timers/promises";
import { SaxesParser } from "saxes";
import { longestPiece } from "./limits.js";
import { Unreadable } from "./unreadable.js";

export interface Handlers {
  /** Names come without their prefix. */
  open: (name: string, attribute: (name: string) => string | undefined) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Bytes that are parsed before others get their turn. */
const slice = 65_536;

/** Reads XML as it comes. Errors: Unreadable for what is none, for a document type, and for an endless text. */
export async function readXml(bytes: AsyncIterable<Buffer>, handlers: Handlers): Promise<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let sinceTag = 0;
  parser.on("error", () => {
    throw new Unreadable("The file is damaged: a part of it is no XML.");
  });
  parser.on("doctype", () => {
    throw new Unreadable("The file has a document type, which no spreadsheet has.");
  });
  parser.on("opentag", ({ name, attributes }) => {
    sinceTag = 0;
    handlers.open(local(name), (wanted) => (Object.hasOwn(attributes, wanted) ? attributes[wanted] : undefined));
  });
  parser.on("closetag", ({ name }) => {
    sinceTag = 0;
    handlers.close?.(local(name));
  });
  if (handlers.text) {
    parser.on("text", handlers.text);
    parser.on("cdata", handlers.text);
  }
  const decoder = new StringDecoder("utf8");
  for await (const chunk of bytes) {
    for (let start = 0; start < chunk.length; start += slice) {
      const piece = chunk.subarray(start, start + slice);
      sinceTag += piece.length;
      parser.write(decoder.write(piece));
      if (sinceTag > longestPiece) throw new Unreadable("The file has a text that is too long for a cell.");
      await setImmediate();
    }
  }
  parser.write(decoder.end());
  parser.close();
}
