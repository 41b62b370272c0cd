import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { inTurns } from "../in-turns.js";
import { countedNumber, readCounted } from "./counted-number.js";

/** A document as its number is given out; a draft is given none. */
export interface ToNumber {
  type: string;
  incoming: boolean;
  /** `YYYY-MM-DD` */
  date: string;
  draft: boolean;
  /** The one that was asked for. */
  number: string | null;
}

interface Kind {
  type: string;
  incoming: boolean;
  year: number;
  last: number;
  /** Numbers above the last one that were taken by hand, as they are counted. */
  taken: Set<number>;
}

const keyOf = (type: string, incoming: boolean, year: number): string => `${type}/${String(incoming)}/${year}`;

/**
 * The numbers of many documents of an organization, in their order: as if each was made by itself, one after the other.
 * Whoever gives out or takes a number of the same kinds and years waits until this transaction ends. Whether a number that
 * is asked for is free is not looked at. Take the locks in this order: organization, document, numbering, category.
 */
export class Numbering {
  private constructor(private readonly kinds: ReadonlyMap<string, Kind>) {}

  /** Locks the numbering of every kind and year that the documents are of. */
  static async lock(tx: Transaction, organizationId: string, documents: readonly ToNumber[]): Promise<Numbering> {
    const wanted = new Map<string, Pick<Kind, "type" | "incoming" | "year">>();
    await inTurns(documents, ({ type, incoming, date, draft, number }) => {
      if (draft) return;
      const year = number === null ? Number(date.slice(0, 4)) : readCounted(number)?.year;
      if (year === undefined) return;
      const key = keyOf(type, incoming, year);
      if (!wanted.has(key)) wanted.set(key, { type, incoming, year });
    });
    const kinds = [...wanted.values()];
    const rows = await tx.$queryRaw<Omit<Kind, "taken">[]>(sql`
      /* Numbering: one number at a time, of many kinds in one order */
      INSERT INTO "DocumentNumbering" AS n ("organizationId", "type", "incoming", "year", "last")
      SELECT ${organizationId}, k."type", k."incoming", k."year", 0
      FROM unnest(${kinds.map(({ type }) => type)}::text[], ${kinds.map(({ incoming }) => incoming)}::boolean[],
        ${kinds.map(({ year }) => year)}::int[]) AS k ("type", "incoming", "year")
      ORDER BY k."type" COLLATE "C", k."incoming", k."year"
      ON CONFLICT ("organizationId", "type", "incoming", "year") DO UPDATE SET "last" = n."last"
      RETURNING n."type", n."incoming", n."year", n."last"`);
    const found = new Map(
      rows.map((row) => [keyOf(row.type, row.incoming, row.year), { ...row, taken: new Set<number>() }]),
    );
    await readTaken(tx, organizationId, found);
    return new Numbering(found);
  }

  /** The number of each document, and keeps what was given out. */
  async give(tx: Transaction, organizationId: string, documents: readonly ToNumber[]): Promise<(string | null)[]> {
    await inTurns(documents, ({ type, incoming, draft, number }) => {
      const own = draft || number === null ? undefined : readCounted(number);
      if (own) this.kinds.get(keyOf(type, incoming, own.year))?.taken.add(own.count);
    });
    const numbers: (string | null)[] = [];
    await inTurns(documents, (document) =>
      numbers.push(document.draft ? null : (document.number ?? this.next(document))),
    );
    const kinds = [...this.kinds.values()];
    for (const kind of kinds) skipTaken(kind);
    await tx.$executeRaw(sql`/* Numbering: the last numbers that were given out, or that follow them */
      UPDATE "DocumentNumbering" n SET "last" = k."last"
      FROM unnest(${kinds.map(({ type }) => type)}::text[], ${kinds.map(({ incoming }) => incoming)}::boolean[],
        ${kinds.map(({ year }) => year)}::int[], ${kinds.map(({ last }) => last)}::int[])
        AS k ("type", "incoming", "year", "last")
      WHERE n."organizationId" = ${organizationId} AND n."type" = k."type" AND n."incoming" = k."incoming"
        AND n."year" = k."year"`);
    return numbers;
  }

  private next({ type, incoming, date }: ToNumber): string {
    const year = Number(date.slice(0, 4));
    const kind = this.kinds.get(keyOf(type, incoming, year));
    if (!kind) throw new Error("a numbering was not locked");
    skipTaken(kind);
    kind.last += 1;
    return countedNumber(year, kind.last);
  }
}

function skipTaken(kind: Kind): void {
  while (kind.taken.has(kind.last + 1)) kind.last += 1;
}

async function readTaken(tx: Transaction, organizationId: string, kinds: ReadonlyMap<string, Kind>): Promise<void> {
  const rows = await tx.$queryRaw<{ type: string; incoming: boolean; number: string }[]>(sql`
    /* Numbering: what was taken by hand above the last number */
    SELECT d."type", d."incoming", d."number" FROM "DocumentNumbering" n
    JOIN "Document" d ON d."organizationId" = n."organizationId" AND d."type" = n."type" AND d."incoming" = n."incoming"
    WHERE n."organizationId" = ${organizationId} AND d."number" ~ '^[0-9]{4}-[0-9]{5,9}$'
      AND left(d."number", 4) = lpad(n."year"::text, 4, '0') AND substr(d."number", 6)::int > n."last"`);
  await inTurns(rows, ({ type, incoming, number }) => {
    const own = readCounted(number);
    if (own) kinds.get(keyOf(type, incoming, own.year))?.taken.add(own.count);
  });
}
