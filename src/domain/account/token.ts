import { z } from "zod";
import type { AccessToken } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import type { Database, Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Caller, TokenRefusal } from "../context.js";
import { isSecret, newSecret, secretHash } from "./secret.js";

/** Life times in seconds: 180 days where none is named, a year at most; -1 never expires. */
export const defaultTtl = 15_552_000;
const longestTtl = 31_556_926;
const never = -1;

export const ttl = () =>
  z
    .number()
    // Not z.int(), which refuses what is too large to be counted exactly: such a life is cut like any other.
    .refine(Number.isInteger, { error: "is not a whole number", params: { rule: "numericality" } })
    .refine((value) => value === never || value > 0, {
      error: "is -1 or greater than 0",
      params: { rule: "numericality" },
    })
    .nullish();

/** A token at the one moment when it can be read. */
export interface IssuedToken {
  /** What the client sends from now on. */
  token: string;
  handle: string;
  ttl: number;
  accountId: string;
  createdAt: Date;
  /** null: never. */
  expiresAt: Date | null;
}

/** Makes a token for the account. Only its hash is stored. */
export async function issueToken(
  tx: Transaction,
  accountId: string,
  seconds: number | null | undefined,
): Promise<IssuedToken> {
  const token = newSecret();
  const ttl = Math.min(seconds ?? defaultTtl, longestTtl);
  const [row] = await tx.$queryRaw<AccessToken[]>(sql`
    /* issueToken: its life is counted by the database's clock */
    INSERT INTO "AccessToken" ("id", "hash", "accountId", "ttl", "createdAt", "expiresAt")
    VALUES (${newId()}, ${secretHash(token)}, ${accountId}, ${ttl}, statement_timestamp(),
      CASE WHEN ${ttl}::int = ${never}::int THEN NULL ELSE statement_timestamp() + make_interval(secs => ${ttl}::int) END)
    RETURNING *`);
  if (!row) throw new Error("a token was inserted and not returned");
  return { token, handle: row.id, ttl, accountId, createdAt: row.createdAt, expiresAt: row.expiresAt };
}

/** Who the token speaks for. One statement; a text that cannot be a token costs none. */
export async function authenticate(database: Database, token: string): Promise<Caller | TokenRefusal> {
  if (!isSecret(token)) return "unknown";
  const rows = await database.read<Caller & { expired: boolean }>(sql`
    /* authenticate: by hash, and expired by the database's clock */
    SELECT a."id", a."email", a."emailVerified", a."masterId", t."id" AS "tokenHandle",
      coalesce(t."expiresAt" <= statement_timestamp(), FALSE) AS "expired"
    FROM "AccessToken" t JOIN "Account" a ON a."id" = t."accountId" WHERE t."hash" = ${secretHash(token)}`);
  const [row] = rows;
  if (!row) return "unknown";
  const { expired, ...caller } = row;
  return expired ? "expired" : caller;
}

/** The token's row, found by the token itself. */
export const findByToken = (tx: Transaction, token: string): Promise<AccessToken | null> =>
  isSecret(token) ? tx.accessToken.findUnique({ where: { hash: secretHash(token) } }) : Promise.resolve(null);
