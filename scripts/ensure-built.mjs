/** Builds where there is no build, or one older than the sources, so that a fresh or updated clone starts with one command. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { isBuilt, isFresh, root } from "./built.mjs";

// Without the development packages there is nothing to build with, and the build that was shipped is the right one.
const canBuild = existsSync(new URL("node_modules/typescript", root));

if (!isFresh() && (canBuild || !isBuilt())) {
  const { status } = spawnSync("npm", ["run", "build"], { stdio: "inherit", shell: process.platform === "win32" });
  process.exitCode = status ?? 1;
}
