import type { Transaction } from "../../database/open.js";
import { membershipRow } from "./membership-row.js";
import type { People } from "./people.js";
import { accountRow, categoryRow, dataRows, organizationRow } from "./rows.js";
import type { Fresh } from "./shapes.js";

/** PostgreSQL takes 65,535 parameters in one statement; the widest table has fewer than 40 columns. */
const rowsPerStatement = 1_000;

async function inChunks<Row>(rows: readonly Row[], write: (chunk: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await write(rows.slice(start, start + rowsPerStatement));
}

/** Writes new objects up to the categories. */
export async function writeRows(
  tx: Transaction,
  fresh: Fresh,
  people: People,
  hashes: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
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
}
