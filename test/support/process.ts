import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { join } from "node:path";
import { isFresh } from "../../scripts/built.mjs";
import { projectRoot } from "../../src/project-root.js";

const fresh = isFresh();

/** What node runs for a module of the product, such as "commands/load": the build where it is as new as the sources, else these. */
export const productArguments = (module: string): string[] =>
  fresh ? [join("scripts", "run.mjs"), module] : ["--import", "tsx", join("src", `${module}.ts`)];

export interface Script {
  child: ChildProcess;
  /** What it prints, line by line. */
  lines: Interface;
  /** What it has written to standard error so far. */
  errors: () => string;
  /** Resolves to the exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** Runs a TypeScript file of test/support in a process of its own. */
export function runScript(name: string, args: string[], environment: Record<string, string> = {}): Script {
  const child = spawn(process.execPath, ["--import", "tsx", join("test", "support", name), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  return {
    child,
    lines: createInterface({ input: child.stdout }),
    errors: () => errors,
    ended: once(child, "close").then(([code, signal]) => (code ?? signal) as number | string),
  };
}
