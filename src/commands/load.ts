/** Loads a JSON file into the database: npm run load -- FILE.json */
import { readFileSync } from "node:fs";
import { loadFile } from "../domain/load/load-file.js";
import { listNames } from "../domain/load/shapes.js";
import { CommandFailed, run } from "./run.js";

await run(async (open) => {
  const [, , file] = process.argv;
  if (!file) throw new CommandFailed("Which file? npm run load -- FILE.json");
  const data = parsed(file, content(file));

  const report = await loadFile(await open(), data);
  for (const list of listNames) {
    const { added, unchanged } = report[list];
    process.stdout.write(`${list}: ${added} added, ${unchanged} unchanged\n`);
  }
});

function content(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandFailed(`The file cannot be read: ${(error as Error).message}`);
  }
}

function parsed(file: string, text: string): unknown {
  try {
    // Some editors put a mark of the byte order in front, which JSON does not know.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new CommandFailed(`${file} is not JSON: ${(error as Error).message}`);
  }
}
