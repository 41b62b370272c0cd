import type { Config } from "./config.js";
import { embeddedPoolSize, startEmbedded } from "./database/embedded.js";
import { keepUp } from "./database/keep-up.js";
import { migrate } from "./database/migrate.js";
import { type Database, type DatabaseOptions, openDatabase } from "./database/open.js";

export interface StartedDatabase {
  database: Database;
  /** Brings the tables up to date, and answers the names of the migrations that were applied. */
  migrate(): Promise<string[]>;
  /** Looks after the tables of the embedded database, and answers which it had to; elsewhere none. */
  keepUp(options?: { everything?: boolean }): Promise<string[]>;
  onFailure(listener: (error: Error) => void): void;
  /** Closes the pool, then the embedded database where there is one. */
  close(): Promise<void>;
}

/** PostgreSQL where DATABASE_URL names it, else the embedded one under DATA_DIR. Errors: DataDirectoryInUse. */
export async function startDatabase(
  config: Pick<
    Config,
    "DATABASE_URL" | "DATA_DIR" | "POOL_SIZE" | "POOL_WAIT_MS" | "STATEMENT_TIMEOUT_MS" | "LOCK_TIMEOUT_MS"
  >,
  onStatement?: (text: string) => void,
): Promise<StartedDatabase> {
  const { DATABASE_URL: connectionString } = config;
  const embedded = connectionString ? undefined : await startEmbedded(config.DATA_DIR);
  const connection: DatabaseOptions["connection"] = embedded?.connection ?? {
    connectionString: connectionString ?? "",
  };
  const database = openDatabase({
    connection,
    poolSize: embedded ? embeddedPoolSize : config.POOL_SIZE,
    poolWaitMs: config.POOL_WAIT_MS,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    lockTimeoutMs: config.LOCK_TIMEOUT_MS,
    ...(onStatement ? { onStatement } : {}),
  });
  return {
    database,
    migrate: () => migrate(database, connection),
    keepUp: (options) => (embedded ? keepUp(database, options) : Promise.resolve([])),
    onFailure: (listener) => embedded?.onFailure(listener),
    close: async () => {
      await database.close();
      await embedded?.close();
    },
  };
}
