import { newId } from "../database/ids.js";
import type { Transaction } from "../database/open.js";
import type { Context } from "./context.js";

export interface AuditEntry {
  /** What was done, as `noun.verb`. */
  action: string;
  organizationId: string | null;
  objectType: "Account" | "AccessToken" | "Organization" | "AccountOrganization" | "Category";
  objectId: string;
  /** What the write changed, before and after. Never a secret. */
  from?: Record<string, unknown>;
  to?: Record<string, unknown>;
  /** The account that acted, where it is not the caller. */
  actorId?: string | null;
}

/** Adds to the append-only history, in the transaction of the change it tells of. */
export async function audit(tx: Transaction, context: Pick<Context, "caller" | "requestId">, entry: AuditEntry): Promise<void> {
  const json = (value: Record<string, unknown> | undefined) =>
    value === undefined ? {} : (JSON.parse(JSON.stringify(value)) as object);
  await tx.auditLog.create({
    data: {
      id: newId(),
      actorId: entry.actorId === undefined ? (context.caller?.id ?? null) : entry.actorId,
      action: entry.action,
      organizationId: entry.organizationId,
      objectType: entry.objectType,
      objectId: entry.objectId,
      ...(entry.from ? { from: json(entry.from) } : {}),
      ...(entry.to ? { to: json(entry.to) } : {}),
      requestId: context.requestId,
    },
  });
}
