/**
 * Exports and imports at their largest: how long 100,000 documents take to fetch as XLSX and CSV, when the first byte comes
 * and how much memory the process has meanwhile; and how long importing 100,000 rows of each type takes, and how long the
 * event loop stands still, each in a process of its own. Figures are printed, never asserted: npm run bench:transfer [-- ROWS]
 * On the database of DATABASE_URL (which it writes to), else on an embedded one that is thrown away.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { readConfig } from "../src/config.js";
import { systemContext } from "../src/context.js";
import { signUp } from "../src/domain/account/sign-up.js";
import type { Context } from "../src/domain/context.js";
import { noFiles } from "../src/domain/files/files.js";
import { createOrganization } from "../src/domain/organization/create-organization.js";
import { importFile, largestImport } from "../src/domain/transfer/import-file.js";
import { secretOf } from "../src/domain/transfer/export-link.js";
import { openExport } from "../src/domain/transfer/open-export.js";
import { requestExport } from "../src/domain/transfer/request-export.js";
import { createLog } from "../src/log.js";
import { startDatabase } from "../src/start-database.js";

const rows = Number(process.argv[2] ?? 100_000);
/** What a process of its own measures alone, in which organization, and as whom. */
const [, , , alone, aloneIn = "", aloneAs = ""] = process.argv;
const folder = mkdtempSync(join(tmpdir(), "orgate-bench-"));
const started = await startDatabase(readConfig({ ...process.env, DATA_DIR: folder }));
await started.migrate();
const { database } = started;
const log = createLog("silent");

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** Does the work, and prints how long it took, the most memory and the longest pause of the event loop. */
async function measured<Result>(name: string, work: () => Promise<[Result, string]>): Promise<Result> {
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const [result, more] = await work();
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  delay.disable();
  const pause = Math.round(delay.max / 1e6);
  process.stdout.write(
    `${name}: ${seconds(took)} (${seconds((user + system) / 1_000)} of CPU), at most ${megabytes(peak)} and ${pause} ms of pause${more}\n`,
  );
  return result;
}

async function exportAll(context: Context, organization: string): Promise<void> {
  for (const format of ["xlsx", "csv"]) {
    const { url } = await requestExport(context, organization, { type: "document", format });
    await measured(`export ${rows} documents as ${format}`, async () => {
      const begun = performance.now();
      const { content } = await openExport(systemContext(database, log), secretOf(url));
      let first: number | undefined;
      let bytes = 0;
      for await (const chunk of content as AsyncIterable<Buffer>) {
        first ??= performance.now() - begun;
        bytes += chunk.length;
      }
      return [undefined, `, the first byte after ${seconds(first ?? 0)}, ${megabytes(bytes)}`];
    });
  }
}

const as = (id: string): Context => ({
  ...systemContext(database, log, { id, email: "", emailVerified: false, masterId: null, tokenHandle: "" }),
  files: {
    storage: noFiles.storage,
    publicUrl: "http://127.0.0.1:3000",
    signingKey: undefined,
    importTimeoutMs: 300_000,
  },
});

const index = Array.from({ length: rows }, (_, number) => number);
const table = (headings: string, line: (number: number) => string): Buffer =>
  Buffer.from(`${headings}\n${index.map(line).join("\n")}\n`);

const day = (number: number): string => `20${10 + (number % 15)}-0${1 + (number % 9)}-1${number % 10}`;

/** What a file of the largest size can hold of each type. */
const files = {
  category: table("name,alias", (number) => `Category ${number},c${number}`),
  document: table("type,date,_documentItems", (number) => `invoice,${day(number)},"[{""price"":${number % 1000}}]"`),
  payment: table(
    "type,date,amount,documentType,documentNumber",
    (number) =>
      `bank,${day(number)},1,invoice,20${10 + (number % 15)}-${String(1 + Math.floor(number / 15)).padStart(5, "0")}`,
  ),
};

const types = ["category", "document", "payment"] as const;

async function importRows(context: Context, organization: string, type: (typeof types)[number]): Promise<void> {
  const file = files[type];
  if (file.length > largestImport) process.stdout.write(`${type}: ${file.length} bytes is more than is let in\n`);
  await measured(`import ${rows} rows of type ${type} (${megabytes(file.length)})`, async () => {
    const { success, errors } = await importFile(context, organization, { type, file });
    return [undefined, success ? "" : `, refused: ${JSON.stringify(errors.slice(0, 3))}`];
  });
}

async function step(name: string, organization: string, accountId: string): Promise<void> {
  // As the server does every few seconds.
  await started.keepUp();
  const type = types.find((known) => known === name);
  if (type) await importRows(as(accountId), organization, type);
  else await exportAll(as(accountId), organization);
}

async function makePlace(): Promise<[organization: string, accountId: string]> {
  const email = `bench-${Date.now().toString(36)}@example.com`;
  const { accountId } = await signUp(systemContext(database, log), { email, password: "bench password" });
  return [await createOrganization(as(accountId), accountId, { name: "Bench", country: "Slovenia" }), accountId];
}

try {
  if (alone) {
    process.stdout.write(`before anything is done: ${megabytes(process.memoryUsage.rss())}\n`);
    await step(alone, aloneIn, aloneAs);
  } else {
    const place = await makePlace();
    for (const name of [...types, "export"]) {
      // The embedded database is let in by one process alone.
      if (!process.env.DATABASE_URL) await step(name, ...place);
      else {
        const own = [...process.execArgv, process.argv[1] ?? "", String(rows), name, ...place];
        execFileSync(process.execPath, own, { stdio: "inherit" });
      }
    }
  }
} finally {
  await started.close();
  rmSync(folder, { recursive: true, force: true });
}
