import { z } from "zod";
import type { AccessToken } from "../../database/generated/client.js";
import { isId } from "../../database/ids.js";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import { type Caller, type Context, requireCaller } from "../context.js";
import { notFound } from "../errors.js";
import type { List } from "../list/list.js";
import { id as idProperty, instant, number } from "../list/property.js";
import { readsAccount } from "../policy.js";
import { validate } from "../validate.js";
import { stillSignedIn } from "./own-account.js";
import { findByToken, type IssuedToken, issueToken, ttl } from "./token.js";

const mostListed = 100;

const schema = z.object({ ttl: ttl() });

/**
 * A further token for the caller's account or one of its child accounts.
 * Errors: UNAUTHENTICATED, NOT_FOUND for everybody else's account, VALIDATION_FAILED.
 */
export async function createAccessToken(context: Context, accountId: string, input: unknown): Promise<IssuedToken> {
  const caller = await refuseForeign(context, accountId);
  const { ttl } = validate("AccessToken", schema, input);
  return context.database.transaction(async (tx) => {
    await stillSignedIn(tx, caller);
    const issued = await issueToken(tx, accountId, ttl);
    await audit(tx, context, {
      action: "accessToken.create",
      organizationId: null,
      objectType: "AccessToken",
      objectId: issued.handle,
      to: { ttl: issued.ttl, ...(accountId === caller.id ? {} : { accountId }) },
    });
    return issued;
  });
}

/**
 * Ends a token of the caller's account or of one of its child accounts, named by its handle or by the token itself.
 * Errors: UNAUTHENTICATED, NOT_FOUND for another account's token as for none.
 */
export async function revokeAccessToken(context: Context, accountId: string, handleOrToken: string): Promise<void> {
  await refuseForeign(context, accountId);
  await context.database.transaction(async (tx) => {
    const found = isId(handleOrToken)
      ? await tx.accessToken.findUnique({ where: { id: handleOrToken } })
      : await findByToken(tx, handleOrToken);
    if (found?.accountId !== accountId) throw notFound("AccessToken", isId(handleOrToken) ? handleOrToken : "…");
    await tx.accessToken.deleteMany({ where: { id: found.id } });
    await audit(tx, context, {
      action: "accessToken.revoke",
      organizationId: null,
      objectType: "AccessToken",
      objectId: found.id,
    });
  });
}

/** Ends the token that came with the request. Errors: UNAUTHENTICATED. */
export async function logOut(context: Context): Promise<void> {
  const { id, tokenHandle } = requireCaller(context);
  await revokeAccessToken(context, id, tokenHandle);
}

/** Tokens `t` that have not ended, by the database's clock. */
const alive = sql`(t."expiresAt" IS NULL OR t."expiresAt" > statement_timestamp())`;

/**
 * The tokens that still live of the caller's account or of one of its child accounts, newest first and 100 at most,
 * without their secrets. Errors: UNAUTHENTICATED, NOT_FOUND for everybody else's account.
 */
export async function liveAccessTokens(context: Context, accountId: string): Promise<AccessToken[]> {
  await refuseForeign(context, accountId);
  return context.database.read<AccessToken>(sql`/* liveAccessTokens: by the database's clock */
    SELECT t.* FROM "AccessToken" t
    WHERE t."accountId" = ${accountId} AND ${alive}
    ORDER BY t."createdAt" DESC, t."id" DESC LIMIT ${mostListed}`);
}

/** The same tokens as a list, without what could be sent as one. */
export const accessTokensOfAccount: List<Omit<AccessToken, "hash" | "expiresAt">> = {
  name: "accessTokensOfAccount",
  properties: {
    id: idProperty("id"),
    ttl: number("ttl"),
    createdAt: instant("createdAt"),
    accountId: idProperty("accountId", { of: "Account" }),
  },
  select: () => sql`t."id", t."accountId", t."ttl", t."scopes", t."createdAt"`,
  from: () => sql`"AccessToken" t`,
  scope: sql`t."accountId" = p."id" AND ${alive}`,
  mayRead: (viewer) => readsAccount(viewer, sql`p."id"`),
};

/** Who has which master never changes, so that nothing needs to be locked. Errors: UNAUTHENTICATED, NOT_FOUND. */
async function refuseForeign(context: Context, accountId: string): Promise<Caller> {
  const caller = requireCaller(context);
  if (accountId === caller.id) return caller;
  const own = isId(accountId)
    ? await context.database.read(sql`/* refuseForeign: the caller's child accounts */
        SELECT 1 FROM "Account" t WHERE t."id" = ${accountId} AND ${readsAccount(caller.id, sql`t."id"`)}`)
    : [];
  if (own.length === 0) throw notFound("Account", accountId);
  return caller;
}
