import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { enqueueMail } from "./outbox.js";

interface Facts {
  organizationId: string;
  organizationName: string;
  locale: string | null;
  role: string;
  accountId: string | null;
  email: string | null;
  expiresAt: Date;
  inviter: { id: string; email: string; firstname: string | null; lastname: string | null } | null;
}

/**
 * Mails an invitation, or that access was given without one, from what the membership says now. `address` is where
 * to, unless an account is invited: that gets it at its own address.
 */
export async function mailInvitation(
  tx: Transaction,
  kind: "invitation" | "access-granted",
  membership: { id: string; address: string },
  event: string,
): Promise<void> {
  const { id, address } = membership;
  const [facts] = await tx.$queryRaw<Facts[]>(sql`
    /* mailInvitation: an account is addressed in its own language, an address in the organization's */
    SELECT o."id" AS "organizationId", o."name" AS "organizationName", coalesce(a."locale", o."locale") AS "locale",
      t."role", t."accountId", a."email", t."expiresAt",
      CASE WHEN i."id" IS NOT NULL THEN jsonb_build_object(
        'id', i."id", 'email', i."email", 'firstname', i."firstname", 'lastname', i."lastname") END AS "inviter"
    FROM "AccountOrganization" t JOIN "Organization" o ON o."id" = t."organizationId"
    LEFT JOIN "Account" a ON a."id" = t."accountId" LEFT JOIN "Account" i ON i."id" = t."inviterId"
    WHERE t."id" = ${id}`);
  if (!facts) throw new Error(`there is no membership ${id} to write about`);
  const { organizationId, organizationName, role, inviter } = facts;
  await enqueueMail(tx, {
    kind,
    event,
    recipient: facts.email ?? address,
    locale: facts.locale,
    accountId: facts.accountId,
    organizationId,
    membershipId: id,
    data: { organizationName, role, inviter },
    expiresAt: kind === "invitation" ? facts.expiresAt : null,
  });
}
