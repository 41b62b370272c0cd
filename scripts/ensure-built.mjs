/** Builds where there is no build, or one older than the sources, so that a fresh or updated clone starts with one command. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";

const root = new URL("../", import.meta.url);
const built = new URL("dist/src/server.js", root);

/** When the newest file below the folder was written, generated ones aside. */
function newest(folder) {
  const times = readdirSync(new URL(folder, root), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/generated/.test(`${entry.parentPath ?? entry.path}/${entry.name}`))
    .map((entry) => statSync(`${entry.parentPath ?? entry.path}/${entry.name}`).mtimeMs);
  return Math.max(...times);
}

const stale = !existsSync(built) || statSync(built).mtimeMs < Math.max(newest("src"), newest("prisma"));
// Without the development packages there is nothing to build with, and the build that was shipped is the right one.
const canBuild = existsSync(new URL("node_modules/typescript", root));

if (stale && (canBuild || !existsSync(built))) {
  const { status } = spawnSync("npm", ["run", "build"], { stdio: "inherit", shell: process.platform === "win32" });
  process.exitCode = status ?? 1;
}
