import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestApp, testApp } from "../support/app.js";

/** The app with a folder of its own for files. */
export async function appWithFiles(
  settings: Record<string, string> = {},
): Promise<TestApp & { folder: string; files: () => Promise<string[]> }> {
  const folder = await mkdtemp(join(tmpdir(), "orgate-images-"));
  const app = await testApp({ DATA_DIR: folder, ...settings });
  return {
    ...app,
    folder,
    /** The names of the files that there are. */
    files: () => readdir(join(folder, "files", "images")).catch(() => []),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
