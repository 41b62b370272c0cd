import { constants } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { embeddedPoolSize, startEmbedded } from "../../src/database/embedded.js";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/database/open.js";
import { patient } from "./patience.js";
import { addressOf, freshName, onServer } from "./postgres-server.js";

export interface TestDatabase {
  kind: "embedded" | "postgres";
  database: Database;
  /** For opening further pools on the same database. */
  connection: DatabaseOptions["connection"];
  /** The text of every statement sent since the test said `statements.length = 0`. */
  statements: string[];
  /** Closes the pool and removes the database. */
  close: () => Promise<void>;
}

/** A migrated database of the caller's own, empty, of the kind that the project runs on. */
export async function testDatabase(options: Partial<Omit<DatabaseOptions, "connection">> = {}): Promise<TestDatabase> {
  const source = await copyOfTemplate();
  const statements: string[] = [];
  const database = openDatabase({
    connection: source.connection,
    ...patient,
    ...(source.kind === "embedded" ? { poolSize: embeddedPoolSize } : {}),
    onStatement: (text) => statements.push(text),
    ...options,
  });
  const close = async () => {
    await database.close();
    await source.remove();
  };
  return { kind: source.kind, connection: source.connection, database, statements, close };
}

/** A database of the project's kind without any table, for what is about migrating. */
export async function emptyDatabase(): Promise<Copy> {
  if (inject("kind") === "embedded") return embeddedAt(await mkdtemp(join(tmpdir(), "orgate-test-")));
  const { server } = inject("postgresTemplate");
  return onPostgres(server, (name) => `CREATE DATABASE "${name}"`);
}

type Copy = Pick<TestDatabase, "kind" | "connection"> & { remove: () => Promise<void> };

async function copyOfTemplate(): Promise<Copy> {
  if (inject("kind") === "embedded") {
    const template = inject("embeddedTemplate");
    const folder = await mkdtemp(join(tmpdir(), "orgate-test-"));
    await cp(template.folder, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return embeddedAt(folder);
  }
  const { server, name: original } = inject("postgresTemplate");
  return onPostgres(server, (name) => `CREATE DATABASE "${name}" TEMPLATE "${original}"`);
}

async function embeddedAt(folder: string): Promise<Copy> {
  const embedded = await startEmbedded(folder);
  const remove = async () => {
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { kind: "embedded", connection: embedded.connection, remove };
}

async function onPostgres(server: string, creation: (name: string) => string): Promise<Copy> {
  const name = freshName("copy");
  await onServer(server, creation(name));
  return {
    kind: "postgres",
    connection: { connectionString: addressOf(server, name) },
    remove: () => onServer(server, `DROP DATABASE "${name}" WITH (FORCE)`),
  };
}
