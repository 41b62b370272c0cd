import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { countedNumber, readCounted } from "../ledger/counted-number.js";
import type { Shape } from "./shapes.js";

/** A document with the day it is of, which names the year it is counted in. */
export interface Dated {
  document: Shape["documents"];
  /** `YYYY-MM-DD` */
  day: string;
}

/** A year of one type and direction: what is counted by itself. */
interface Kind {
  organizationId: string;
  type: string;
  incoming: boolean;
  year: number;
  /** The highest number that is given out. */
  last: number;
  /** What has no number and needs one. */
  waiting: Dated[];
}

/**
 * The number of every document of a file: the one it brings, none for a draft, and for an issued one without a number the
 * next of its year, in the order of their dates. History may have gaps, and they stay: counting goes on after the highest
 * number that the file has of a year, for the documents that are made later, too, so that no later document has an earlier
 * number. Needs the tables' locks.
 */
export async function giveNumbers(tx: Transaction, documents: readonly Dated[]): Promise<Map<string, string>> {
  const kinds = kindsOf(documents);
  if (kinds.length === 0) return new Map();
  await readLast(tx, kinds);
  const numbers = new Map<string, string>();
  const taken = await takenNumbers(
    tx,
    kinds.filter(({ waiting }) => waiting.length > 0),
  );
  for (const kind of kinds) {
    kind.waiting.sort((a, b) => order(a, b));
    for (const { document } of kind.waiting) {
      let number: string;
      do number = countedNumber(kind.year, ++kind.last);
      while (taken.has(`${keyOf(kind)}/${number}`));
      numbers.set(document.id, number);
    }
  }
  await keepLast(tx, kinds);
  return numbers;
}

const keyOf = ({ organizationId, type, incoming, year }: Omit<Kind, "last" | "waiting">): string =>
  `${organizationId}/${type}/${incoming}/${year}`;

const order = (a: Dated, b: Dated): number =>
  Number(a.day > b.day) - Number(a.day < b.day) ||
  (a.document.createdAt?.getTime() ?? Infinity) - (b.document.createdAt?.getTime() ?? Infinity) ||
  0;

function kindsOf(documents: readonly Dated[]): Kind[] {
  const kinds = new Map<string, Kind>();
  const kindOf = ({ organizationId, type, incoming }: Shape["documents"], year: number) => {
    const kind: Kind = { organizationId, type, incoming: incoming ?? false, year, last: 0, waiting: [] };
    const known = kinds.get(keyOf(kind)) ?? kind;
    kinds.set(keyOf(kind), known);
    return known;
  };
  for (const dated of documents) {
    const { document, day } = dated;
    if (document.draft) continue;
    if (!document.number) {
      kindOf(document, Number(day.slice(0, 4))).waiting.push(dated);
      continue;
    }
    const own = readCounted(document.number);
    if (!own) continue;
    const kind = kindOf(document, own.year);
    kind.last = Math.max(kind.last, own.count);
  }
  return [...kinds.values()];
}

const columnsOf = (kinds: readonly Kind[]) => sql`unnest(${kinds.map((kind) => kind.organizationId)}::text[],
  ${kinds.map((kind) => kind.type)}::text[], ${kinds.map((kind) => kind.incoming)}::boolean[],
  ${kinds.map((kind) => kind.year)}::int[], ${kinds.map((kind) => kind.last)}::int[])
  AS k ("organizationId", "type", "incoming", "year", "last")`;

/** Raises what each kind has given out to what the database has. */
async function readLast(tx: Transaction, kinds: readonly Kind[]): Promise<void> {
  const rows = await tx.$queryRaw<Omit<Kind, "waiting">[]>(sql`
    /* giveNumbers: the last numbers that were given out of these kinds */
    SELECT n.* FROM "DocumentNumbering" n JOIN ${columnsOf(kinds)} USING ("organizationId", "type", "incoming", "year")`);
  const last = new Map(rows.map((row) => [keyOf(row), row.last]));
  for (const kind of kinds) kind.last = Math.max(kind.last, last.get(keyOf(kind)) ?? 0);
}

/** Numbers of these kinds that somebody took by hand above the last one. */
async function takenNumbers(tx: Transaction, kinds: readonly Kind[]): Promise<Set<string>> {
  if (kinds.length === 0) return new Set();
  const rows = await tx.$queryRaw<(Omit<Kind, "waiting" | "last"> & { number: string })[]>(sql`
    /* giveNumbers: what is taken already of the years of these kinds */
    SELECT k."organizationId", k."type", k."incoming", k."year", d."number" FROM ${columnsOf(kinds)}
    JOIN "Document" d USING ("organizationId", "type", "incoming")
    WHERE d."number" LIKE lpad(k."year"::text, 4, '0') || '-%'`);
  return new Set(rows.map((row) => `${keyOf(row)}/${row.number}`));
}

async function keepLast(tx: Transaction, kinds: readonly Kind[]): Promise<void> {
  await tx.$executeRaw(sql`/* giveNumbers: counting goes on after the highest, never before it */
    INSERT INTO "DocumentNumbering" AS n ("organizationId", "type", "incoming", "year", "last")
    SELECT k."organizationId", k."type", k."incoming", k."year", k."last" FROM ${columnsOf(kinds)} WHERE k."last" > 0
    ON CONFLICT ("organizationId", "type", "incoming", "year") DO UPDATE SET "last" = greatest(n."last", excluded."last")`);
}
