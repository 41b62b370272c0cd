/** Starts the built product once on a free port and an empty data directory, asks it a little, and ends it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const { fetch, AbortSignal } = globalThis;
const patienceMs = 60_000;
const folder = mkdtempSync(join(tmpdir(), "orgate-smoke-"));
const server = spawn(process.execPath, ["dist/src/server.js"], {
  env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: "0", HOST: "127.0.0.1", DATA_DIR: join(folder, "data") },
  stdio: ["ignore", "pipe", "inherit"],
});
const exited = once(server, "exit");
process.once("exit", () => {
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const address = await listening();
await answers("/health", 200);
await becomesReady();
const { status, text } = await ask("/graphql", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query: "{ __typename }" }),
});
if (status !== 200 || JSON.parse(text).data?.__typename !== "Query") fail(`POST /graphql answered ${status}: ${text}`);

const description = await ask("/v1/openapi.json");
if (JSON.parse(description.text).openapi !== "3.1.0") fail(`/v1/openapi.json answered ${description.status}`);
await answers("/v1/docs", 200);
await answers("/v1/Accounts/authorized", 401);

server.kill("SIGTERM");
const [code, signal] = await exited;
if (code !== 0) fail(`after SIGTERM the server ended with ${code ?? signal}`);
process.stdout.write("the built product starts, answers and ends\n");

/** The address that the server says it listens on. */
async function listening() {
  for await (const line of createInterface({ input: server.stdout })) {
    const { msg, port } = JSON.parse(line);
    if (msg !== "listening") continue;
    server.stdout.resume();
    return `http://127.0.0.1:${port}`;
  }
  const [code, signal] = await exited;
  return fail(`the server ended with ${code ?? signal} before it listened`);
}

async function ask(path, options = {}) {
  const response = await fetch(address + path, { ...options, signal: AbortSignal.timeout(patienceMs) });
  return { status: response.status, text: await response.text() };
}

async function answers(path, expected) {
  const { status, text } = await ask(path);
  if (status !== expected) fail(`${path} answered ${status}: ${text}`);
}

/** It listens before its tables are made where that takes long. */
async function becomesReady() {
  const end = globalThis.performance.now() + patienceMs;
  while (globalThis.performance.now() < end) {
    if ((await ask("/ready")).status === 200) return;
    await new Promise((resolve) => globalThis.setTimeout(resolve, 100));
  }
  await answers("/ready", 200);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
