import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { uncertain } from "../../src/domain/mail/tidy-outbox.js";
import { startDatabase } from "../../src/start-database.js";
import { testDatabase } from "../support/database.js";
import { runScript } from "../support/process.js";
import { never, smtpServer, type TestSmtp } from "../support/smtp.js";
import { freshEmail } from "../support/world.js";
import { makeDue } from "./support.js";

/** Twenty processes that start one after the other, on a machine that may be busy. */
const longMs = 900_000;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
const freshFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "orgate-test-"));
  folders.push(folder);
  return folder;
};

/** The settings of a migrated database that a process of its own can open. */
async function place(smtp: TestSmtp) {
  // Who is killed cannot take its socket's folder away; and a busy machine refuses nothing.
  const common = { SMTP_URL: smtp.url, TMPDIR: await freshFolder(), POOL_WAIT_MS: "30000" };
  if (inject("kind") === "postgres") {
    const { connection, close } = await testDatabase();
    if (!("connectionString" in connection)) throw new Error("PostgreSQL is reached by an address");
    return { environment: { ...common, DATABASE_URL: connection.connectionString }, remove: close };
  }
  const environment = { ...common, DATA_DIR: await freshFolder() };
  const started = await startDatabase(readConfig(environment));
  await started.migrate();
  await started.close();
  return { environment, remove: () => Promise.resolve() };
}

/** Where a process is killed: at the commit, or by the mail server when it is asked this. */
const moments = ["the commit", "the connection", "the recipient"] as const;

test(
  "a process that is killed between the commit and sending, twenty times, leaves every mail to arrive exactly once",
  async () => {
    const smtp = await smtpServer();
    const { environment, remove } = await place(smtp);
    const wanted: string[] = [];
    try {
      for (let round = 0; round < 20; round++) {
        const when = moments[round % moments.length];
        const recipient = freshEmail();
        wanted.push(recipient);
        const { child, lines, ended, errors } = runScript("mail-until-killed.ts", [recipient], environment);
        let committed = false;
        let reached = when === "the commit";
        const kill = () => committed && reached && child.kill("SIGKILL");
        const reach = () => {
          reached = true;
          kill();
          return never<null>();
        };
        smtp.behaviour.connect = () => (when === "the connection" ? reach() : null);
        smtp.behaviour.recipient = () => (when === "the recipient" ? reach() : null);
        lines.once("line", () => {
          committed = true;
          kill();
        });
        expect([await ended, errors()]).toEqual(["SIGKILL", ""]);
      }
      smtp.behaviour = {};
      const last = runScript("mail-until-killed.ts", [], environment);
      await smtp.until(wanted.length);
      last.child.kill("SIGTERM");
      expect([await last.ended, last.errors()]).toEqual([0, ""]);
      expect(smtp.arrived.flatMap(({ to }) => to).sort()).toEqual(wanted.sort());
    } finally {
      await smtp.close();
      await remove();
    }
  },
  longMs,
);

test(
  "a process that is killed when the mail server has the whole mail does not make it arrive twice, and the operator sees it",
  async () => {
    const smtp = await smtpServer();
    const { environment, remove } = await place(smtp);
    try {
      const recipient = freshEmail();
      const { child, ended } = runScript("mail-until-killed.ts", [recipient], environment);
      smtp.behaviour.counted = () => void child.kill("SIGKILL");
      expect(await ended).toBe("SIGKILL");
      smtp.behaviour = {};
      const between = await startDatabase(readConfig(environment));
      await makeDue(between.database);
      await between.close();
      const later = freshEmail();
      const next = runScript("mail-until-killed.ts", [later], environment);
      await smtp.until(2);
      next.child.kill("SIGTERM");
      expect(await next.ended).toBe(0);
      expect(smtp.arrived.map(({ to }) => to)).toEqual([[recipient], [later]]);
      const restarted = await startDatabase(readConfig(environment));
      const row = await restarted.database.prisma.outboxMail.findFirst({ where: { recipient } });
      await restarted.close();
      expect(row).toMatchObject({ sentAt: null, lastError: uncertain });
    } finally {
      await smtp.close();
      await remove();
    }
  },
  longMs,
);
