import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  ftruncateSync,
  readFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

const require = createRequire(import.meta.url);

// The package has no types of its own.
const { tryLock, unlock } = require("fs-native-extensions") as {
  tryLock: (fd: number) => boolean;
  unlock: (fd: number) => void;
};

const socketPort = 5432;

/**
 * How many connections may speak to it at the same time. The embedded database is one session, and its socket takes turns
 * between connections message by message: two that send statements at once get each other's portals, that is, answers.
 */
export const embeddedPoolSize = 1;

/** Connections that may be open while only one speaks: the migration engine's, beside the pool's. */
const openConnections = 5;

export interface EmbeddedDatabase {
  /** How the driver reaches it: a Unix socket in a private folder. */
  connection: { host: string; port: number; user: string; database: string };
  /** Calls back when the database ends without having been told to. */
  onFailure(listener: (error: Error) => void): void;
  close(): Promise<void>;
}

/** Another process holds the data directory. */
export class DataDirectoryInUse extends Error {
  override name = "DataDirectoryInUse";
}

/**
 * Starts the embedded PostgreSQL on the folder, which is created where missing.
 * Errors: DataDirectoryInUse where another living process has it open. The operating system holds the lock, so a
 * process that was killed leaves none behind.
 */
export async function startEmbedded(dataDirectory: string): Promise<EmbeddedDatabase> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const release = lockDirectory(dataDirectory);
  const socketFolder = mkdtempSync(join(tmpdir(), "orgate-"));

  const cleanUp = () => {
    rmSync(socketFolder, { recursive: true, force: true });
    release();
  };

  const worker = startWorker({
    folder: join(dataDirectory, "postgres"),
    socket: join(socketFolder, `.s.PGSQL.${socketPort}`),
    connections: openConnections,
  });

  let closing = false;
  let failure: Error | undefined;
  const listeners: ((error: Error) => void)[] = [];
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      if (!closing) {
        failure ??= new Error("the embedded database ended");
        for (const listener of listeners) listener(failure);
      }
      resolve();
    });
  });
  worker.on("error", (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });

  const ready = await Promise.race([
    new Promise<boolean>((resolve) => worker.once("message", () => resolve(true))),
    exited.then(() => false),
  ]);
  if (!ready) {
    cleanUp();
    throw new Error(`the embedded database in ${dataDirectory} could not be opened: ${failure?.message}`, {
      cause: failure,
    });
  }

  return {
    connection: { host: socketFolder, port: socketPort, user: "postgres", database: "postgres" },
    onFailure: (listener) => listeners.push(listener),
    close: async () => {
      closing = true;
      worker.postMessage("close");
      await exited;
      cleanUp();
    },
  };
}

/** Takes the folder for this process, or throws. Answers the function that gives it back. */
function lockDirectory(folder: string): () => void {
  const file = join(folder, "lock");
  const fd = openSync(file, "a+");
  if (!tryLock(fd)) {
    const holder = readFileSync(file, "utf8").trim();
    closeSync(fd);
    throw new DataDirectoryInUse(
      `The data directory ${folder} is in use by another Orgate process${holder ? ` (process ${holder})` : ""}. ` +
        "Stop that process, name another folder in DATA_DIR, or use PostgreSQL (DATABASE_URL) to run several.",
    );
  }
  ftruncateSync(fd);
  writeFileSync(fd, `${process.pid}\n`);
  return () => {
    unlock(fd);
    closeSync(fd);
  };
}

/** The worker's file next to this one. Run from the sources, the thread needs tsx for itself to read TypeScript. */
function startWorker(workerData: { folder: string; socket: string; connections: number }): Worker {
  if (import.meta.url.endsWith(".js"))
    return new Worker(new URL("./embedded-worker.js", import.meta.url), { workerData });
  const source = JSON.stringify(new URL("./embedded-worker.ts", import.meta.url).href);
  const bootstrap = `import("tsx/esm/api").then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(bootstrap, { eval: true, workerData, execArgv: [] });
}
