import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { projectRoot } from "../../src/project-root.js";
import { emptyDatabase } from "../support/database.js";
import { moment, never, smtpServer, type TestSmtp } from "../support/smtp.js";
import { productArguments } from "../support/process.js";

/** Several processes that start one after the other, on a machine that may be busy. */
const longMs = 300_000;

let environment: Record<string, string>;
let dispose: () => Promise<void>;
let folder: string;
let smtp: TestSmtp;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgate-mail-"));
  const source = await emptyDatabase();
  dispose = source.remove;
  // The embedded database is the server's own business: a folder is all that it gets.
  environment = {
    POOL_WAIT_MS: "30000",
    HEADERS_TIMEOUT_MS: "60000",
    REQUEST_TIMEOUT_MS: "120000",
    SHUTDOWN_TIMEOUT_MS: "60000",
    ...("connectionString" in source.connection
      ? { DATABASE_URL: source.connection.connectionString }
      : { DATA_DIR: folder }),
  };
  smtp = await smtpServer({ onAuth: (_auth, _session, callback) => callback(null, { user: "orgate" }) });
});
afterEach(async () => {
  await smtp.close();
  await dispose();
  await rm(folder, { recursive: true, force: true });
});

/** A part of the product as an operator starts it. */
function start(module: string, settings: Record<string, string> = {}, args: string[] = []) {
  const child = spawn(process.execPath, [...productArguments(module), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, ...environment, PORT: "0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const written = createInterface({ input: child.stdout });
  written.on("line", (line) => lines.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  const ended = once(child, "close").then(([code]) => code as number | null);
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = lines.find((line) => pattern.test(line));
      if (found !== undefined) return found;
      const over = await Promise.race([once(written, "line").then(() => false), ended.then(() => true)]);
      if (over) throw new Error(`ended without ${pattern.source}: ${lines.join("\n")}`);
    }
  };
  return { child, lines, ended, until };
}

async function serve(settings: Record<string, string>) {
  const server = start("server", settings);
  const { port } = JSON.parse(await server.until(/"listening"/)) as { port: number };
  // It listens before its tables are there, should that take long.
  while (!(await fetch(`http://127.0.0.1:${port}/ready`)).ok) await pause(100);
  const signUp = async (email: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/Accounts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: "correct horse battery staple" }),
    });
    expect(answer.status).toBe(200);
  };
  const end = async () => {
    server.child.kill("SIGTERM");
    return server.ended;
  };
  return { ...server, port, signUp, end };
}

test(
  "who signs up gets a mail whose link verifies the address, and neither its token nor the mail server's password is logged",
  async () => {
    const server = await serve({ SMTP_URL: smtp.url.replace("//", "//orgate:s3cr3tpassword@") });
    await server.signUp("ada@example.com");
    await smtp.until(1);
    const [link = ""] = /http:\S+verify\?token=\S+/.exec(smtp.arrived[0]?.mail.text ?? "") ?? [];
    expect(link).toMatch(
      new RegExp(`^http://127\\.0\\.0\\.1:${server.port}/v1/Accounts/verify\\?token=[A-Za-z0-9]{64}$`),
    );
    expect(await (await fetch(link)).json()).toEqual({ success: true });
    expect(await server.end()).toBe(0);
    const log = server.lines.join("\n");
    expect(log).toContain(`"SMTP_URL":"smtp://127.0.0.1:${smtp.port}"`);
    expect(log).toContain('"msg":"a mail was sent"');
    expect(log).not.toContain(link.slice(-64));
    expect(log).not.toContain("s3cr3tpassword");
  },
  longMs,
);

test(
  "a server that is asked to end gives back a mail that the mail server keeps waiting, and ends with 0",
  async () => {
    const asked = moment();
    smtp.behaviour.recipient = () => {
      asked.come();
      return never();
    };
    const first = await serve({ SMTP_URL: smtp.url });
    await first.signUp("ada@example.com");
    await asked.came;
    expect(await first.end()).toBe(0);
    smtp.behaviour = {};
    const second = await serve({ SMTP_URL: smtp.url });
    await smtp.until(1);
    expect(await second.end()).toBe(0);
    expect(smtp.arrived.map(({ to }) => to)).toEqual([["ada@example.com"]]);
  },
  longMs,
);

test(
  "without a mail server a mail is one line in the log without its token, and the operator reads its link and passes it on",
  async () => {
    const site = { PUBLIC_URL: "https://orgate.example.com/" };
    const server = await serve(site);
    await server.signUp("ada@example.com");
    await server.signUp("grace@example.com");
    await server.until(/"to":"g…@example\.com"/);
    expect(await server.end()).toBe(0);
    const log = server.lines.join("\n");

    const outbox = start("commands/outbox", site);
    expect(await outbox.ended).toBe(0);
    const text = outbox.lines.join("\n");
    const [, id = ""] = /verification {2}to ada@example\.com {2}\(([0-9a-f]{24})\)/.exec(text) ?? [];
    const links = text.match(/https:\/\/orgate\.example\.com\/v1\/Accounts\/verify\?token=[A-Za-z0-9]{64}/g) ?? [];
    expect(links).toHaveLength(2);
    for (const link of links) expect(log).not.toContain(link.slice(-64));

    const done = start("commands/outbox", site, ["done", id]);
    expect([await done.ended, done.lines]).toEqual([0, [`The mail ${id} counts as sent.`]]);
    const again = start("commands/outbox", site, ["again", id]);
    expect([await again.ended, again.lines]).toEqual([1, [`No mail ${id} waits, or it is being sent at this moment.`]]);
  },
  longMs,
);
