import { z } from "zod";
import { audit } from "../audit.js";
import { type Context, requireCaller } from "../context.js";
import { mailNotice } from "../mail/account-notice.js";
import { given } from "../nulls.js";
import { validateUnique } from "../validate-unique.js";
import { emailAddress, emailKey } from "../validate.js";
import { verifyNewAddress } from "./mail-account.js";
import { voidTokens } from "./mailed-token.js";
import { lockOwnAccount } from "./own-account.js";
import { emailTaken, hasAccount, profile } from "./sign-up.js";

const schema = z.object({ email: emailAddress().optional(), ...profile });

/**
 * Changes what is given of the caller's own account or of one of its child accounts; null clears. Another address has
 * to be verified anew: a mail asks for that, and tokens that were mailed to the one before end. Whoever reads the mail of
 * the one before is told, where that was verified: whoever holds a token must not take the account away in silence.
 * Errors: UNAUTHENTICATED, NOT_FOUND for everybody else's account, VALIDATION_FAILED.
 */
export async function updateAccount(context: Context, id: string, input: unknown): Promise<void> {
  const caller = requireCaller(context);
  try {
    await context.database.transaction(async (tx) => {
      const account = await lockOwnAccount(tx, caller, id);
      const { email, custom, ...names } = await validateUnique("Account", schema, input, "email", hasAccount(tx, id));
      const readdressed = email !== undefined && emailKey(email) !== account.emailKey;
      const changed = await tx.account.update({
        where: { id },
        data: {
          ...given(names),
          ...(custom === undefined ? {} : { custom: custom ?? {} }),
          ...(email === undefined ? {} : { email, emailKey: emailKey(email) }),
          ...(readdressed ? { emailVerified: false } : {}),
        },
      });
      const event = await audit(tx, context, {
        action: "account.update",
        organizationId: null,
        objectType: "Account",
        objectId: id,
        ...(readdressed ? { from: { email: account.email }, to: { email } } : {}),
      });
      if (!readdressed) return;
      await voidTokens(tx, "verification", id);
      await voidTokens(tx, "password-reset", id);
      await verifyNewAddress(tx, changed, "address-changed", event);
      if (account.emailVerified) await mailNotice(tx, "address-changed", account, event);
    });
  } catch (error) {
    throw emailTaken(error);
  }
}
