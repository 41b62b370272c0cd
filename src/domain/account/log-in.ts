import { z } from "zod";
import type { Account } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { DomainError } from "../errors.js";
import { emailKey, requiredText, validate } from "../validate.js";
import { passwordFits } from "./password.js";
import { type IssuedToken, issueToken, ttl } from "./token.js";

const schema = z.object({ email: requiredText(), password: z.unknown().optional(), ttl: ttl() });

/**
 * Answers a token for who knows the password. A token that came along is not looked at.
 * Errors: VALIDATION_FAILED, LOGIN_FAILED, the same for an unknown address and a wrong or missing password, and
 * UNAVAILABLE where many wait.
 */
export async function logIn(
  context: Context,
  input: unknown,
): Promise<{ accountId: string; accessToken: IssuedToken }> {
  const { email, password, ttl } = validate("Account", schema, input);
  const account = await context.database.prisma.account.findUnique({ where: { emailKey: emailKey(email) } });
  const given = typeof password === "string" ? password : "";
  if (!(await passwordFits(account?.passwordHash, given)) || !account) throw loginFailed();
  return context.database.transaction(async (tx) => {
    await stillPassword(tx, account);
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

/** Setting a password ends all tokens; this waits for that, so that none is made with the one before. */
async function stillPassword(tx: Transaction, account: Account): Promise<void> {
  const [now] = await tx.$queryRaw<Pick<Account, "passwordHash">[]>(sql`
    /* stillPassword: not changed until the token is made */
    SELECT "passwordHash" FROM "Account" WHERE "id" = ${account.id} FOR SHARE`);
  if (now?.passwordHash !== account.passwordHash) throw loginFailed();
}

const loginFailed = (): DomainError => new DomainError("LOGIN_FAILED", "login failed");
