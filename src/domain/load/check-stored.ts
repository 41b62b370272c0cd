import { emailKey } from "../validate.js";
import { checkStoredLedger } from "./check-stored-ledger.js";
import { categoryKey, invitationKey, isDeleted, membershipKey } from "./keys.js";
import { type Problems, taken } from "./problems.js";
import type { FileLists } from "./read-lists.js";
import type { ListName } from "./shapes.js";
import type { Stored } from "./stored.js";

/** Finds references that lead nowhere, and what the file's new objects would take from objects of the database. */
export function checkStored(file: FileLists, stored: Stored, problems: Problems): void {
  checkReferences(file, stored, problems);
  checkMasters(file, stored, problems);
  checkKinds(file, stored, problems);

  const { accounts, accountOrganizations, categories } = file.entries;
  for (const { name, value } of accounts) {
    if (stored.accounts.has(value.id)) continue;
    if (stored.accountsByEmail.has(emailKey(value.email))) problems.add(name, "email", taken);
  }
  for (const { name, value } of accountOrganizations) {
    if (stored.accountOrganizations.has(value.id)) continue;
    const { organizationId, accountId, invitationEmail } = value;
    if (accountId) {
      if (stored.memberships.has(membershipKey(organizationId, accountId))) problems.add(name, "accountId", taken);
    } else if (invitationEmail && stored.invitations.has(invitationKey(organizationId, invitationEmail))) {
      problems.add(name, "invitationEmail", taken);
    }
  }
  for (const { name, value } of categories) {
    if (stored.categories.has(value.id) || isDeleted(value)) continue;
    if (stored.aliases.has(categoryKey(value.organizationId, value.alias))) problems.add(name, "alias", taken);
  }
  checkStoredLedger(file, stored, problems);
}

/** What is referred to is in the file or in the database. */
function checkReferences({ entries, declared }: FileLists, stored: Stored, problems: Problems): void {
  const account = (name: string, property: string, id: string | null | undefined) => {
    if (id && !declared.accounts.has(id) && !stored.accounts.has(id))
      problems.add(name, property, `there is no account ${id}`);
  };
  const organization = (name: string, id: string) => {
    if (declared.organizations.has(id) || stored.organizations.has(id)) return;
    problems.add(name, "organizationId", `there is no organization ${id}`);
  };
  for (const { name, value } of entries.accounts) account(name, "masterId", value.masterId);
  for (const { name, value } of entries.accountOrganizations) {
    organization(name, value.organizationId);
    account(name, "accountId", value.accountId);
    account(name, "inviterId", value.inviterId);
    account(name, "inviterMasterId", value.inviterMasterId);
  }
  for (const { name, value } of entries.categories) organization(name, value.organizationId);
}

/** A master is a top-level account, so nobody is their own. */
function checkMasters({ entries }: FileLists, stored: Stored, problems: Problems): void {
  const masterOf = new Map(entries.accounts.map(({ value }) => [value.id, value.masterId]));
  for (const { id, masterId } of stored.accounts.values()) masterOf.set(id, masterId);
  for (const { name, value } of entries.accounts) {
    if (!value.masterId) continue;
    if (value.masterId === value.id) problems.add(name, "masterId", "names the account itself");
    else if (masterOf.get(value.masterId))
      problems.add(name, "masterId", `account ${value.masterId} is not top-level: it has a master`);
  }
}

const kindOf: Record<ListName, string> = {
  accounts: "Account",
  organizations: "Organization",
  accountOrganizations: "AccountOrganization",
  categories: "Category",
  documents: "Document",
  documentCategories: "DocumentCategory",
  payments: "Payment",
};

/** An id that the database knows belongs to an object of the same kind: to the same object, that is. */
function checkKinds({ entries }: FileLists, stored: Stored, problems: Problems): void {
  const foreign = (name: string, id: string, own?: string) => {
    const kind = stored.kinds.get(id);
    if (kind && kind !== own) problems.add(name, "id", `is that of another object of the database, of type ${kind}`);
  };
  for (const list of Object.keys(kindOf) as ListName[]) {
    for (const { name, value } of entries[list]) foreign(name, value.id, kindOf[list]);
  }
  for (const { name, value } of entries.organizations) {
    if (stored.organizations.has(value.id)) continue;
    for (const [index, { id }] of (value._data ?? []).entries()) if (id) foreign(`${name}._data.${index}`, id);
  }
}
