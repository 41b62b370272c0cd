import { DomainError } from "../errors.js";
import { figuresFrom } from "../ledger/figures.js";
import { numberKey, uniqueIdKey } from "./keys.js";
import { factsOf, type Ledger, ledgerOf } from "./ledger.js";
import { inFileNames } from "./old-names.js";
import { type Problems, taken } from "./problems.js";
import type { FileLists } from "./read-lists.js";
import type { Stored } from "./stored.js";

/** Finds references of the ledger's lists that lead nowhere or astray, amounts that nothing converts, and what is taken. */
export function checkStoredLedger(file: FileLists, stored: Stored, problems: Problems): void {
  const ledger = ledgerOf(file, stored);
  checkDocuments(file, stored, ledger, problems);
  checkParts(file, stored, ledger, problems);
  checkPayments(file, stored, ledger, problems);
}

function checkDocuments({ entries, declared }: FileLists, stored: Stored, ledger: Ledger, problems: Problems): void {
  for (const { name, value } of entries.documents) {
    const { id, organizationId, accountId, type, incoming, number, uniqueId } = value;
    const isKnown = (list: "organizations" | "accounts", of: string) => declared[list].has(of) || stored[list].has(of);
    if (!isKnown("organizations", organizationId))
      problems.add(name, "organizationId", `there is no organization ${organizationId}`);
    if (accountId && !isKnown("accounts", accountId))
      problems.add(name, "accountId", `there is no account ${accountId}`);
    if (stored.documents.has(id)) continue;

    if (number && stored.numbers.has(numberKey(organizationId, type, incoming ?? false, number)))
      problems.add(name, "number", taken);
    if (uniqueId && stored.uniqueIds.has(uniqueIdKey(organizationId, uniqueId))) problems.add(name, "uniqueId", taken);
    const books = ledger.booksOf(organizationId);
    if (!books) continue;
    try {
      figuresFrom(books, factsOf(value, books), value.totals);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      for (const { path, message } of error.details.problems ?? [])
        problems.add(name, inFileNames(path).join("."), message);
    }
  }
}

function checkParts({ entries, declared }: FileLists, stored: Stored, ledger: Ledger, problems: Problems): void {
  for (const { name, value } of entries.documentCategories) {
    const { documentId, categoryId } = value;
    if (!declared.categories.has(categoryId) && !stored.categories.has(categoryId))
      problems.add(name, "categoryId", `there is no category ${categoryId}`);
    checkDocumentOf(name, value, documentId, { declared, ledger }, problems);
    const [home, category] = [ledger.organizationOfDocument(documentId), ledger.organizationOfCategory(categoryId)];
    if (home && category && home !== category)
      problems.add(name, "categoryId", `category ${categoryId} is not of the organization of document ${documentId}`);
  }
}

function checkPayments({ entries, declared }: FileLists, stored: Stored, ledger: Ledger, problems: Problems): void {
  for (const { name, value } of entries.payments) {
    const { organizationId, documentId } = value;
    if (organizationId && !declared.organizations.has(organizationId) && !stored.organizations.has(organizationId))
      problems.add(name, "organizationId", `there is no organization ${organizationId}`);
    else if (documentId) checkDocumentOf(name, value, documentId, { declared, ledger }, problems);
  }
}

/** The document is there, and of the organization that what belongs to it says it is of. */
function checkDocumentOf(
  name: string,
  { organizationId }: { organizationId?: string | null | undefined },
  documentId: string,
  { declared, ledger }: { declared: FileLists["declared"]; ledger: Ledger },
  problems: Problems,
): void {
  const home = ledger.organizationOfDocument(documentId);
  if (!home && !declared.documents.has(documentId))
    problems.add(name, "documentId", `there is no document ${documentId}`);
  if (home && organizationId && home !== organizationId)
    problems.add(name, "documentId", `document ${documentId} is of another organization`);
}
