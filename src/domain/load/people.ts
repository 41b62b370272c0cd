import { emailKey } from "../validate.js";
import { membershipKey } from "./keys.js";
import type { FileLists } from "./read-lists.js";
import type { Stored } from "./stored.js";

/** What the rows of a file have to know about the accounts of the file and the database. */
export interface People {
  /** The account's master, or null where it is top-level. */
  masterOf(accountId: string): string | null;
  /** The master of the account that an organization of the file was created for, or null where that has none. */
  masterOfOrganization(organizationId: string): string | null;
  /** The account to which an invitation to the address belongs from the start: who verified it and has no other row there. */
  invitee(organizationId: string, address: string): string | null;
}

/** Where an account is in both, the database's is the one that counts: it is left as it is. */
export function people({ entries }: FileLists, stored: Stored): People {
  const masters = new Map<string, string | null>();
  const verified = new Map<string, string>();
  for (const { value } of entries.accounts) {
    if (stored.accounts.has(value.id)) continue;
    masters.set(value.id, value.masterId ?? null);
    if (value.emailVerified) verified.set(emailKey(value.email), value.id);
  }
  for (const { id, emailKey: key, emailVerified, masterId } of stored.accounts.values()) {
    masters.set(id, masterId);
    if (emailVerified) verified.set(key, id);
  }

  const members = new Set(stored.memberships);
  for (const { value } of entries.accountOrganizations) {
    if (value.accountId) members.add(membershipKey(value.organizationId, value.accountId));
  }

  const creators = creatorsOf(entries.accountOrganizations.map(({ value }) => value));
  const masterOf = (accountId: string) => masters.get(accountId) ?? null;
  return {
    masterOf,
    masterOfOrganization: (organizationId) => {
      const creator = creators.get(organizationId);
      return creator === undefined ? null : masterOf(creator);
    },
    invitee: (organizationId, address) => {
      const account = verified.get(emailKey(address));
      return account && !members.has(membershipKey(organizationId, account)) ? account : null;
    },
  };
}

type Memberships = FileLists["entries"]["accountOrganizations"][number]["value"][];

/**
 * Nobody invited the account that an organization was made for: it is the only admin without an inviter. Where several
 * are, nobody is taken for it, since its master is an admin for good.
 */
function creatorsOf(memberships: Memberships): Map<string, string> {
  const creators = new Map<string, string>();
  const several = new Set<string>();
  for (const { organizationId, accountId, role, active, inviterId } of memberships) {
    if (role !== "admin" || !active || inviterId || !accountId) continue;
    if (creators.has(organizationId)) several.add(organizationId);
    creators.set(organizationId, accountId);
  }
  for (const organizationId of several) creators.delete(organizationId);
  return creators;
}
