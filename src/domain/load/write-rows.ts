import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { type AuditEntry, auditRow } from "../audit.js";
import type { Context } from "../context.js";
import { membershipRow } from "./membership-row.js";
import type { People } from "./people.js";
import { accountRow, categoryRow, dataRows, organizationRow } from "./rows.js";
import type { Shape } from "./shapes.js";

/** PostgreSQL takes 65,535 parameters in one statement; the widest table has fewer than 40 columns. */
const rowsPerStatement = 1_000;

async function inChunks<Row>(rows: readonly Row[], write: (chunk: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await write(rows.slice(start, start + rowsPerStatement));
}

/** Writes new objects, and one line of history for each. */
export async function writeRows(
  tx: Transaction,
  context: Context,
  fresh: { [List in keyof Shape]: Shape[List][] },
  people: People,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  const now = await databaseTime(tx);
  // A child refers to its master, which is top-level: masters first.
  const accounts = [...fresh.accounts.filter((row) => !row.masterId), ...fresh.accounts.filter((row) => row.masterId)];

  await inChunks(
    accounts.map((row) => accountRow(row, hashes.get(row.id) ?? null, now)),
    (data) => tx.account.createMany({ data }),
  );
  await inChunks(
    fresh.organizations.map((row) => organizationRow(row, people.masterOfOrganization(row.id), now)),
    (data) => tx.organization.createMany({ data }),
  );
  await inChunks(fresh.organizations.flatMap(dataRows), (data) => tx.organizationData.createMany({ data }));
  await inChunks(
    fresh.accountOrganizations.map((row) => membershipRow(row, people, now)),
    (data) => tx.accountOrganization.createMany({ data }),
  );
  await inChunks(
    fresh.categories.map((row) => categoryRow(row, now)),
    (data) => tx.category.createMany({ data }),
  );

  const history: AuditEntry[] = [
    ...fresh.accounts.map(({ id }) => entry("account", "Account", id, null)),
    ...fresh.organizations.map(({ id }) => entry("organization", "Organization", id, id)),
    ...fresh.accountOrganizations.map((row) => entry("membership", "AccountOrganization", row.id, row.organizationId)),
    ...fresh.categories.map((row) => entry("category", "Category", row.id, row.organizationId)),
  ];
  await inChunks(
    history.map((line) => auditRow(context, line)),
    (data) => tx.auditLog.createMany({ data }),
  );
}

const entry = (
  noun: string,
  objectType: AuditEntry["objectType"],
  objectId: string,
  organizationId: string | null,
): AuditEntry => ({ action: `${noun}.load`, objectType, objectId, organizationId });

async function databaseTime(tx: Transaction): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>(sql`
    /* databaseTime: for what has no date of its own */ SELECT statement_timestamp() AS "now"`);
  if (!row) throw new Error("the database did not tell the time");
  return row.now;
}
