import { z } from "zod";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { emailKey, validate } from "../validate.js";
import { type IssuedToken, issueToken, ttl } from "./token.js";

const schema = z.object({ ttl: ttl() });

/**
 * A token of the account that has the address, for the operator of the installation: nobody's password is asked, and the
 * history says that it was no caller who made it. Answers null where no account has the address. `ttl` in seconds.
 * Errors: VALIDATION_FAILED.
 */
export async function operatorToken(context: Context, email: string, input: unknown): Promise<IssuedToken | null> {
  const { ttl } = validate("AccessToken", schema, input);
  return context.database.transaction(async (tx) => {
    const account = await tx.account.findUnique({ where: { emailKey: emailKey(email) } });
    if (!account) return null;
    const issued = await issueToken(tx, account.id, ttl);
    await audit(tx, context, {
      action: "accessToken.create",
      organizationId: null,
      objectType: "AccessToken",
      objectId: issued.handle,
      actorId: null,
      to: { ttl: issued.ttl, accountId: account.id, by: "operator" },
    });
    return issued;
  });
}
