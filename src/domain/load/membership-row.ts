import type { Prisma } from "../../database/generated/client.js";
import { daysOpen } from "../membership/invitation-limits.js";
import { emailKey } from "../validate.js";
import type { People } from "./people.js";
import { dates, object } from "./rows.js";
import type { Shape } from "./shapes.js";

const day = 86_400_000;

/** Turns a membership or invitation of a file into a row. One to an address that somebody has verified is theirs. */
export function membershipRow(
  membership: Shape["accountOrganizations"],
  people: People,
  now: Date,
): Prisma.AccountOrganizationCreateManyInput {
  const { id, organizationId, accountId, invitationEmail, inviterId, inviterMasterId, expiresAt } = membership;
  const when = dates(membership, now);
  return {
    id,
    organizationId,
    accountId: accountId ?? (invitationEmail ? people.invitee(organizationId, invitationEmail) : null),
    role: membership.role ?? "default",
    active: membership.active ?? false,
    disabled: membership.disabled ?? false,
    rejected: membership.rejected ?? false,
    invitationEmail: invitationEmail ? emailKey(invitationEmail) : null,
    inviterId: inviterId ?? null,
    inviterMasterId: inviterMasterId ?? (inviterId ? (people.masterOf(inviterId) ?? inviterId) : null),
    expiresAt: expiresAt ?? new Date(when.createdAt.getTime() + daysOpen * day),
    custom: object(membership.custom),
    ...when,
  };
}
