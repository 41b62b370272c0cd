import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { clientThatTells } from "./client.js";
import { isRetryable } from "./errors.js";
import type { Prisma } from "./generated/client.js";
import { PrismaClient } from "./generated/client.js";
import type { Sql } from "./sql.js";

/** A Prisma client inside an open transaction. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** A PostgreSQL address, or the folder and port of a Unix socket. */
  connection: { connectionString: string } | { host: string; port: number; user: string; database: string };
  /** Connections at most. */
  poolSize: number;
  /** How long a request waits for a connection, in milliseconds. */
  poolWaitMs: number;
  /** How long one statement may run, and wait for a lock, in milliseconds. */
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  /** Told the text of every statement that is sent. */
  onStatement?: (text: string) => void;
}

export interface TransactionOptions {
  /** How long it may take as a whole, in milliseconds; three statements' worth where nothing is said. */
  timeoutMs?: number | undefined;
  /**
   * False where what it writes, if anything, is not what the request is for: then a request that is told to try again can
   * still be repeated under its key.
   */
  effect?: boolean | undefined;
}

export interface Database {
  /** How many connections there are at most; with one, nothing else is sent while a transaction is open. */
  readonly connections: number;
  /** For writes and reads inside a transaction. */
  readonly prisma: PrismaClient;
  /** Sends one read straight through the pool: the same rows as Prisma's, at half the cost (docs/decisions). */
  read<Row>(
    query: Sql,
    /** How long it may run, in milliseconds, where that is less than any statement may; PostgreSQL alone can keep it. */
    options?: { timeLimitMs?: number | undefined },
  ): Promise<Row[]>;
  /** Runs the work in one READ COMMITTED transaction, again where the database asks for it after a deadlock. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /** Holds an exclusive lock of the whole database, named by the text, while the work runs. */
  exclusively<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Connections in use and requests waiting for one. */
  load(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

const attempts = 3;

/** What is to be done once a transaction is committed, for those that are open. */
const afterwards = new WeakMap<Transaction, Set<() => void>>();

/**
 * Calls the function once after the database's transaction has been committed, however often it was asked to, and not at
 * all where it is rolled back. It must not throw.
 */
export function afterCommit(tx: Transaction, act: () => void): void {
  afterwards.get(tx)?.add(act);
}

// Money and other decimals stay text, and calendar dates are never moved by a time zone.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): unknown =>
    oid === pg.types.builtins.DATE ? (value: string) => value : pg.types.getTypeParser(oid, format),
};

/** Opens one pool for everything: Prisma and direct reads share it. Does not connect until the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...options.connection,
    max: options.poolSize,
    connectionTimeoutMillis: options.poolWaitMs,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs,
    idle_in_transaction_session_timeout: options.statementTimeoutMs * 3,
    // For a database that is frozen, and so cannot keep its own limit.
    query_timeout: options.statementTimeoutMs + 1_000,
    application_name: "orgate",
    keepAlive: true,
    Client: clientThatTells(options.onStatement),
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);

  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: options.poolWaitMs, timeout: options.statementTimeoutMs * 3 },
  });

  return {
    connections: options.poolSize,
    prisma,
    read: async <Row>(query: Sql, { timeLimitMs }: { timeLimitMs?: number | undefined } = {}) => {
      const statement = { text: query.text, values: query.values, types };
      const answer = timeLimitMs === undefined ? pool.query(statement) : withTimeLimit(pool, statement, timeLimitMs);
      return (await answer).rows as Row[];
    },
    transaction: async (work, { timeoutMs } = {}) => {
      for (let attempt = 1; ; attempt++) {
        let acts = new Set<() => void>();
        const watched = (tx: Transaction) => {
          acts = new Set();
          afterwards.set(tx, acts);
          return work(tx);
        };
        try {
          const result = await prisma.$transaction(watched, {
            isolationLevel: "ReadCommitted",
            ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
          });
          for (const act of acts) act();
          return result;
        } catch (error) {
          if (attempt >= attempts || !isRetryable(error)) throw error;
        }
      }
    },
    exclusively: async (name, work) => {
      const client = await pool.connect();
      // The connection is idle while the work runs; without a listener its breaking would end the process.
      client.on("error", () => undefined);
      try {
        // Waiting for the other holder may take longer than any statement of a request.
        await client.query("/* exclusively: one holder at a time */ SET lock_timeout = 0; SET statement_timeout = 0");
        await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
        return await work();
      } finally {
        client.release(true);
      }
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** One statement that is ended by the database when its time is over. */
async function withTimeLimit(pool: pg.Pool, statement: pg.QueryConfig, timeLimitMs: number): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("/* withTimeLimit: for this transaction alone */ BEGIN READ ONLY");
    await client.query(`SET LOCAL statement_timeout = ${Math.round(timeLimitMs)}`);
    const result = await client.query(statement);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: unknown) => (broken = failure as Error));
    throw error;
  } finally {
    client.release(broken);
  }
}
