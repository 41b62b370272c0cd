import { newId } from "../database/ids.js";
import type { Transaction } from "../database/open.js";
import type { Context } from "./context.js";

export interface AuditEntry {
  /** What was done, as `noun.verb`. */
  action: string;
  organizationId: string | null;
  objectType:
    | "Account"
    | "AccessToken"
    | "Organization"
    | "AccountOrganization"
    | "Category"
    | "Document"
    | "DocumentCategory"
    | "Payment"
    | "Export"
    | "Import";
  objectId: string;
  /** What the write changed, before and after. Never a secret. */
  from?: Record<string, unknown>;
  to?: Record<string, unknown>;
  /** The account that acted, where it is not the caller. */
  actorId?: string | null;
}

export type Author = Pick<Context, "caller" | "requestId">;

/**
 * Adds to the append-only history, in the transaction of the change it tells of. Answers the id of the line, by which the
 * event is named where it causes something further, such as a mail.
 */
export async function audit(tx: Transaction, context: Author, entry: AuditEntry): Promise<string> {
  const data = auditRow(context, entry);
  await tx.auditLog.create({ data });
  return data.id;
}

/** The history's row for an entry, for who writes many at once. */
export function auditRow(context: Author, entry: AuditEntry) {
  const json = (value: Record<string, unknown>) => JSON.parse(JSON.stringify(value)) as object;
  return {
    id: newId(),
    actorId: entry.actorId === undefined ? (context.caller?.id ?? null) : entry.actorId,
    action: entry.action,
    organizationId: entry.organizationId,
    objectType: entry.objectType,
    objectId: entry.objectId,
    ...(entry.from ? { from: json(entry.from) } : {}),
    ...(entry.to ? { to: json(entry.to) } : {}),
    requestId: context.requestId,
  };
}
