import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkKey, type FileStorage, StorageUnavailable } from "../domain/files/storage.js";

/** Files in a folder, which is made when the first is written. Only this user can read them. */
export function folderStorage(folder: string): FileStorage {
  const pathOf = (key: string): string => {
    checkKey(key);
    return join(folder, ...key.split("/"));
  };
  return {
    put: (key, bytes) => translated(() => writeWhole(pathOf(key), bytes)),
    get: (key) =>
      translated(async () => {
        const file = await open(pathOf(key)).catch(nullWhereMissing);
        return file?.createReadStream() ?? null;
      }),
    delete: (key) => translated(() => rm(pathOf(key), { force: true })),
  };
}

/** The file appears under its name when all of it is on the disk: a process that dies before leaves a name that nobody reads. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** The name is in the folder for good, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nullWhereMissing(error: unknown): null {
  if (isSystemError(error) && error.code === "ENOENT") return null;
  throw error;
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && "syscall" in error;

async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new StorageUnavailable(`the folder of files: ${error.code ?? "an unknown fault"}`, { cause: error });
  }
}
