import { readFileSync } from "node:fs";
import { systemContext } from "../../src/context.js";
import type { Database } from "../../src/database/open.js";
import { loadFile, type LoadReport } from "../../src/domain/load/load-file.js";
import { LoadRefused } from "../../src/domain/load/problems.js";
import { createLog } from "../../src/log.js";

export const nobody = (database: Database) => systemContext(database, createLog("silent"));

export const load = (database: Database, data: unknown): Promise<LoadReport> => loadFile(nobody(database), data);

/** What the file is refused for. Fails where it is loaded. */
export async function problemsOf(database: Database, data: unknown): Promise<string[]> {
  try {
    await load(database, data);
  } catch (error) {
    if (error instanceof LoadRefused) return error.problems;
    throw error;
  }
  throw new Error("the file was loaded");
}

/** The data set of the contract, as an object of its own for each test. */
export const dataset = (): Record<string, Record<string, unknown>[]> =>
  JSON.parse(readFileSync(new URL("../support/dataset.json", import.meta.url), "utf8")) as never;

/** An id of which the last characters are the number; kinds keep apart what is counted alike. */
export const idOf = (kind: "a" | "b" | "c" | "d" | "e", number: number): string =>
  `5${kind}`.padEnd(16, "0") + number.toString(16).padStart(8, "0");

export const account = (number: number, fields: object = {}) => ({
  id: idOf("a", number),
  email: `account${number}@example.com`,
  ...fields,
});

export const organization = (number: number, fields: object = {}) => ({
  id: idOf("b", number),
  name: `Organization ${number}`,
  ...fields,
});

/** A membership of account 1 in organization 1, unless told otherwise. */
export const membership = (number: number, fields: object = {}) => ({
  id: idOf("c", number),
  organizationId: idOf("b", 1),
  accountId: idOf("a", 1),
  ...fields,
});

export const category = (number: number, fields: object = {}) => ({
  id: idOf("d", number),
  organizationId: idOf("b", 1),
  name: `Category ${number}`,
  alias: `category-${number}`,
  ...fields,
});

/** How many rows there are of everything that a file could have made. */
export async function counts({ prisma }: Database): Promise<Record<string, number>> {
  return {
    accounts: await prisma.account.count(),
    organizations: await prisma.organization.count(),
    organizationData: await prisma.organizationData.count(),
    accountOrganizations: await prisma.accountOrganization.count(),
    categories: await prisma.category.count(),
    history: await prisma.auditLog.count(),
  };
}
