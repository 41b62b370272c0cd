import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "../database/sql.js";
import type { Context } from "./context.js";
import { DomainError, invalid } from "./errors.js";

/** How long an answer is given again, in hours. */
const hoursKept = 24;
/** A run that has not answered for this long, in seconds, died with its process; another may start. */
const secondsUntilDead = 120;
const pollMilliseconds = 50;
const form = /^[\x21-\x7e]{1,255}$/;

interface Row {
  requestHash: string;
  answer: Uint8Array | null;
  dead: boolean;
}

/**
 * Runs a request once for a key: the same caller with the same key and request gets the same answer for 24 hours,
 * without a second effect, at once or in parallel. An answer of null is not kept: trying again is meant to run again.
 * The answer may hold secrets, so that it is kept enciphered with the key, of which only a hash is stored.
 * Errors: INVALID_ARGUMENT for a malformed key, IDEMPOTENCY_MISMATCH for another request with the same key.
 */
export async function once(
  context: Context,
  key: string,
  request: string,
  work: () => Promise<string | null>,
): Promise<{ answer: string } | "ran"> {
  if (!form.test(key)) throw invalid('"Idempotency-Key" is 1 to 255 visible ASCII characters.');
  const scope = `${context.caller?.id ?? "anonymous"}\0${key}`;
  const id = digest("id", scope).toString("hex");
  const requestHash = digest("request", request).toString("hex");

  for (;;) {
    if (await begin(context, id, requestHash)) break;
    const [row] = await context.database.read<Row>(sql`/* once: the earlier run with this key */
      SELECT "requestHash", "answer", "createdAt" < statement_timestamp() - make_interval(secs => ${secondsUntilDead}::int) AS "dead"
      FROM "IdempotentAnswer" WHERE "id" = ${id}`);
    if (!row) continue;
    if (row.requestHash !== requestHash) {
      throw new DomainError("IDEMPOTENCY_MISMATCH", "This Idempotency-Key was used with another request.");
    }
    if (row.answer) return { answer: decipher(scope, row.answer) };
    if (row.dead) await forget(context, id);
    else await pause(pollMilliseconds);
  }

  let answer: string | null = null;
  try {
    answer = await work();
  } finally {
    if (answer === null) await forget(context, id);
  }
  if (answer !== null) {
    await context.database.prisma.idempotentAnswer.updateMany({ where: { id }, data: { answer: encipher(scope, answer) } });
  }
  return "ran";
}

/** Claims the key for this run. False where another run has it. */
async function begin(context: Context, id: string, requestHash: string): Promise<boolean> {
  await context.database.read(sql`/* once: what is too old is forgotten */
    DELETE FROM "IdempotentAnswer" WHERE "createdAt" < statement_timestamp() - make_interval(hours => ${hoursKept}::int)`);
  const claimed = await context.database.read(sql`/* once: one run has the key */
    INSERT INTO "IdempotentAnswer" ("id", "requestHash", "createdAt") VALUES (${id}, ${requestHash}, statement_timestamp())
    ON CONFLICT DO NOTHING RETURNING "id"`);
  return claimed.length > 0;
}

const forget = (context: Context, id: string) =>
  context.database.read(sql`/* once: a run that gave no answer to keep */
    DELETE FROM "IdempotentAnswer" WHERE "id" = ${id} AND "answer" IS NULL`);

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
