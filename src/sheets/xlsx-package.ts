import { promisify } from "node:util";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { mostEntries, mostRatio, mostUnpacked, smallPart } from "./limits.js";
import { Unreadable } from "./unreadable.js";

/** The parts of a packed file. */
export interface Package {
  has: (name: string) => boolean;
  /** The unpacked bytes of a part. Errors: Unreadable, where there is none, or together more than is let in. */
  read: (name: string) => AsyncIterable<Buffer>;
  close: () => void;
}

const open = promisify<Buffer, object, ZipFile>(fromBuffer);

/**
 * Opens a packed file. Nothing is unpacked but what is read, and never more of it than its directory said.
 * Errors: Unreadable for what is no such file, is damaged, or has too many parts.
 */
export async function openPackage(file: Buffer): Promise<Package> {
  const zip = await refusing(open(file, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true }));
  const entries = await refusing(entriesOf(zip));
  let unpacked = 0;
  return {
    has: (name) => entries.has(name),
    close: () => {
      zip.close();
    },
    async *read(name) {
      const entry = entries.get(name);
      if (!entry) throw new Unreadable(`The file has no part ${name}: it is no spreadsheet.`);
      unpacked += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (unpacked > mostUnpacked || (entry.uncompressedSize > smallPart && ratio > mostRatio)) {
        throw new Unreadable("The file unpacks to more than is let in.");
      }
      const stream = await refusing(promisify(zip.openReadStream.bind(zip) as Opening)(entry));
      try {
        yield* stream as AsyncIterable<Buffer>;
      } catch (error) {
        throw damaged(error);
      }
    },
  };
}

type Opening = (entry: Entry, done: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void;

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    if (zip.entryCount > mostEntries) reject(new Unreadable(`The file has more than ${mostEntries} parts.`));
    zip.on("error", reject);
    zip.on("end", () => {
      resolve(entries);
    });
    zip.on("entry", (entry: Entry) => {
      // Two of one name are read as one thing here and as another elsewhere.
      if (entries.has(entry.fileName)) reject(new Unreadable("The file has two parts of one name."));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

const damaged = (error: unknown): Unreadable =>
  error instanceof Unreadable ? error : new Unreadable("The file is damaged, protected, or no spreadsheet.");

const refusing = <Result>(work: Promise<Result>): Promise<Result> =>
  work.catch((error: unknown) => {
    throw damaged(error);
  });
