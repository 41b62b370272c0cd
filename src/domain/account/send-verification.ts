import { audit } from "../audit.js";
import { type Context, requireCaller } from "../context.js";
import { countSend } from "../mail/send-limits.js";
import { mailVerification } from "./mail-account.js";
import { lockOwnAccount } from "./own-account.js";

/**
 * Mails a token by which the address of the caller's account, or of one of its child accounts, is verified. Where it is
 * verified already nothing is sent.
 * Errors: UNAUTHENTICATED, NOT_FOUND for everybody else's account, RATE_LIMITED.
 */
export async function sendVerification(context: Context, accountId: string): Promise<void> {
  const caller = requireCaller(context);
  await context.database.transaction(async (tx) => {
    const account = await lockOwnAccount(tx, caller, accountId);
    if (account.emailVerified) return;
    await countSend(tx, "verification", account.emailKey);
    const event = await audit(tx, context, {
      action: "account.sendVerification",
      organizationId: null,
      objectType: "Account",
      objectId: accountId,
    });
    await mailVerification(tx, account, "asked", event);
  });
}
