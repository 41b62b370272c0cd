import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";

/**
 * No file without somebody who knows it: a file is noted as nobody's before it is written, becomes a row's in the
 * transaction that makes the row, and is noted again in the one that deletes the row. What is nobody's for too long, because
 * a process died, is deleted by whoever writes next.
 */

/** Longer than any request may take. */
const minutesToOwn = 60;
const mostAtOnce = 20;

/** Notes that a file is about to be written under the key. */
export async function announceFile(context: Context, key: string): Promise<void> {
  await context.database.read(sql`/* announceFile: before the file is there */
    INSERT INTO "UnownedFile" ("key", "dueAt") VALUES (${key}, statement_timestamp() + make_interval(mins => ${minutesToOwn}::int))`);
}

/** The file is a row's from now on. Errors: a plain one where it took so long that the file may be deleted already. */
export async function ownFile(tx: Transaction, key: string): Promise<void> {
  const owned = await tx.$executeRaw(sql`/* ownFile: only while nobody deletes it */
    DELETE FROM "UnownedFile" WHERE "key" = ${key} AND "dueAt" > statement_timestamp()`);
  if (owned === 0) throw new Error("the file was not written in time");
}

/** The file is nobody's any more, and is to be deleted once the transaction is committed. */
export async function disownFile(tx: Transaction, key: string): Promise<void> {
  await tx.$executeRaw(sql`/* disownFile: to be deleted */
    INSERT INTO "UnownedFile" ("key", "dueAt") VALUES (${key}, statement_timestamp())`);
}

/** A file that was announced is not needed after all. */
export async function abandonFile(context: Context, key: string): Promise<void> {
  await context.database.read(sql`/* abandonFile: to be deleted */
    UPDATE "UnownedFile" SET "dueAt" = statement_timestamp() WHERE "key" = ${key}`);
}

/**
 * Deletes the files that are nobody's for too long. Never fails: what cannot be deleted now is left to the next, and the
 * log is told.
 */
export async function deleteUnownedFiles(context: Context): Promise<void> {
  try {
    const due = await context.database.read<{ key: string }>(sql`
      /* deleteUnownedFiles: of which no row can become the owner any more */
      UPDATE "UnownedFile" SET "dueAt" = '-infinity' WHERE "key" IN (
        SELECT "key" FROM "UnownedFile" WHERE "dueAt" <= statement_timestamp()
        ORDER BY "dueAt", "key" LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED) RETURNING "key"`);
    for (const { key } of due) {
      await context.files.storage.delete(key);
      await context.database.read(
        sql`/* deleteUnownedFiles: it is gone */ DELETE FROM "UnownedFile" WHERE "key" = ${key}`,
      );
    }
  } catch (error) {
    context.log.warn({ err: error }, "files that are nobody's could not be deleted; this is tried again");
  }
}
