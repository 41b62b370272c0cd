import { existsSync, readdirSync, statSync } from "node:fs";

export const root = new URL("../", import.meta.url);
const built = new URL("dist/src/server.js", root);

/** When the newest file below the folder was written, generated ones aside. */
function newest(folder) {
  const times = readdirSync(new URL(folder, root), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/generated/.test(`${entry.parentPath ?? entry.path}/${entry.name}`))
    .map((entry) => statSync(`${entry.parentPath ?? entry.path}/${entry.name}`).mtimeMs);
  return Math.max(...times);
}

/** Whether there is a build, whatever its age. */
export const isBuilt = () => existsSync(built);

/** Whether there is a build that is no older than the sources. */
export const isFresh = () => isBuilt() && statSync(built).mtimeMs >= Math.max(newest("src"), newest("prisma"));
