/** Writes a list of an organization to a file: npm run export -- EMAIL ORGANIZATION_ID TYPE FILE, as FILE's extension says */
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { systemContext } from "../context.js";
import type { Context } from "../domain/context.js";
import { noFiles } from "../domain/files/files.js";
import { secretOf } from "../domain/transfer/export-link.js";
import { exportFormats } from "../domain/transfer/kinds.js";
import { openExport } from "../domain/transfer/open-export.js";
import { exportById } from "../domain/transfer/queries.js";
import { requestExport } from "../domain/transfer/request-export.js";
import { asAccount } from "./as-account.js";
import { type ProgressLine, progressLine } from "./progress-line.js";
import { CommandFailed, run } from "./run.js";

const usage =
  "Usage: npm run export -- EMAIL ORGANIZATION_ID TYPE FILE, where TYPE is document, payment, category or accountOrganization";

/** Between two looks at how far it is, in milliseconds. */
const pauseMs = 500;

await run(async (open) => {
  const [email, organizationId, type, name, ...rest] = process.argv.slice(2);
  if (!email || !organizationId || !type || !name || rest.length > 0) throw new CommandFailed(usage);
  const format = exportFormats.find((known) => extname(name).toLowerCase() === `.${known}`);
  if (!format) throw new CommandFailed(`${name} does not end in .xlsx or .csv, which says what it is to be.`);

  // The link leads nowhere but into this command.
  const files = {
    storage: noFiles.storage,
    publicUrl: "http://localhost",
    signingKey: undefined,
    importTimeoutMs: noFiles.importTimeoutMs,
  };
  const context = { ...(await asAccount(await open(), email)), files };
  const { id, url, rowsTotal } = await requestExport(context, organizationId, { type, format });
  const { content } = await openExport(systemContext(context.database, context.log), secretOf(url));
  const line = progressLine();
  const watched = watch(context, id, rowsTotal, line);
  // A file under its name is whole.
  const unfinished = `${name}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished));
    await rename(unfinished, name);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new CommandFailed(`The file cannot be written: ${message}`);
  } finally {
    await watched();
    line.end();
  }
  process.stdout.write(`${rowsTotal} rows were exported to ${name}.\n`);
});

/** Shows how far an export is; ends with the function that it answers. */
function watch(context: Context, id: string, rowsTotal: number, line: ProgressLine): () => Promise<void> {
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const found = await exportById(context, id);
    const rows = found?.rowsWritten ?? 0;
    line.show(rows / (rowsTotal || 1), `${rows} of ${rowsTotal}`);
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => {
      context.log.warn({ err: error }, "how far the export is could not be read");
    });
  }, pauseMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
