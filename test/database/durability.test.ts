import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { DataDirectoryInUse, startEmbedded } from "../../src/database/embedded.js";
import { startDatabase } from "../../src/start-database.js";
import { testDatabase } from "../support/database.js";
import { runScript } from "../support/process.js";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
const freshFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "orgate-test-"));
  folders.push(folder);
  return folder;
};

test("a second process on one data directory refuses to start, says why, and harms nothing", async () => {
  const folder = await freshFolder();
  const first = await startEmbedded(folder);
  const second = runScript("open-data-directory.ts", [folder]);
  expect(await second.ended).toBe(1);
  expect(second.errors()).toContain(
    `The data directory ${folder} is in use by another Orgate process (process ${process.pid}). ` +
      "Stop that process, name another folder in DATA_DIR, or use PostgreSQL (DATABASE_URL) to run several.",
  );
  await first.close();
  expect(await runScript("open-data-directory.ts", [folder]).ended).toBe(0);
});

test("the process itself cannot open a data directory twice either", async () => {
  const folder = await freshFolder();
  const first = await startEmbedded(folder);
  await expect(startEmbedded(folder)).rejects.toBeInstanceOf(DataDirectoryInUse);
  await first.close();
});

test("a process that is killed while writing loses nothing that was acknowledged, and a restart works at once", async () => {
  const settings = await place();
  const { child, lines, errors, ended } = runScript("write-until-killed.ts", [], {
    ...settings.environment,
    // Who is killed cannot take its socket's folder away.
    TMPDIR: await freshFolder(),
  });
  const acknowledged: string[] = [];
  for await (const line of lines) {
    acknowledged.push(line);
    if (acknowledged.length === 200) child.kill("SIGKILL");
  }
  expect([await ended, errors()]).toEqual(["SIGKILL", ""]);

  const restarted = await startDatabase(readConfig(settings.environment));
  try {
    const found = await restarted.database.prisma.mailSend.findMany({ select: { id: true } });
    const ids = new Set(found.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(200);
  } finally {
    await restarted.close();
    await settings.remove();
  }
});

/** The settings of a migrated database that a process of its own can open. */
async function place(): Promise<{ environment: Record<string, string>; remove: () => Promise<void> }> {
  if (inject("kind") === "postgres") {
    const { connection, close } = await testDatabase();
    if (!("connectionString" in connection)) throw new Error("PostgreSQL is reached by an address");
    return { environment: { DATABASE_URL: connection.connectionString }, remove: close };
  }
  const environment = { DATA_DIR: await freshFolder() };
  const started = await startDatabase(readConfig(environment));
  await started.migrate();
  await started.close();
  return { environment, remove: () => Promise.resolve() };
}
