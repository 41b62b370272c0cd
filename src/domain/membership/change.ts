import type { AccountOrganization } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { audit } from "../audit.js";
import { inOrganization, lockOrganization, type Scope } from "../authorize.js";
import { type Caller, type Context, requireCaller } from "../context.js";
import { DomainError, notFound } from "../errors.js";
import { type AccountOrganizationView, membershipView } from "./queries.js";
import { emailKey } from "../validate.js";
import { seesMembership } from "../policy.js";
import type { Status } from "./status.js";

export const unknownMembership = (id: string): DomainError => notFound("AccountOrganization", id);

/** The membership as it is now, under whatever lock the transaction holds. */
export async function readMembership(tx: Transaction, id: string): Promise<AccountOrganizationView | null> {
  const rows = await tx.$queryRaw<AccountOrganizationView[]>(sql`
    /* readMembership: with its state by the database's clock */
    SELECT ${membershipView} FROM "AccountOrganization" t WHERE t."id" = ${id}`);
  return rows[0] ?? null;
}

/**
 * Runs a change of somebody's membership: one transaction in which no other change of the organization's memberships
 * happens, by a caller who may manage them.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN (to the member itself too), ORGANIZATION_INACTIVE.
 */
export async function manageMembership<Result>(
  context: Context,
  id: string,
  work: (tx: Transaction, membership: AccountOrganizationView, scope: Scope) => Promise<Result>,
): Promise<Result> {
  const caller = requireCaller(context);
  const found = await whereItIs(context, caller, id);
  try {
    return await inOrganization(
      context,
      {
        id: found.organizationId,
        action: "membership.manage",
        lock: "exclusive",
        subject: { model: "AccountOrganization", id },
      },
      async (tx, scope) => {
        const membership = await readMembership(tx, id);
        if (!membership) throw unknownMembership(id);
        return work(tx, membership, scope);
      },
    );
  } catch (error) {
    // Who is named in a row sees it, so hiding it would be pointless: changing it is what is not allowed.
    if (error instanceof DomainError && error.code === "NOT_FOUND" && found.accountId === caller.id) {
      throw new DomainError("FORBIDDEN", "Only an admin of the organization may do this.");
    }
    throw error;
  }
}

/**
 * Runs a change that an account makes of its own row, whatever its state: accept, reject, leave.
 * `work` is called with the organization locked, and decides whether it may be deactivated.
 */
export async function ownMembership<Result>(
  context: Context,
  id: string,
  work: (
    tx: Transaction,
    membership: AccountOrganizationView,
    scope: { caller: Caller; active: boolean },
  ) => Promise<Result>,
): Promise<Result> {
  const caller = requireCaller(context);
  const { organizationId } = await whereItIs(context, caller, id);
  return context.database.transaction(async (tx) => {
    const active = await lockOrganization(tx, organizationId, "exclusive");
    const membership = await readMembership(tx, id);
    if (active === undefined || !membership) throw unknownMembership(id);
    return work(tx, membership, { caller, active });
  });
}

type Place = Pick<AccountOrganization, "organizationId" | "accountId">;

/**
 * Where the row is, before anything is locked, for who may see it or is its invitee. What is not visible is not found by
 * the same statement as what is not there: its time tells nothing. Errors: NOT_FOUND.
 */
async function whereItIs(context: Context, caller: Caller, id: string): Promise<Place> {
  const [found] = await context.database.read<Place>(sql`
    /* whereItIs: visible rows, and an invitation to the caller's address */
    SELECT t."organizationId", t."accountId" FROM "AccountOrganization" t WHERE t."id" = ${id}
    AND (${seesMembership(caller.id, sql`t`)} OR (t."accountId" IS NULL AND t."invitationEmail" = ${emailKey(caller.email)}))`);
  if (!found) throw unknownMembership(id);
  return found;
}

/**
 * Writes to the membership. It may be gone in spite of the organization's lock: verifying an address merges invitations.
 * Errors: NOT_FOUND.
 */
export async function updateMembership(
  tx: Transaction,
  id: string,
  data: Partial<Pick<AccountOrganization, "role" | "active" | "rejected" | "disabled">>,
): Promise<void> {
  const { count } = await tx.accountOrganization.updateMany({ where: { id }, data });
  if (count === 0) throw unknownMembership(id);
}

/**
 * Refuses what would leave the organization without an active, enabled admin. Call with the organization locked.
 * Errors: LAST_ADMIN.
 */
export async function keepAnAdmin(tx: Transaction, membership: AccountOrganizationView): Promise<void> {
  if (membership.role !== "admin" || membership.status !== "ACTIVE") return;
  const others = await tx.accountOrganization.count({
    where: {
      organizationId: membership.organizationId,
      role: "admin",
      active: true,
      disabled: false,
      id: { not: membership.id },
    },
  });
  if (others === 0) throw new DomainError("LAST_ADMIN", "An organization keeps at least one active admin.");
}

/** Writes a transition to the history. Answers the id of its line. */
export const auditTransition = (
  tx: Transaction,
  context: Context,
  action: string,
  membership: Pick<AccountOrganizationView, "id" | "organizationId">,
  from: { status?: Status; role?: string } | undefined,
  to: { status?: Status; role?: string; accountId?: string | null; invitationEmail?: string | null } | undefined,
): Promise<string> =>
  audit(tx, context, {
    action,
    organizationId: membership.organizationId,
    objectType: "AccountOrganization",
    objectId: membership.id,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  });
