import { setImmediate } from "node:timers/promises";
import { violatedConstraint } from "../../database/errors.js";
import { newId } from "../../database/ids.js";
import { readSheet } from "../../sheets/read-file.js";
import { Unreadable } from "../../sheets/unreadable.js";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import type { Context } from "../context.js";
import { DomainError, invalid, invalidInput, type Problem } from "../errors.js";
import { type Books, booksOf } from "../ledger/books.js";
import { databaseNow } from "../ledger/dates.js";
import { Faults, type ImportFault, RowsRefused } from "./faults.js";
import { categoryImporter } from "./import-categories.js";
import { documentImporter } from "./import-documents.js";
import { paymentImporter } from "./import-payments.js";
import { inLine } from "./import-line.js";
import type { Importer, Setting } from "./importer.js";
import { type ImportType, importTypes, wordOf } from "./kinds.js";
import { type ImportProgress, Progress } from "./progress.js";
import { type ReadRows, readRows } from "./read-rows.js";

/** Bytes. */
export const largestImport = 5 * 1_048_576;

/** Rows that are looked at before others get their turn. */
const slice = 100;

export interface ImportRequest {
  /** category, document or payment. */
  type: string | null | undefined;
  /** CSV, XLSX or JSON, recognised by content. */
  file: Uint8Array | null | undefined;
  /** Whether it is only looked at. */
  dryRun?: boolean | null | undefined;
}

export interface ImportReport {
  /** Whether every row is good; then all were written, or none where it was only looked at. */
  success: boolean;
  /** How many rows the file has. */
  rows: number;
  /** The first 100 faults. */
  errors: ImportFault[];
  /** Columns that were not taken in, since no property is called like that. */
  ignoredColumns: string[];
  importId: string;
}

/**
 * Brings the rows of a file into an organization: all of them, or none. They are checked by the same rules as what is
 * created by itself. `tell` hears how far it is.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, ORGANIZATION_INACTIVE, INVALID_ARGUMENT for an unknown type or a file of
 * more than 5 MB, VALIDATION_FAILED without a type or a file, UNAVAILABLE while too many are waiting. What is wrong with the
 * file is in the report.
 */
export async function importFile(
  context: Context,
  organizationId: string,
  request: ImportRequest,
  tell: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportReport> {
  const type = wordOf(importTypes, request.type, "type");
  // Who may not import is told so before anything else, and takes nobody's place in the line.
  const place = { ...placeOf(organizationId), effect: false };
  const account = await inOrganization(context, place, async (_tx, { caller }) => caller.id);
  if (type === undefined || !request.file) {
    throw invalidInput("Import", [
      ...(type === undefined ? [missing("type")] : []),
      ...(request.file ? [] : [missing("file")]),
    ]);
  }
  const { buffer, byteOffset, byteLength } = request.file;
  const file = Buffer.from(buffer, byteOffset, byteLength);
  if (file.length > largestImport) throw invalid(`The file is larger than ${largestImport} bytes.`);
  return inLine(account, async () => {
    const dryRun = request.dryRun ?? false;
    const begun = await begin(context, organizationId, type, dryRun);
    const progress = new Progress(context, begun.importId, tell);
    try {
      const report = await run(context, organizationId, { type, file, dryRun }, begun, progress);
      await progress.end(report.success ? "done" : "refused");
      return report;
    } catch (error) {
      await progress.end("failed");
      throw error;
    }
  });
}

const missing = (argument: string): Problem => ({ path: [argument], rule: "presence", message: "can't be blank" });

const placeOf = (id: string) => ({ id, action: "organization.import", lock: "shared" }) as const;

type Begun = Pick<Setting, "importId" | "books" | "now">;

/**
 * Refuses who may not import before anything is read, and makes what can be polled. That is no effect: an import that breaks
 * off has brought in nothing, and has to be done when it is asked for again under its key.
 */
const begin = (context: Context, organizationId: string, type: ImportType, dryRun: boolean): Promise<Begun> =>
  inOrganization(context, { ...placeOf(organizationId), effect: false }, async (tx, { caller }) => {
    const importId = newId();
    const now = await databaseNow(tx);
    const row = { id: importId, organizationId, accountId: caller.id, type, dryRun };
    await tx.import.create({ data: { ...row, createdAt: now, touchedAt: now } });
    return { importId, now, books: await booksOf(tx, organizationId) };
  });

const importers: Record<ImportType, (setting: Setting) => Importer> = {
  category: categoryImporter,
  document: documentImporter,
  payment: paymentImporter,
};

interface Job {
  type: ImportType;
  file: Buffer;
  dryRun: boolean;
}

/** How often it is begun anew, where somebody wrote meanwhile what the rows have to fit. */
const attempts = 3;

async function run(
  context: Context,
  organizationId: string,
  job: Job,
  begun: Begun,
  progress: Progress,
): Promise<ImportReport> {
  const { database } = context;
  const faults = new Faults();
  const report = (rows: number, ignoredColumns: string[]): ImportReport => ({
    success: !faults.any,
    rows,
    errors: faults.found,
    ignoredColumns,
    importId: begun.importId,
  });
  const read = await readFile(job, faults);
  if (!read) return report(0, []);
  progress.begin(read.count);

  const setting: Setting = {
    ...begun,
    context,
    organizationId,
    faults,
    written: (count) => {
      progress.written(count);
    },
  };
  const importer = importers[job.type](setting);
  if (!faults.any) await checkAll(read, importer, faults, progress);
  if (!faults.any) await importer.compare((query) => database.read(query));
  if (faults.any || job.dryRun) return report(read.count, read.ignored);

  for (let attempt = 1; ; attempt++) {
    try {
      await write(setting, job.type, read.count, importer, progress);
      break;
    } catch (error) {
      if (error instanceof RowsRefused) break;
      // Somebody took a number or an alias that was free when it was looked at: looking again tells which.
      if (violatedConstraint(error) === undefined || attempt >= attempts) throw error;
    }
  }
  return report(read.count, read.ignored);
}

/** What cannot be read is the file's only fault. */
async function readFile({ type, file }: Job, faults: Faults): Promise<ReadRows | undefined> {
  try {
    return readRows(type, await readSheet(file), faults);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    faults.add({ line: error.line, column: error.column, rule: "custom.rule", message: error.message });
    return undefined;
  }
}

async function checkAll({ rows }: ReadRows, importer: Importer, faults: Faults, progress: Progress): Promise<void> {
  let looked = 0;
  for (const row of rows()) {
    const deleted = row.get("_isDeleted");
    if (deleted !== undefined && deleted !== null && deleted !== "" && deleted !== false && deleted !== "false") {
      const message = "is set: what was deleted is not imported";
      faults.add({ line: row.line, column: row.columnOf(["_isDeleted"]), rule: "custom.rule", message });
    }
    importer.check(row);
    if (faults.full) return;
    if (++looked % slice > 0) continue;
    progress.checked(slice);
    await setImmediate();
  }
  progress.checked(looked % slice);
}

async function write(
  { context, organizationId, importId, books }: Setting,
  type: ImportType,
  rows: number,
  importer: Importer,
  progress: Progress,
): Promise<void> {
  const request = { ...placeOf(organizationId), timeoutMs: context.files.importTimeoutMs };
  await progress.beginWriting();
  await inOrganization(context, request, async (tx) => {
    progress.writeAnew();
    refuseOtherBooks(books, await booksOf(tx, organizationId));
    await importer.write(tx);
    await audit(tx, context, {
      action: "organization.import",
      organizationId,
      objectType: "Import",
      objectId: importId,
      to: { type, rows },
    });
  });
}

/** The rows were converted with what the organization counted with when it began. */
function refuseOtherBooks(before: Books, now: Books): void {
  if (before.currencyId === now.currencyId && before.zone === now.zone) return;
  throw new DomainError("UNAVAILABLE", "The organization was changed while the file was read. Try again.", {
    retryAfterSeconds: 1,
  });
}
