import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, inject, it } from "vitest";
import { productArguments } from "../support/process.js";

/** The demo as somebody starts it who has just got Orgate, without the build. It always has an embedded database. */
interface Demo {
  process: ChildProcess;
  /** The commands that it says can be tried, as address, headers and body. */
  commands: { url: string; headers: Record<string, string>; body: string }[];
}

/** It makes a database and reads all sources first, which takes long where everything is busy. */
const patienceMs = 180_000;

const folders: string[] = [];
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "orgate-demo-"));
  folders.push(folder);
  return folder;
}

function launch(folder: string): ChildProcess {
  const child = spawn(process.execPath, productArguments("commands/demo"), {
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  return child;
}

async function start(folder: string): Promise<Demo> {
  const child = launch(folder);
  if (!child.stdout || !child.stderr) throw new Error("the demo has no output");
  const commands: Demo["commands"] = [];
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("  curl ")) commands.push(commandOf(line));
    if (line.startsWith("Stop with")) {
      child.stdout.resume();
      return { process: child, commands };
    }
  }
  throw new Error(`the demo ended: ${errors}`);
}

function commandOf(line: string): Demo["commands"][number] {
  const [, url = "", rest = ""] = /^ {2}curl -s (\S+) (.*)$/.exec(line) ?? [];
  const headers = [...rest.matchAll(/-H '([^:]+): ([^']*)'/g)].map(([, name = "", value = ""]) => [name, value]);
  return {
    url,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: /-d '(.*)'$/.exec(rest)?.[1] ?? "",
  };
}

async function answerTo({ url, headers, body }: Demo["commands"][number]): Promise<Answer> {
  const answer = await fetch(url, { method: "POST", headers, body });
  return (await answer.json()) as Answer;
}

interface Answer {
  errors?: unknown;
  data: { viewer: { email?: string; organizations: { edges: { node: Record<string, unknown> }[] } } };
}

async function end({ process: child }: Demo): Promise<number | null> {
  child.kill("SIGINT");
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

// It knows one kind of database, so that once is enough.
describe.runIf(inject("kind") === "embedded")("the demo", () => {
  it(
    "says what to try, and each of it is answered, with numbers in every organization",
    async () => {
      const demo = await start(await freshFolder());
      const [who, numbers] = demo.commands;
      if (!who || !numbers) throw new Error("there is not enough to try");
      expect(await answerTo(who)).toEqual({
        data: {
          viewer: {
            email: "demo@example.com",
            organizations: {
              edges: ["Orbit Studio d.o.o.", "Nordlicht Bäckerei GmbH", "Harbor & Pine LLC"].map((name) => ({
                node: { name },
              })),
            },
          },
        },
      });
      const { data, errors } = await answerTo(numbers);
      expect(errors).toBeUndefined();
      expect(data.viewer.organizations.edges.map(({ node }) => node)).toEqual(
        [
          ["EUR", "USD"],
          ["CHF", "EUR"],
          ["EUR", "USD"],
        ].map(
          (currencies) =>
            expect.objectContaining({
              documentTotalStats: expect.objectContaining({
                total: currencies.map((currency) => ({
                  currency,
                  total: expect.stringMatching(/^[1-9]\d*\.\d\d$/) as string,
                })),
              }) as object,
              totalStats: expect.objectContaining({
                totalOverdue: expect.arrayContaining([
                  expect.objectContaining({ currency: expect.any(String) as string }),
                ]) as object,
              }) as object,
            }) as object,
        ),
      );
      expect(await end(demo)).toBe(0);
    },
    patienceMs,
  );
});
