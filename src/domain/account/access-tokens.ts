import { z } from "zod";
import type { AccessToken } from "../../database/generated/client.js";
import { isId } from "../../database/ids.js";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import { type Context, requireCaller } from "../context.js";
import { notFound } from "../errors.js";
import { validate } from "../validate.js";
import { findByToken, type IssuedToken, issueToken, ttl } from "./token.js";

const mostListed = 100;

const schema = z.object({ ttl: ttl() });

/** A further token for the caller. Errors: UNAUTHENTICATED, VALIDATION_FAILED. */
export async function createAccessToken(context: Context, input: unknown): Promise<IssuedToken> {
  const caller = requireCaller(context);
  const { ttl } = validate("AccessToken", schema, input);
  return context.database.transaction(async (tx) => {
    const issued = await issueToken(tx, caller.id, ttl);
    await audit(tx, context, {
      action: "accessToken.create",
      organizationId: null,
      objectType: "AccessToken",
      objectId: issued.handle,
      to: { ttl: issued.ttl },
    });
    return issued;
  });
}

/**
 * Ends one of the caller's tokens, named by its handle or by the token itself.
 * Errors: UNAUTHENTICATED, NOT_FOUND for another account's token as for none.
 */
export async function revokeAccessToken(context: Context, handleOrToken: string): Promise<void> {
  const caller = requireCaller(context);
  await context.database.transaction(async (tx) => {
    const found = isId(handleOrToken)
      ? await tx.accessToken.findUnique({ where: { id: handleOrToken } })
      : await findByToken(tx, handleOrToken);
    if (found?.accountId !== caller.id) throw notFound("AccessToken", isId(handleOrToken) ? handleOrToken : "…");
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
export const logOut = (context: Context): Promise<void> =>
  revokeAccessToken(context, requireCaller(context).tokenHandle);

/** The caller's tokens that still live, newest first and 100 at most, without their secrets. */
export async function liveAccessTokens(context: Context): Promise<AccessToken[]> {
  const caller = requireCaller(context);
  return context.database.read<AccessToken>(sql`/* liveAccessTokens: by the database's clock */
    SELECT t.* FROM "AccessToken" t
    WHERE t."accountId" = ${caller.id} AND (t."expiresAt" IS NULL OR t."expiresAt" > statement_timestamp())
    ORDER BY t."createdAt" DESC, t."id" DESC LIMIT ${mostListed}`);
}
