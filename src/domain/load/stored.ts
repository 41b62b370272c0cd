import type { Account } from "../../database/generated/client.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import type { Books } from "../ledger/books.js";
import { zoneOf } from "../organization/zone.js";
import { aliasKey, emailKey } from "../validate.js";
import { invitationKey, membershipKey } from "./keys.js";
import type { FileLists } from "./read-lists.js";
import { listNames } from "./shapes.js";
import { readStoredLedger, type StoredLedger } from "./stored-ledger.js";

type KnownAccount = Pick<Account, "id" | "emailKey" | "emailVerified" | "masterId">;

/** What the database has of all that a file names: read with the same few statements, however large the file. */
export interface Stored extends StoredLedger {
  accounts: Map<string, KnownAccount>;
  accountsByEmail: Map<string, KnownAccount>;
  /** With what each counts. */
  organizations: Map<string, Books>;
  /** Ids of memberships that are there or were there once: what was removed since does not come back. */
  accountOrganizations: Set<string>;
  memberships: Set<string>;
  invitations: Set<string>;
  /** The organization of each. */
  categories: Map<string, string>;
  aliases: Set<string>;
  documentCategories: Set<string>;
  payments: Set<string>;
  /** The kind of object that has the id, for every id that the file wants for its own. */
  kinds: Map<string, string>;
}

export async function readStored(tx: Transaction, { entries, declared }: FileLists): Promise<Stored> {
  const { accounts, organizations, accountOrganizations, categories, documents, documentCategories, payments } =
    entries;
  const addresses = values([
    ...accounts.map(({ value }) => emailKey(value.email)),
    ...accountOrganizations.map(({ value }) => value.invitationEmail && emailKey(value.invitationEmail)),
  ]);
  const accountIds = values([
    ...declared.accounts,
    ...accounts.map(({ value }) => value.masterId),
    ...accountOrganizations.flatMap(({ value }) => [value.accountId, value.inviterId, value.inviterMasterId]),
    ...documents.map(({ value }) => value.accountId),
  ]);
  const ledger = await readStoredLedger(tx, { entries, declared });
  const organizationIds = values([
    ...declared.organizations,
    ...[...accountOrganizations, ...categories, ...documents].map(({ value }) => value.organizationId),
    ...[...documentCategories, ...payments].map(({ value }) => value.organizationId),
    ...[...ledger.documents.values()].map(({ organizationId }) => organizationId),
  ]);
  const categoryIds = values([...declared.categories, ...documentCategories.map(({ value }) => value.categoryId)]);
  const ids = values([
    ...listNames.flatMap((list) => [...declared[list]]),
    ...organizations.flatMap(({ value }) => (value._data ?? []).map(({ id }) => id)),
  ]);

  const knownAccounts = await tx.$queryRaw<KnownAccount[]>(sql`
    /* readStored: the accounts that the file names, by id or by address */
    SELECT t."id", t."emailKey", t."emailVerified", t."masterId" FROM "Account" t
    WHERE t."id" = ANY(${accountIds}::text[]) OR t."emailKey" = ANY(${addresses}::text[])`);
  const knownOrganizations = await tx.$queryRaw<{ id: string; currencyId: string; timezone: string | null }[]>(sql`
    /* readStored: the organizations that the file names, and with what they count */
    SELECT t."id", t."currencyId", t."timezone" FROM "Organization" t WHERE t."id" = ANY(${organizationIds}::text[])`);
  // Of whoever may turn out to be meant by an address, too.
  const memberIds = values([...accountIds, ...knownAccounts.map(({ id }) => id)]);
  const memberships = await tx.$queryRaw<
    { organizationId: string; accountId: string | null; address: string | null }[]
  >(sql`
    /* readStored: memberships and invitations that the file's could collide with */
    SELECT t."organizationId", t."accountId", t."invitationEmail" AS "address" FROM "AccountOrganization" t
    WHERE t."organizationId" = ANY(${organizationIds}::text[]) AND (t."accountId" = ANY(${memberIds}::text[])
      OR (t."accountId" IS NULL AND t."invitationEmail" = ANY(${addresses}::text[])))`);
  const knownCategories = await tx.$queryRaw<{ id: string; organizationId: string }[]>(sql`
    /* readStored: the categories that the file names */
    SELECT t."id", t."organizationId" FROM "Category" t WHERE t."id" = ANY(${categoryIds}::text[])`);
  const aliases = await tx.$queryRaw<{ key: string }[]>(sql`
    /* readStored: aliases in use that the file's could collide with */
    SELECT t."organizationId" || '/' || t."aliasKey" AS "key" FROM "Category" t
    WHERE t."organizationId" = ANY(${organizationIds}::text[]) AND NOT t."isDeleted"
      AND t."aliasKey" = ANY(${values(categories.map(({ value }) => aliasKey(value.alias)))}::text[])`);
  const kinds = await tx.$queryRaw<{ id: string; kind: string }[]>(sql`
    /* readStored: what has the ids that the file wants; the history knows of memberships that are gone */
    WITH wanted AS (SELECT unnest(${ids}::text[]) AS "id")
    SELECT t."id", 'Account' AS "kind" FROM "Account" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'AccessToken' FROM "AccessToken" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'Organization' FROM "Organization" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'OrganizationData' FROM "OrganizationData" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'AccountOrganization' FROM "AccountOrganization" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'Category' FROM "Category" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'Document' FROM "Document" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'DocumentCategory' FROM "DocumentCategory" t JOIN wanted USING ("id")
    UNION ALL SELECT t."id", 'Payment' FROM "Payment" t JOIN wanted USING ("id")
    UNION ALL SELECT DISTINCT h."objectId", h."objectType" FROM "AuditLog" h JOIN wanted ON wanted."id" = h."objectId"
      WHERE h."objectType" = 'AccountOrganization'`);

  const ofKind = (kind: string) => new Set(kinds.filter((row) => row.kind === kind).map(({ id }) => id));
  return {
    accounts: new Map(knownAccounts.map((account) => [account.id, account])),
    accountsByEmail: new Map(knownAccounts.map((account) => [account.emailKey, account])),
    ...ledger,
    organizations: new Map(
      knownOrganizations.map(({ id, currencyId, timezone }) => [id, { currencyId, zone: zoneOf(timezone) }]),
    ),
    accountOrganizations: ofKind("AccountOrganization"),
    memberships: new Set(
      memberships.flatMap(({ organizationId, accountId }) =>
        accountId ? [membershipKey(organizationId, accountId)] : [],
      ),
    ),
    invitations: new Set(
      memberships.flatMap(({ organizationId, accountId, address }) =>
        accountId === null && address ? [invitationKey(organizationId, address)] : [],
      ),
    ),
    categories: new Map(knownCategories.map(({ id, organizationId }) => [id, organizationId])),
    aliases: new Set(aliases.map(({ key }) => key)),
    documentCategories: ofKind("DocumentCategory"),
    payments: ofKind("Payment"),
    kinds: new Map(kinds.map(({ id, kind }) => [id, kind])),
  };
}

/** Each value once, and nothing for what is missing. */
const values = <Value>(of: (Value | null | undefined)[]): Value[] => [...new Set(of.filter((value) => value != null))];
