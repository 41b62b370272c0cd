import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { databaseNow } from "../ledger/dates.js";
import { checkFile } from "./check-file.js";
import { checkStored } from "./check-stored.js";
import { hashPasswords } from "./hash-passwords.js";
import { ledgerOf } from "./ledger.js";
import { linkLoaded } from "./link-loaded.js";
import { people } from "./people.js";
import { Problems } from "./problems.js";
import { type Entry, type FileLists, readLists } from "./read-lists.js";
import { type Fresh, type ListName, perList } from "./shapes.js";
import { readStored, type Stored } from "./stored.js";
import { writeHistory } from "./write-history.js";
import { writeLedger } from "./write-ledger.js";
import { writeRows } from "./write-rows.js";

/** For each list, how many objects were added, and how many the database had already and kept as they were. */
export type LoadReport = Record<ListName, { added: number; unchanged: number }>;

/** A large file takes its time; a transaction that takes longer than this hangs. In milliseconds. */
const longest = 30 * 60_000;

/**
 * Loads the objects of a file, from accounts to payments, with their ids and dates, in one transaction. What is there
 * already is left as it is, so that loading a file again changes nothing. The rules of life cycles are not asked: this is
 * history. So a draft may be paid, a category may have more than its document's total, and numbers may have gaps. What is
 * computed of documents with lines is computed here, too, whatever the file says.
 * Errors: LoadRefused, with all that the file says against itself or the database; nothing is written then.
 */
export async function loadFile(context: Context, data: unknown): Promise<LoadReport> {
  const { database } = context;
  const problems = new Problems();
  const file = readLists(data, problems);
  checkFile(file, problems);
  const before = await readStored(database.prisma, file);
  checkStored(file, before, problems);
  problems.refuseIfAny();

  // Hashing is slow on purpose: no lock is held meanwhile.
  const hashes = await hashPasswords(newOf(file.entries.accounts, before.accounts));
  return database.transaction((tx) => write(tx, context, file, hashes), { timeoutMs: longest });
}

async function write(
  tx: Transaction,
  context: Context,
  file: FileLists,
  hashes: ReadonlyMap<string, string>,
): Promise<LoadReport> {
  await keepWritersAway(tx);
  // What was checked before the lock may have changed until it was had.
  const stored = await readStored(tx, file);
  const problems = new Problems();
  checkStored(file, stored, problems);
  problems.refuseIfAny();

  const fresh = newObjects(file, stored);
  const ledger = ledgerOf(file, stored);
  const now = await databaseNow(tx);
  await writeRows(tx, fresh, people(file, stored), hashes, now);
  await writeLedger(tx, fresh, { ledger, stored, now });
  await writeHistory(tx, context, fresh, ledger);
  await linkLoaded(tx, context, fresh);

  return perList((list) => ({
    added: fresh[list].length,
    unchanged: file.entries[list].length - fresh[list].length,
  }));
}

/**
 * Reading goes on meanwhile. Organizations come first, as in every use-case that locks one, so that none of those holds
 * what this waits for.
 */
async function keepWritersAway(tx: Transaction): Promise<void> {
  await tx.$executeRaw(sql`/* keepWritersAway: what was found free is free until the end */
    LOCK TABLE "Organization", "Account", "AccountOrganization", "Category", "Document", "DocumentNumbering",
      "DocumentCategory", "Payment" IN EXCLUSIVE MODE`);
}

const newObjects = ({ entries }: FileLists, stored: Stored): Fresh => ({
  accounts: newOf(entries.accounts, stored.accounts),
  organizations: newOf(entries.organizations, stored.organizations),
  accountOrganizations: newOf(entries.accountOrganizations, stored.accountOrganizations),
  categories: newOf(entries.categories, stored.categories),
  documents: newOf(entries.documents, stored.documents),
  documentCategories: newOf(entries.documentCategories, stored.documentCategories),
  payments: newOf(entries.payments, stored.payments),
});

const newOf = <Value extends { id: string }>(entries: Entry<Value>[], known: { has(id: string): boolean }): Value[] =>
  entries.map(({ value }) => value).filter(({ id }) => !known.has(id));
