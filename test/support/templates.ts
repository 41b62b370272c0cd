import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/database/embedded.js";
import { migrate } from "../../src/database/migrate.js";
import { type DatabaseOptions, openDatabase } from "../../src/database/open.js";
import { patient } from "./patience.js";
import { addressOf, freshName, onServer } from "./postgres-server.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The kind of database that the project runs on. */
    kind: "embedded" | "postgres";
    /** What testDatabase copies: a migrated data directory, and a migrated database of the server. */
    embeddedTemplate: { folder: string };
    postgresTemplate: { server: string; name: string };
  }
}

/**
 * Makes one migrated database of each kind for the whole run: copying it takes a fraction of making another. One setup
 * for both, because the migration engine must be loaded only once in a process.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await embeddedTemplate();
  project.provide("embeddedTemplate", { folder });
  const removeFolder = () => rm(folder, { recursive: true, force: true });

  const server = process.env.TEST_DATABASE_URL;
  if (!server) return removeFolder;
  const name = await postgresTemplate(server);
  project.provide("postgresTemplate", { server, name });
  return async () => {
    await removeFolder();
    await onServer(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  };
}

async function embeddedTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "orgate-template-"));
  const embedded = await startEmbedded(folder);
  await migrateAt(embedded.connection);
  await embedded.close();
  return folder;
}

async function postgresTemplate(server: string): Promise<string> {
  const name = freshName("template");
  await onServer(server, `CREATE DATABASE "${name}"`);
  await migrateAt({ connectionString: addressOf(server, name) });
  return name;
}

async function migrateAt(connection: DatabaseOptions["connection"]): Promise<void> {
  const database = openDatabase({ connection, ...patient });
  try {
    await migrate(database, connection);
  } finally {
    await database.close();
  }
}
