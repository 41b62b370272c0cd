import type { Account } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { enqueueMail } from "./outbox.js";

interface ExportMail {
  account: Pick<Account, "id" | "email" | "locale">;
  organization: { id: string; name: string; locale: string | null };
  /** What was exported: document, payment, category or accountOrganization. */
  type: string;
  /** Where it can be fetched: an address, or a path below the public one. Whoever has it can, so it is kept as a secret. */
  link: string;
  /** Until when, by the database's clock. */
  expiresAt: Date;
  /** Of one event there is one mail: the id of the export, or of the line of history that tells of it. */
  event: string;
}

/** Mails the link to a file that was exported to who asked for it. */
export async function mailExportReady(tx: Transaction, mail: ExportMail): Promise<void> {
  const { account, organization, type, link, expiresAt, event } = mail;
  await enqueueMail(tx, {
    kind: "export-ready",
    event,
    recipient: account.email,
    locale: account.locale ?? organization.locale,
    accountId: account.id,
    organizationId: organization.id,
    data: { organizationName: organization.name, type },
    secret: link,
    expiresAt,
  });
}
