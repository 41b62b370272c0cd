import { violatedConstraint } from "../../database/errors.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { invalidInput, type Problem, taken } from "../errors.js";

/** A document as its number is given out. */
export interface Numbered {
  organizationId: string;
  type: string;
  incoming: boolean;
  /** `YYYY-MM-DD` */
  date: string;
}

const counted = /^(\d{4})-\d{5,}$/;

/**
 * The number of a document that is being written, once nothing of it is known to be taken: none while it is a draft, else the
 * one that was asked for, or the next. Errors: VALIDATION_FAILED naming number or uniqueId.
 */
export async function numberOf(
  tx: Transaction,
  document: Numbered & { id: string; draft: boolean; uniqueId: string | null },
  wanted: string | null | undefined,
): Promise<string | null> {
  const number = wanted ?? null;
  if (document.draft && number !== null) {
    throw invalidInput("Document", [{ path: ["number"], rule: "custom.rule", message: "is for what is no draft" }]);
  }
  const taken = document.draft ? null : await takeNumber(tx, document, number);
  await refuseTaken(tx, { ...document, number: taken });
  return taken;
}

/**
 * The number of a document that is issued: the one that was asked for, or the next of its year. Whoever gives out or takes
 * a number of the same kind and year waits until this transaction ends, so that numbers that were refused leave no gap.
 * Take the locks in this order: organization, document, numbering, category.
 */
async function takeNumber(tx: Transaction, document: Numbered, wanted: string | null): Promise<string> {
  if (wanted !== null) {
    const year = counted.exec(wanted)?.[1];
    if (year !== undefined) await lockNumbering(tx, document, Number(year));
    return wanted;
  }
  const { organizationId, type, incoming } = document;
  const year = document.date.slice(0, 4);
  const last = await lockNumbering(tx, document, Number(year));
  const [next] = await tx.$queryRaw<{ last: number; number: string }[]>(sql`
    /* takeNumber: the smallest above the last one that nobody has taken by hand, kept as the last one */
    WITH RECURSIVE candidate ("n", "number") AS (
      SELECT c."n", ${`${year}-`} || lpad(c."n"::text, greatest(5, length(c."n"::text)), '0')
      FROM (SELECT ${last}::int + 1 AS "n") c
      UNION ALL
      SELECT c."n" + 1, ${`${year}-`} || lpad((c."n" + 1)::text, greatest(5, length((c."n" + 1)::text)), '0')
      FROM candidate c WHERE EXISTS (SELECT 1 FROM "Document" d WHERE d."organizationId" = ${organizationId}
        AND d."type" = ${type} AND d."incoming" = ${incoming} AND d."number" = c."number")
    ), free AS (SELECT c."n", c."number" FROM candidate c ORDER BY c."n" DESC LIMIT 1)
    UPDATE "DocumentNumbering" b SET "last" = free."n" FROM free
    WHERE b."organizationId" = ${organizationId} AND b."type" = ${type} AND b."incoming" = ${incoming}
      AND b."year" = ${Number(year)}
    RETURNING b."last", free."number"`);
  if (!next) throw new Error("a numbering that was locked is gone");
  return next.number;
}

/** Locks the numbering of a kind of documents and a year, and answers the last number that was given out by itself. */
async function lockNumbering(tx: Transaction, document: Numbered, year: number): Promise<number> {
  const { organizationId, type, incoming } = document;
  const [row] = await tx.$queryRaw<{ last: number }[]>(sql`/* lockNumbering: one number at a time, from the first on */
    INSERT INTO "DocumentNumbering" AS n ("organizationId", "type", "incoming", "year", "last")
    VALUES (${organizationId}, ${type}, ${incoming}, ${year}, 0)
    ON CONFLICT ("organizationId", "type", "incoming", "year") DO UPDATE SET "last" = n."last" RETURNING n."last"`);
  if (!row) throw new Error("a numbering was neither there nor made");
  return row.last;
}

/**
 * Refuses what another document of the organization has already, deleted ones included: naming both at once, so that who
 * asks again after a lost answer learns it from uniqueId. Errors: VALIDATION_FAILED.
 */
async function refuseTaken(
  tx: Transaction,
  document: Omit<Numbered, "date"> & { id: string; number: string | null; uniqueId: string | null },
): Promise<void> {
  const { id, organizationId, type, incoming, number, uniqueId } = document;
  const [found] = await tx.$queryRaw<{ number: boolean; uniqueId: boolean }[]>(sql`
    /* refuseTaken: whether another document has the number, the uniqueId */
    SELECT EXISTS (SELECT 1 FROM "Document" d WHERE d."organizationId" = ${organizationId} AND d."type" = ${type}
        AND d."incoming" = ${incoming} AND d."number" = ${number} AND d."id" <> ${id}) AS "number",
      EXISTS (SELECT 1 FROM "Document" d WHERE d."organizationId" = ${organizationId}
        AND d."uniqueId" = ${uniqueId} AND d."id" <> ${id}) AS "uniqueId"`);
  const problems = (["number", "uniqueId"] as const)
    .filter((property) => found?.[property])
    .map((property): Problem => ({ path: [property], rule: "uniqueness", message: "is already taken" }));
  if (problems.length > 0) throw invalidInput("Document", problems);
}

/** Turns the unique indexes' refusals, which have the last word, into the ones that name the property. */
export async function refusingTakenNumber<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === "Document_one_number") throw taken("Document", "number");
    throw constraint === "Document_one_unique_id" ? taken("Document", "uniqueId") : error;
  }
}
