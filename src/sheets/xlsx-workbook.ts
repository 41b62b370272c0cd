import { posix } from "node:path";
import { mostFormats, mostRelations, mostSharedTexts, mostText } from "./limits.js";
import { showsDates } from "./xlsx-dates.js";
import type { Package } from "./xlsx-package.js";
import { fromXml } from "./xlsx-text.js";
import { readXml } from "./xml.js";
import { Unreadable } from "./unreadable.js";

/** What is to be known of a workbook before its first sheet is read. */
export interface Workbook {
  sheet: string;
  from1904: boolean;
  /** Texts that cells name by their number. */
  sharedTexts: string[];
  /** For each format of cells, whether it shows dates. */
  dateFormats: boolean[];
}

interface Relation {
  id: string;
  kind: string;
  target: string;
}

/** Errors: Unreadable for what is no workbook. */
export async function readWorkbook(parts: Package): Promise<Workbook> {
  const name =
    (await relationsOf(parts, "")).find(({ kind }) => kind === "officeDocument")?.target ?? "xl/workbook.xml";
  const relations = await relationsOf(parts, name);
  let first: string | undefined;
  let from1904 = false;
  await readXml(parts.read(name), {
    open: (tag, attribute) => {
      if (tag === "workbookPr") from1904 = ["1", "true"].includes(attribute("date1904") ?? "");
      if (tag === "sheet") first ??= attribute("r:id") ?? attribute("id");
    },
  });
  const sheet = relations.find(({ id }) => id === first)?.target;
  if (sheet === undefined) throw new Unreadable("The file has no sheet.");
  const ofKind = (wanted: string) => relations.find(({ kind }) => kind === wanted)?.target;
  const [texts, styles] = [ofKind("sharedStrings"), ofKind("styles")];
  return {
    sheet,
    from1904,
    sharedTexts: texts === undefined ? [] : await sharedTextsOf(parts, texts),
    dateFormats: styles === undefined ? [] : await dateFormatsOf(parts, styles),
  };
}

/** What a part names; the empty name is that of the whole file. */
async function relationsOf(parts: Package, of: string): Promise<Relation[]> {
  const folder = posix.dirname(of);
  const name = posix.join(folder, "_rels", `${posix.basename(of)}.rels`);
  const found: Relation[] = [];
  if (!parts.has(name)) return found;
  await readXml(parts.read(name), {
    open: (tag, attribute) => {
      const target = attribute("Target");
      if (tag !== "Relationship" || target === undefined || attribute("TargetMode") === "External") return;
      const path = target.startsWith("/") ? target.slice(1) : posix.join(folder, target);
      if (found.length >= mostRelations) throw new Unreadable("The file has too many parts.");
      found.push({ id: attribute("Id") ?? "", kind: (attribute("Type") ?? "").replace(/^.*\//, ""), target: path });
    },
  });
  return found;
}

async function sharedTextsOf(parts: Package, name: string): Promise<string[]> {
  const texts: string[] = [];
  let [current, characters] = ["", 0];
  const reader = textReader((text) => {
    characters += text.length;
    if (characters > mostText) throw tooMuchText();
    current += text;
  });
  await readXml(parts.read(name), {
    ...reader,
    close: (tag) => {
      reader.close(tag);
      if (tag !== "si") return;
      texts.push(current);
      current = "";
      if (texts.length > mostSharedTexts) throw tooMuchText();
    },
  });
  return texts;
}

export const tooMuchText = (line?: number) => new Unreadable("There is too much text in the file.", line);

/** Tells the texts inside of `t`, in pieces of any format; how to pronounce them is left out. */
export function textReader(tell: (text: string) => void) {
  let inside = false;
  let phonetic = 0;
  return {
    open: (tag: string): void => {
      if (tag === "rPh") phonetic++;
      if (tag === "t") inside = phonetic === 0;
    },
    text: (text: string): void => {
      if (inside) tell(fromXml(text));
    },
    close: (tag: string): void => {
      if (tag === "rPh") phonetic--;
      if (tag === "t") inside = false;
    },
  };
}

async function dateFormatsOf(parts: Package, name: string): Promise<boolean[]> {
  const ownFormats = new Map<number, boolean>();
  const formats: boolean[] = [];
  let inCells = false;
  await readXml(parts.read(name), {
    open: (tag, attribute) => {
      if (tag === "cellXfs") inCells = true;
      const id = Number(attribute("numFmtId") ?? 0);
      if (tag === "numFmt") ownFormats.set(id, showsDates(id, attribute("formatCode") ?? ""));
      if (tag === "xf" && inCells) formats.push(ownFormats.get(id) ?? showsDates(id, undefined));
      if (ownFormats.size > mostFormats || formats.length > mostFormats) {
        throw new Unreadable("The file has too many formats.");
      }
    },
    close: (tag) => {
      if (tag === "cellXfs") inCells = false;
    },
  });
  return formats;
}
