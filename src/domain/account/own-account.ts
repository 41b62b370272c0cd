import type { Account } from "../../database/generated/client.js";
import { isId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Caller } from "../context.js";
import { DomainError, notFound } from "../errors.js";

/**
 * The account, if it is the caller's own or a child account of the caller, as it stays until the transaction ends.
 * Errors: NOT_FOUND for everybody else's account as for none.
 */
export async function lockOwnAccount(tx: Transaction, caller: Caller, id: string): Promise<Account> {
  const [account] = isId(id)
    ? await tx.$queryRaw<Account[]>(sql`/* lockOwnAccount: a stranger's question keeps nobody waiting */
        SELECT * FROM "Account" WHERE "id" = ${id} AND (${caller.id} IN ("id", "masterId")) FOR UPDATE`)
    : [];
  if (!account) throw notFound("Account", id);
  return account;
}

/** The account as it stays until the transaction ends; its tokens can be neither made nor ended meanwhile. */
export async function lockAccount(tx: Transaction, id: string): Promise<Account | null> {
  const [account] = await tx.$queryRaw<
    Account[]
  >(sql`/* lockAccount: what is decided on does not change until it is written */
    SELECT * FROM "Account" WHERE "id" = ${id} FOR UPDATE`);
  return account ?? null;
}

/**
 * Refuses who was signed out after its request had begun, so that no token is made while all are being ended: whoever
 * ends them locks the account, and this waits for that. Errors: UNAUTHENTICATED.
 */
export async function stillSignedIn(tx: Transaction, caller: Caller): Promise<void> {
  await tx.$queryRaw(sql`/* stillSignedIn: nobody ends the caller's tokens until the transaction ends */
    SELECT 1 AS "locked" FROM "Account" WHERE "id" = ${caller.id} FOR SHARE`);
  const token = await tx.accessToken.findUnique({ where: { id: caller.tokenHandle }, select: { id: true } });
  if (!token) throw new DomainError("UNAUTHENTICATED", "The access token is not known.");
}
