/** Brings the rows of a file into an organization: npm run import -- ADMIN_EMAIL ORGANIZATION_ID TYPE FILE [--dry-run] */
import { readFile, stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { faultInWords } from "../domain/transfer/faults.js";
import { importFile, type ImportReport, largestImport } from "../domain/transfer/import-file.js";
import { asAccount } from "./as-account.js";
import { progressLine } from "./progress-line.js";
import { CommandFailed, run } from "./run.js";

const usage =
  "Usage: npm run import -- ADMIN_EMAIL ORGANIZATION_ID TYPE FILE [--dry-run], where TYPE is category, document or payment";

await run(async (open) => {
  const { email, organizationId, type, name, dryRun } = given();
  const file = await content(name);
  const context = await asAccount(await open(), email);
  const line = progressLine();
  try {
    const steps = dryRun ? 1 : 2;
    const request = { type, file, dryRun };
    const report = await importFile(context, organizationId, request, ({ rowsTotal, rowsChecked, rowsWritten }) => {
      const what =
        rowsWritten === 0 ? `${rowsChecked} of ${rowsTotal} checked` : `${rowsWritten} of ${rowsTotal} written`;
      line.show((rowsChecked + rowsWritten) / (rowsTotal * steps || 1), what);
    });
    line.end();
    tell(report, dryRun);
  } finally {
    line.end();
  }
});

function given() {
  const { values, positionals } = parsed();
  const [email, organizationId, type, name, ...rest] = positionals;
  if (!email || !organizationId || !type || !name || rest.length > 0) throw new CommandFailed(usage);
  return { email, organizationId, type, name, dryRun: values["dry-run"] };
}

function parsed() {
  try {
    return parseArgs({ allowPositionals: true, options: { "dry-run": { type: "boolean", default: false } } });
  } catch (error) {
    throw new CommandFailed(`${(error as Error).message}\n${usage}`);
  }
}

/** A file that is too large is not read first. */
async function content(name: string): Promise<Buffer> {
  try {
    const { size } = await stat(name);
    if (size <= largestImport) return await readFile(name);
  } catch (error) {
    throw new CommandFailed(`The file cannot be read: ${(error as Error).message}`);
  }
  throw new CommandFailed(`${name} is larger than ${largestImport} bytes.`);
}

function tell({ success, rows, errors, ignoredColumns }: ImportReport, dryRun: boolean): void {
  if (ignoredColumns.length > 0) process.stderr.write(`Columns that were left out: ${ignoredColumns.join(", ")}\n`);
  if (!success)
    throw new CommandFailed(
      [...errors.map((fault) => faultInWords(fault, (column) => `column ${column}`)), "Nothing was imported."].join(
        "\n",
      ),
    );
  process.stdout.write(dryRun ? `${rows} rows are good; nothing was imported.\n` : `${rows} rows were imported.\n`);
}
