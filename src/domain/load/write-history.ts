import type { Transaction } from "../../database/open.js";
import { type AuditEntry, auditRow } from "../audit.js";
import type { Context } from "../context.js";
import { insertRows } from "./insert-rows.js";
import type { Ledger } from "./ledger.js";
import type { Fresh, ListName, Shape } from "./shapes.js";

/** Writes one line of history for each new object. */
export async function writeHistory(tx: Transaction, context: Context, fresh: Fresh, ledger: Ledger): Promise<void> {
  const write = <List extends ListName>(
    list: List,
    noun: string,
    objectType: AuditEntry["objectType"],
    organizationOf: (value: Shape[List]) => string | null | undefined,
  ) =>
    insertRows(tx, "AuditLog", fresh[list], (value) => {
      const organizationId = organizationOf(value) ?? null;
      return auditRow(context, { action: `${noun}.load`, objectType, objectId: value.id, organizationId });
    });
  await write("accounts", "account", "Account", () => null);
  await write("organizations", "organization", "Organization", ({ id }) => id);
  await write("accountOrganizations", "membership", "AccountOrganization", ({ organizationId }) => organizationId);
  await write("categories", "category", "Category", ({ organizationId }) => organizationId);
  await write("documents", "document", "Document", ({ organizationId }) => organizationId);
  await write("documentCategories", "documentCategory", "DocumentCategory", ({ documentId }) =>
    ledger.organizationOfDocument(documentId),
  );
  await write("payments", "payment", "Payment", ({ organizationId, documentId }) =>
    documentId ? ledger.organizationOfDocument(documentId) : organizationId,
  );
}
