/** Keeps the list of differences in README.md as it is in `differences/`: node readme.js writes it, --check only compares. */
import { readFileSync, writeFileSync } from "node:fs";
import { differences } from "./differences/all.js";

const file = new URL("README.md", import.meta.url);
const [begin, end] = ["<!-- differences -->", "<!-- end of differences -->"];

const text = readFileSync(file, "utf8");
const [before, rest] = text.split(begin);
const [, after] = rest.split(end);
const list = differences.map(({ name, reason }) => `- **${name}**: ${reason}\n`).join("");
const wanted = `${before}${begin}\n\n${list}\n${end}${after}`;

if (process.argv.includes("--check")) {
  if (text !== wanted) {
    process.stderr.write("README.md does not list the differences as they are: node readme.js\n");
    process.exitCode = 1;
  }
} else writeFileSync(file, wanted);
