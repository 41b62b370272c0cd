import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { audit } from "../audit.js";
import type { Context } from "../context.js";
import { lockAddress } from "../lock.js";
import { sendFits } from "../mail/send-limits.js";
import { emailAddress, emailKey, validate } from "../validate.js";
import { mailPasswordReset } from "./mail-account.js";

const schema = z.object({ email: emailAddress() });

/** Longer than the work takes, in milliseconds: an account's mail takes a few statements more than nobody's. */
const soonestAnswerMs = 200;

/**
 * Mails a token for another password to the account that has the address. The answer, and the time it takes, are the
 * same where there is none, and where three mails went there in ten minutes and no further one does.
 * Errors: VALIDATION_FAILED.
 */
export async function requestPasswordReset(context: Context, input: unknown): Promise<void> {
  const { email } = validate("Account", schema, input);
  await Promise.all([pause(soonestAnswerMs), mailIfKnown(context, emailKey(email))]);
}

async function mailIfKnown(context: Context, key: string): Promise<void> {
  await context.database.transaction(async (tx) => {
    await lockAddress(tx, key);
    // Counted for an address that nobody has too: both write and commit, and both end here the fourth time.
    if (!(await sendFits(tx, "password-reset", key))) return;
    const account = await tx.account.findUnique({ where: { emailKey: key } });
    if (!account) return;
    const event = await audit(tx, context, {
      action: "account.requestPasswordReset",
      organizationId: null,
      objectType: "Account",
      objectId: account.id,
    });
    await mailPasswordReset(tx, account, event);
  });
}
