import { z } from "zod";
import { isId } from "../../database/ids.js";
import { audit } from "../audit.js";
import { type Context, requireCaller } from "../context.js";
import { invalidInput, notFound } from "../errors.js";
import { emailKey, optionalText, validate } from "../validate.js";
import { stillSignedIn } from "./own-account.js";
import { type IssuedToken, issueToken, ttl } from "./token.js";

const schema = z.object({ id: optionalText(), email: optionalText(), ttl: ttl() });

/**
 * A token of one of the caller's child accounts, named by its id or its address; by both where both are given. The
 * history says who got it.
 * Errors: UNAUTHENTICATED, VALIDATION_FAILED, NOT_FOUND for everybody else's account as for none.
 */
export async function impersonate(
  context: Context,
  input: unknown,
): Promise<{ accountId: string; accessToken: IssuedToken }> {
  const caller = requireCaller(context);
  const { id, email, ttl } = validate("Account", schema, input);
  if (!id && !email) {
    throw invalidInput("Account", [{ path: ["id"], rule: "presence", message: "or email must be given" }]);
  }
  const unknown = notFound("Account", [id, email].find(Boolean) ?? "");
  if (id && !isId(id)) throw unknown;
  return context.database.transaction(async (tx) => {
    await stillSignedIn(tx, caller);
    const account = await tx.account.findFirst({
      where: { masterId: caller.id, ...(id ? { id } : {}), ...(email ? { emailKey: emailKey(email) } : {}) },
      select: { id: true },
    });
    if (!account) throw unknown;
    const accessToken = await issueToken(tx, account.id, ttl);
    await audit(tx, context, {
      action: "account.impersonate",
      organizationId: null,
      objectType: "AccessToken",
      objectId: accessToken.handle,
      to: { ttl: accessToken.ttl, accountId: account.id },
    });
    return { accountId: account.id, accessToken };
  });
}
