import type { Account } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { enqueueMail } from "../mail/outbox.js";
import { sendFits } from "../mail/send-limits.js";
import { issueMailedToken, voidTokens } from "./mailed-token.js";

export type Addressee = Pick<Account, "id" | "email" | "emailKey" | "locale" | "firstname" | "lastname" | "masterId">;

/** Why a verification is mailed: its text has to say that an account claims the address, and whether it is new. */
export type VerificationReason = "sign-up" | "address-changed" | "asked";

/** Mails a token by which the account's address is verified. `event` is the line of history of its cause. */
export async function mailVerification(
  tx: Transaction,
  account: Addressee,
  reason: VerificationReason,
  event: string,
): Promise<void> {
  await mailToken(tx, "verification", account, { reason }, event);
}

/**
 * Mails a verification to an address that was just written, unless too many went there: an account that wanders between
 * addresses is no way to flood them, and sendVerification says when the next one can be sent.
 */
export async function verifyNewAddress(
  tx: Transaction,
  account: Addressee,
  reason: VerificationReason,
  event: string,
): Promise<void> {
  if (await sendFits(tx, "verification", account.emailKey)) await mailVerification(tx, account, reason, event);
}

/** Mails a token by which the account gets another password; earlier ones end. */
export async function mailPasswordReset(tx: Transaction, account: Addressee, event: string): Promise<void> {
  await voidTokens(tx, "password-reset", account.id);
  await mailToken(tx, "password-reset", account, {}, event);
}

async function mailToken(
  tx: Transaction,
  kind: "verification" | "password-reset",
  account: Addressee,
  more: Record<string, unknown>,
  event: string,
): Promise<void> {
  const { id, email, locale, firstname, lastname, masterId } = account;
  // Who reads the mail must be able to see that somebody else's account acts for this one.
  const master = masterId
    ? await tx.account.findUnique({
        where: { id: masterId },
        select: { id: true, email: true, firstname: true, lastname: true },
      })
    : null;
  const { secret, expiresAt } = await issueMailedToken(tx, kind, account);
  await enqueueMail(tx, {
    kind,
    event,
    recipient: email,
    locale,
    accountId: id,
    data: { firstname, lastname, master, ...more },
    secret,
    expiresAt,
  });
}
