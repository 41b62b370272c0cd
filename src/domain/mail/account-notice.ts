import type { Account } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { enqueueMail } from "./outbox.js";

/**
 * Mails what was done to the account to the address that it has, or had before: without a token, and without the new
 * address, which is nobody's business who reads the mail of the old one. It is not counted, so that no other mail can keep
 * it away: call only for an address that is shown to be the account's, or anybody's mailbox could be filled.
 */
export async function mailNotice(
  tx: Transaction,
  kind: "address-changed" | "password-changed",
  account: Pick<Account, "id" | "email" | "locale" | "firstname" | "lastname">,
  event: string,
): Promise<void> {
  const { id, email, locale, firstname, lastname } = account;
  await enqueueMail(tx, {
    kind,
    event,
    recipient: email,
    locale,
    accountId: id,
    data: { firstname, lastname },
    expiresAt: null,
  });
}
