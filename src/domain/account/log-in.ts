import { z } from "zod";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { emailKey, requiredText, validate } from "../validate.js";
import { passwordFits } from "./password.js";
import { type IssuedToken, issueToken, ttl } from "./token.js";

const schema = z.object({ email: requiredText(), password: z.string(), ttl: ttl() });

/**
 * Answers a token for who knows the password. A token that came along is not looked at.
 * Errors: VALIDATION_FAILED, LOGIN_FAILED, the same for an unknown address and a wrong password.
 */
export async function logIn(
  context: Context,
  input: unknown,
): Promise<{ accountId: string; accessToken: IssuedToken }> {
  const { email, password, ttl } = validate("Account", schema, input);
  const account = await context.database.prisma.account.findUnique({ where: { emailKey: emailKey(email) } });
  if (!(await passwordFits(account?.passwordHash, password)) || !account) {
    throw new DomainError("LOGIN_FAILED", "login failed");
  }
  return context.database.transaction(async (tx) => {
    const accessToken = await issueToken(tx, account.id, ttl);
    await audit(tx, context, {
      action: "account.logIn",
      organizationId: null,
      objectType: "AccessToken",
      objectId: accessToken.handle,
      actorId: account.id,
    });
    return { accountId: account.id, accessToken };
  });
}
