/** Starts the two servers on the same world, each in a process of its own and on a port of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { asker } from "./ask.js";
import { loopbackFile, orgateFile, password } from "./world.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
/** Builds Orgate first where its sources are newer than its build. */
const orgate = ["scripts/run.mjs"];

/**
 * Both servers with the world in them, and `stop`, which ends them and removes all that they wrote. Whatever happens to this
 * process, they do not outlive it.
 */
export async function startServers(world) {
  const folder = mkdtempSync(join(tmpdir(), "orgate-differential-"));
  const children = [];
  const end = () => {
    for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", end);
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])
    process.once(signal, () => process.exit(code));

  const start = (args, options) => {
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"], ...options });
    children.push(child);
    return child;
  };
  const file = (name, content) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };

  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATA_DIR: join(folder, "data"),
    PORT: "0",
    LOG_LEVEL: "info",
  };
  const orgateOptions = { cwd: root, env };
  const load = start([...orgate, "commands/load", file("orgate.json", orgateFile(world))], {
    ...orgateOptions,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(load, "exit");
  if (code !== 0) throw new Error(`loading the world into Orgate ended with ${code}`);

  const loopback = start(["loopback/server.js", file("loopback.json", loopbackFile(world))], { cwd: here });
  const product = start([...orgate, "server"], orgateOptions);
  const [loopbackPort, orgatePort] = await Promise.all([
    firstOf(loopback, (line) => Number(line)),
    firstOf(product, (line) => (line.includes('"listening"') ? JSON.parse(line).port : undefined)),
  ]);

  const address = `http://127.0.0.1:${orgatePort}`;
  const token = await signIn(address, world.caller.email);
  return {
    loopback: asker(`http://127.0.0.1:${loopbackPort}`),
    orgate: asker(address, { authorization: token }),
    async stop() {
      const gone = children.filter(({ exitCode }) => exitCode === null).map((child) => once(child, "exit"));
      product.kill("SIGTERM");
      loopback.stdin.end();
      await Promise.all(gone);
      end();
    },
  };
}

/** The first line of what a process prints that `read` finds something in. */
async function firstOf(child, read) {
  for await (const line of createInterface({ input: child.stdout })) {
    const found = read(line);
    if (found === undefined) continue;
    child.stdout.resume();
    return found;
  }
  throw new Error(`${child.spawnargs.slice(1).join(" ")} ended before it listened`);
}

async function signIn(address, email) {
  const anonymous = asker(address);
  const { status, text } = await anonymous.send("/v1/Accounts/login", { method: "POST", body: { email, password } });
  anonymous.close();
  if (status !== 200) throw new Error(`POST /v1/Accounts/login answered ${status}: ${text}`);
  return JSON.parse(text).id;
}
