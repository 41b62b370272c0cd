import { readFileSync } from "node:fs";
import { systemContext } from "../../src/context.js";
import type { Database } from "../../src/database/open.js";
import { loadFile, type LoadReport } from "../../src/domain/load/load-file.js";
import { LoadRefused } from "../../src/domain/load/problems.js";
import { listNames } from "../../src/domain/load/shapes.js";
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

type File = Record<string, Record<string, unknown>[]>;

/** The data set of the contract with the payments that its recorded requests ask for, an object of its own for each test. */
export const dataset = (): File => ({
  payments: read("./payments.json") as never,
  ...(read("../support/dataset.json") as File),
});

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));

/** An id of which the last characters are the number; kinds keep apart what is counted alike. */
export const idOf = (kind: "a" | "b" | "c" | "d" | "e" | "f" | "0" | "1", number: number): string =>
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

/** An issued invoice of organization 1, of 122.00 with 22 % of tax, unless told otherwise. */
export const document = (number: number, fields: object = {}) => ({
  id: idOf("f", number),
  organizationId: idOf("b", 1),
  type: "invoice",
  number: `A-${number}`,
  date: "2020-02-29",
  _documentItems: [{ name: "Work", price: 100, _documentItemTaxes: [{ rate: 22, name: "VAT" }] }],
  ...fields,
});

/** 10.00 of document 1 under category 1, unless told otherwise. */
export const part = (number: number, fields: object = {}) => ({
  id: idOf("0", number),
  documentId: idOf("f", 1),
  categoryId: idOf("d", 1),
  amount: 10,
  ...fields,
});

/** 20.00 paid of document 1, unless told otherwise. */
export const payment = (number: number, fields: object = {}) => ({
  id: idOf("1", number),
  documentId: idOf("f", 1),
  type: "bank",
  date: "2020-03-01T12:00:00.000Z",
  amount: 20,
  ...fields,
});

/** What a load reports of the lists that something was in. */
export const report = (lists: Partial<LoadReport>): LoadReport => ({
  ...(Object.fromEntries(listNames.map((list) => [list, { added: 0, unchanged: 0 }])) as LoadReport),
  ...lists,
});

/** How many rows there are of everything that a file could have made. */
export async function counts({ prisma }: Database): Promise<Record<string, number>> {
  return {
    accounts: await prisma.account.count(),
    organizations: await prisma.organization.count(),
    organizationData: await prisma.organizationData.count(),
    accountOrganizations: await prisma.accountOrganization.count(),
    categories: await prisma.category.count(),
    documents: await prisma.document.count(),
    documentCategories: await prisma.documentCategory.count(),
    payments: await prisma.payment.count(),
    numberings: await prisma.documentNumbering.count(),
    history: await prisma.auditLog.count(),
  };
}
