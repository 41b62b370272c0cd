import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyDatabase } from "../support/database.js";
import { productArguments } from "../support/process.js";

/** The server as an operator starts it, on a database of its own. */
interface Running {
  process: ChildProcess;
  port: number;
  /** Every line that it logged so far. */
  lines: string[];
  ended: Promise<number | null>;
}

const folders: string[] = [];
let dispose: () => Promise<void>;
let environment: Record<string, string>;

beforeEach(async () => {
  const source = await emptyDatabase();
  dispose = source.remove;
  if ("connectionString" in source.connection) {
    environment = { DATABASE_URL: source.connection.connectionString };
  } else {
    // The embedded database is the server's own business: a folder is all that it gets.
    const folder = await mkdtemp(join(tmpdir(), "orgate-server-"));
    folders.push(folder);
    environment = { DATA_DIR: folder };
  }
});
afterEach(async () => {
  await dispose();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function start(settings: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, productArguments("server"), {
    env: { PATH: process.env.PATH, ...environment, PORT: "0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const listening = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
      if (msg === "listening" && port) resolve(port);
    });
    createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
    void ended.then((code) => reject(new Error(`ended with ${code ?? "a signal"}: ${lines.join("\n")}`)));
  });
  return { process: child, port: await listening, lines, ended };
}

const body = JSON.stringify({ query: "{ __typename }" });

/** The status of one request, or what became of the connection. */
async function ask(port: number, agent: Agent): Promise<number | string> {
  const sent = request({
    agent,
    port,
    host: "127.0.0.1",
    method: "POST",
    path: "/graphql",
    headers: { "content-type": "application/json" },
  });
  sent.end(body);
  try {
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    return response.statusCode ?? 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "failed";
  }
}

describe("the server process", () => {
  it("fails no accepted request when it is asked to end under load, and ends with 0", async () => {
    const server = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 10 });
    const seen = new Set<number | string>();
    let asking = true;
    const clients = Array.from({ length: 10 }, async () => {
      while (asking) {
        const outcome = await ask(server.port, agent);
        // A new connection after the end is refused, not accepted and dropped.
        if (outcome === "ECONNREFUSED") return;
        seen.add(outcome);
      }
    });
    await ask(server.port, agent);
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    asking = false;
    await Promise.all(clients);
    agent.destroy();
    expect([...seen]).toEqual([200]);
  });

  it("logs its configuration without secrets, and each request by its path without the query", async () => {
    const server = await start();
    const secret = "averysecrettoken".repeat(4);
    await fetch(`http://127.0.0.1:${server.port}/graphql?access_token=${secret}&query={__typename}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    const disguised = `${secret.slice(0, 30)}%61${secret.slice(31)}`;
    for (const token of [secret, disguised]) {
      await fetch(`http://127.0.0.1:${server.port}/v1/Accounts/me/accessTokens/${token}`, { method: "DELETE" });
    }
    server.process.kill("SIGTERM");
    await server.ended;
    const log = server.lines.join("\n");
    expect(log).toContain('"path":"/v1/Accounts/me/accessTokens/…"');
    expect(log).not.toContain(disguised);
    expect(log).toContain('"msg":"starting"');
    expect(log).toContain('"path":"/graphql"');
    expect(log).not.toContain(secret);
    expect(log).not.toMatch(/orgate:orgate@/);
  });

  it("refuses to start with settings that are not valid, names all of them, and ends with 1", async () => {
    const refused = await start({ PORT: "many", POOL_SIZE: "0" }).catch((error: unknown) => (error as Error).message);
    expect(refused).toMatch(/^ended with 1: /);
    expect(refused).toContain("PORT: is not a whole number");
    expect(refused).toContain("POOL_SIZE: is not between 1 and 200");
  });
});
