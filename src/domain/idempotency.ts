import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "../database/open.js";
import { sql } from "../database/sql.js";
import type { Context } from "./context.js";
import { DomainError, invalid } from "./errors.js";

/** How long an answer is given again, in hours. */
const hoursKept = 24;
/** A run that has not answered for this long, in seconds, died with its process; another may start. */
const secondsUntilDead = 120;
/** How often a run that goes on says so, in milliseconds: an import may take longer than that. */
const renewalMs = 30_000;
const firstPauseMs = 25;
const longestPauseMs = 500;
const form = /^[\x21-\x7e]{1,255}$/;

interface Row {
  requestHash: string;
  answer: Uint8Array | null;
  effect: boolean;
  dead: boolean;
}

/** What a run answered, and whether the caller is meant to try again because nothing was done. */
export interface Outcome {
  answer: string;
  tryAgain: boolean;
}

/**
 * Runs a request once for a key: the same caller with the same key and request gets the same answer for 24 hours,
 * without a second effect, at once or in parallel. An answer that asks to be tried again is not kept, unless something
 * was committed after all: `work` gets a database whose transactions note that in themselves, so that it holds even
 * where the process dies before it has answered. `signal` ends the wait for an earlier run.
 * The answer may hold secrets, so that it is kept enciphered with the key, of which only a hash is stored.
 * Errors: INVALID_ARGUMENT for a malformed key, IDEMPOTENCY_MISMATCH for another request with the same key, UNAVAILABLE
 * where the earlier run had its effect and died before it could answer.
 */
export async function once(
  context: Pick<Context, "caller" | "database">,
  key: string,
  request: string,
  signal: AbortSignal,
  work: (database: Database) => Promise<Outcome>,
): Promise<{ answer: string } | "ran"> {
  if (!form.test(key)) throw invalid('"Idempotency-Key" is 1 to 255 visible ASCII characters.');
  const { database } = context;
  const scope = `${context.caller?.id ?? "anonymous"}\0${key}`;
  const id = digest("id", scope).toString("hex");
  const requestHash = digest("request", request).toString("hex");

  const earlier = await claimOrWait(database, id, requestHash, signal);
  if (earlier) return { answer: decipher(scope, earlier) };

  let outcome: Outcome | undefined;
  // One that cannot be written now is made up for by the next.
  const renewal = setInterval(() => void renew(database, id).catch(() => undefined), renewalMs);
  try {
    outcome = await work(noting(database, id));
  } finally {
    clearInterval(renewal);
    if (!outcome || outcome.tryAgain) await forget(database, id);
  }
  // Where it was forgotten there is no row to write to.
  const { answer } = outcome;
  await database.prisma.idempotentAnswer.updateMany({ where: { id }, data: { answer: encipher(scope, answer) } });
  return "ran";
}

/** Claims the key for this run, or waits for the run that has it and answers what that kept. */
async function claimOrWait(
  database: Database,
  id: string,
  requestHash: string,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  for (let wait = firstPauseMs; !(await claim(database, id, requestHash));) {
    for (;;) {
      const [row] = await database.read<Row>(sql`/* once: the earlier run with this key */
        SELECT "requestHash", "answer", "effect",
          "createdAt" < statement_timestamp() - make_interval(secs => ${secondsUntilDead}::int) AS "dead"
        FROM "IdempotentAnswer" WHERE "id" = ${id}`);
      if (!row) break;
      if (row.requestHash !== requestHash) {
        throw new DomainError("IDEMPOTENCY_MISMATCH", "This Idempotency-Key was used with another request.");
      }
      if (row.answer) return row.answer;
      if (row.dead && row.effect) {
        throw new DomainError(
          "UNAVAILABLE",
          "The first request with this Idempotency-Key took effect; its answer was lost.",
        );
      }
      if (row.dead) await forget(database, id);
      else await pause(wait, undefined, { signal });
      wait = Math.min(wait * 2, longestPauseMs);
    }
  }
  return undefined;
}

const renew = (database: Database, id: string) =>
  database.read(sql`/* once: the run is alive */
    UPDATE "IdempotentAnswer" SET "createdAt" = statement_timestamp() WHERE "id" = ${id} AND "answer" IS NULL`);

/** False where another run has the key. */
async function claim(database: Database, id: string, requestHash: string): Promise<boolean> {
  await database.read(sql`/* once: what is too old is forgotten */
    DELETE FROM "IdempotentAnswer" WHERE "createdAt" < statement_timestamp() - make_interval(hours => ${hoursKept}::int)`);
  const claimed = await database.read(sql`/* once: one run has the key */
    INSERT INTO "IdempotentAnswer" ("id", "requestHash", "createdAt") VALUES (${id}, ${requestHash}, statement_timestamp())
    ON CONFLICT DO NOTHING RETURNING "id"`);
  return claimed.length > 0;
}

/** The database for a run: each of its transactions that may have an effect notes in itself that the run has had one. */
const noting = (database: Database, id: string): Database => ({
  ...database,
  transaction: (work, options) =>
    database.transaction(async (tx) => {
      const result = await work(tx);
      if (options?.effect !== false) await tx.idempotentAnswer.updateMany({ where: { id }, data: { effect: true } });
      return result;
    }, options),
});

const forget = (database: Database, id: string) =>
  database.read(sql`/* once: a run that had no effect and gave no answer to keep */
    DELETE FROM "IdempotentAnswer" WHERE "id" = ${id} AND "answer" IS NULL AND NOT "effect"`);

const digest = (purpose: string, text: string): Buffer => createHash("sha256").update(`${purpose}\0${text}`).digest();

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

function encipher(scope: string, answer: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, digest("answer", scope), nonce);
  const body = Buffer.concat([cipher.update(answer, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
}

function decipher(scope: string, kept: Uint8Array): string {
  const bytes = Buffer.from(kept);
  const decipherer = createDecipheriv(algorithm, digest("answer", scope), bytes.subarray(0, nonceBytes));
  decipherer.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipherer.update(bytes.subarray(nonceBytes + tagBytes)), decipherer.final()]).toString("utf8");
}
