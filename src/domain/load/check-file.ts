import { emailKey } from "../validate.js";
import {
  categoryKey,
  type Deletable,
  invitationKey,
  isDeleted,
  membershipKey,
  numberKey,
  uniqueIdKey,
} from "./keys.js";
import type { Problems } from "./problems.js";
import type { Entry, FileLists } from "./read-lists.js";
import { listNames, type Shape } from "./shapes.js";

/** Finds what the objects of one file say against themselves and each other. */
export function checkFile({ entries }: FileLists, problems: Problems): void {
  checkIds(entries, problems);

  const email = unique(problems, "email");
  for (const { name, value } of entries.accounts) email(emailKey(value.email), name);

  const membership = unique(problems, "accountId");
  const invitation = unique(problems, "invitationEmail");
  for (const entry of entries.accountOrganizations) {
    const { organizationId, accountId, invitationEmail } = entry.value;
    checkState(entry, problems);
    if (accountId) membership(membershipKey(organizationId, accountId), entry.name);
    else if (invitationEmail) invitation(invitationKey(organizationId, invitationEmail), entry.name);
  }

  const alias = unique(problems, "alias");
  for (const { name, value } of entries.categories) {
    if (!isDeleted(value)) alias(categoryKey(value.organizationId, value.alias), name);
    checkDeletion(name, value, problems);
  }
  checkLedger(entries, problems);
}

function checkLedger({ documents, documentCategories, payments }: FileLists["entries"], problems: Problems): void {
  const number = unique(problems, "number");
  const uniqueId = unique(problems, "uniqueId");
  for (const { name, value } of documents) {
    const { organizationId, type, incoming } = value;
    if (value.draft && value.number) problems.add(name, "number", "is given though draft is true");
    else if (value.number) number(numberKey(organizationId, type, incoming ?? false, value.number), name);
    if (value.uniqueId) uniqueId(uniqueIdKey(organizationId, value.uniqueId), name);
  }
  for (const { name, value } of payments) {
    if (!value.documentId && !value.organizationId) {
      problems.add(name, "organizationId", "or documentId must be given");
    }
  }
  for (const list of [documents, documentCategories, payments]) {
    for (const { name, value } of list) checkDeletion(name, value, problems);
  }
}

function checkDeletion(name: string, { _isDeleted, deletedAt }: Deletable, problems: Problems): void {
  if (_isDeleted === false && deletedAt) problems.add(name, "deletedAt", "is given though _isDeleted is false");
}

/** Ids are unique across all objects, the entries of an organization's `_data` included. */
function checkIds(entries: FileLists["entries"], problems: Problems): void {
  const claim = unique(problems, "id");
  for (const list of listNames) for (const { name, value } of entries[list]) claim(value.id, name);
  for (const { name, value } of entries.organizations) {
    for (const [index, { id }] of (value._data ?? []).entries()) if (id) claim(id, `${name}._data.${index}`);
  }
}

/** The states that no life cycle can bring about. */
function checkState({ name, value }: Entry<Shape["accountOrganizations"]>, problems: Problems): void {
  const { accountId, invitationEmail, active, disabled, rejected } = value;
  if (active && rejected) problems.add(name, "rejected", "is true though active is true");
  if (disabled && !active) problems.add(name, "disabled", "is true though active is not");
  if (active && !accountId) problems.add(name, "active", "is true though there is no accountId");
  if (!accountId && !invitationEmail) problems.add(name, "accountId", "or invitationEmail must be given");
}

/** Remembers who claimed a value first, and makes a problem of everybody who claims it after that. */
function unique(problems: Problems, property: string): (value: string, claimant: string) => void {
  const first = new Map<string, string>();
  return (value, claimant) => {
    const holder = first.get(value);
    if (holder === undefined) first.set(value, claimant);
    else problems.add(claimant, property, `is that of ${holder} already`);
  };
}
