import { z } from "zod";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { mailNotice } from "../mail/account-notice.js";
import { validate } from "../validate.js";
import { consumeToken, holderOfToken, mailedToken } from "./mailed-token.js";
import { hashPassword, password } from "./password.js";
import { setPassword } from "./set-password.js";
import { lockAccountOf, markVerified } from "./verify-email.js";

const schema = z.object({ token: mailedToken(), newPassword: password() });

/**
 * Sets another password for whoever received the mail with the token. Ends all of the account's access tokens, so that
 * whoever had got in is out, and verifies the address, since the mail arrived there. Another mail tells that it was done.
 * Errors: VALIDATION_FAILED, INVALID_TOKEN for one that is unknown, used, expired, or made for an earlier address,
 * UNAVAILABLE where many wait.
 */
export async function resetPassword(context: Context, input: unknown): Promise<void> {
  const { token, newPassword } = validate("Account", schema, input);
  const holder = await holderOfToken(context, "password-reset", token);
  const passwordHash = await hashPassword(newPassword);
  await context.database.transaction(async (tx) => {
    const account = await lockAccountOf(tx, holder.emailKey);
    await consumeToken(tx, "password-reset", token);
    if (!account) throw new Error("a token was good for an address that no account has");
    await setPassword(tx, account.id, passwordHash, null);
    const event = await audit(tx, context, {
      action: "account.resetPassword",
      organizationId: null,
      objectType: "Account",
      objectId: account.id,
      actorId: account.id,
    });
    const addressee = await tx.account.findUniqueOrThrow({ where: { id: account.id } });
    await mailNotice(tx, "password-changed", addressee, event);
    await markVerified(tx, context, account, account.id);
  });
}
