import type { Transaction, TransactionOptions } from "../database/open.js";
import { type Sql, sql } from "../database/sql.js";
import { type Caller, type Context, requireCaller } from "./context.js";
import { DomainError, notFound } from "./errors.js";
import { type Action, allowed, goesOnWhileInactive, type Role, roleOf } from "./policy.js";

/** What a use-case knows once it may act: the locked organization and the role the caller acts in. */
export interface Scope {
  caller: Caller;
  organizationId: string;
  active: boolean;
  role: Role;
}

/**
 * `exclusive` keeps every other write of the organization away until the transaction ends: for what decides over
 * several rows, such as who the last admin is. `shared` lets other shared writes run, yet not a deactivation.
 */
export type Lock = "exclusive" | "shared";

/** Locks the organization's row, and answers whether it is active; undefined where there is none. */
export async function lockOrganization(tx: Transaction, id: string, lock: Lock): Promise<boolean | undefined> {
  const rows = await tx.$queryRaw<{ active: boolean }[]>(
    lock === "exclusive"
      ? sql`/* lockOrganization: no other write of it until this one ends */ SELECT "active" FROM "Organization" WHERE "id" = ${id} FOR UPDATE`
      : sql`/* lockOrganization: no deactivation until this write ends */ SELECT "active" FROM "Organization" WHERE "id" = ${id} FOR SHARE`,
  );
  return rows[0]?.active;
}

/**
 * Runs a write inside an organization: one transaction that locks it, finds the caller's role as it is under that lock,
 * and refuses what the policy refuses. `subject` is what the caller asked for, so that a stranger is told that this does
 * not exist.
 * Errors: UNAUTHENTICATED, NOT_FOUND to who may not read it, FORBIDDEN, ORGANIZATION_INACTIVE.
 */
export async function inOrganization<Result>(
  context: Context,
  request: { id: string; action: Action; lock: Lock; subject?: { model: string; id: string } } & TransactionOptions,
  work: (tx: Transaction, scope: Scope) => Promise<Result>,
): Promise<Result> {
  const caller = requireCaller(context);
  const subject = request.subject ?? { model: "Organization", id: request.id };
  const { database } = context;
  // Asked before anything is locked, so that a stranger cannot make members wait, and again under the lock.
  refuseRole(await roleIn((query) => database.read(query), caller.id, request.id), request.action, subject);
  return database.transaction(
    async (tx) => {
      const active = await lockOrganization(tx, request.id, request.lock);
      if (active === undefined) throw notFound(subject.model, subject.id);
      const found = await roleIn((query) => tx.$queryRaw(query), caller.id, request.id);
      const role = refuseRole(found, request.action, subject);
      if (!active && !goesOnWhileInactive.has(request.action)) throw organizationInactive();
      return work(tx, { caller, organizationId: request.id, active, role });
    },
    { timeoutMs: request.timeoutMs, effect: request.effect },
  );
}

/** The role, where it may do this. Errors: NOT_FOUND without a role, FORBIDDEN. */
export function refuseRole(role: Role | null, action: Action, subject: { model: string; id: string }): Role {
  if (role === null) throw notFound(subject.model, subject.id);
  if (allows(action, role)) return role;
  throw new DomainError("FORBIDDEN", `Your role in this organization (${role}) does not allow this.`);
}

export const organizationInactive = (): DomainError =>
  new DomainError("ORGANIZATION_INACTIVE", "The organization is deactivated: it can be read, not changed.");

async function roleIn(
  read: (query: Sql) => Promise<{ role: Role | null }[]>,
  viewer: string,
  organizationId: string,
): Promise<Role | null> {
  const rows = await read(sql`/* roleIn: the role that the caller has at this moment */
    SELECT ${roleOf(viewer, sql`o`)} AS "role" FROM "Organization" o WHERE o."id" = ${organizationId}`);
  return rows[0]?.role ?? null;
}

/** Whether the role may do this. */
export const allows = (action: Action, role: Role): boolean => (allowed[action] as readonly Role[]).includes(role);
