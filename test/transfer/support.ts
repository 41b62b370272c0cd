import { buffer } from "node:stream/consumers";
import { categorizeDocument } from "../../src/domain/ledger/categorize-document.js";
import { cancelDocument } from "../../src/domain/ledger/cancel-document.js";
import { type ImportReport, importFile } from "../../src/domain/transfer/import-file.js";
import { secretOf } from "../../src/domain/transfer/export-link.js";
import { openExport } from "../../src/domain/transfer/open-export.js";
import { type ExportRequest, requestExport } from "../../src/domain/transfer/request-export.js";
import { readSheet } from "../../src/sheets/read-file.js";
import { document, line, payment } from "../support/ledger.js";
import type { Actor, World } from "../support/world.js";

/** The file that an export is, fetched without a token. */
export async function exported(
  { contextOf }: Pick<World, "contextOf">,
  actor: Actor,
  organizationId: string,
  request: ExportRequest,
): Promise<Buffer> {
  const { url } = await requestExport(await actor.context(), organizationId, request);
  const { content } = await openExport(await contextOf(null), secretOf(url));
  return buffer(content);
}

/** The rows of a file, headings first. */
export async function cellsOf(file: Buffer): Promise<(string | null)[][]> {
  const found = await readSheet(file);
  if (found.format === "json") throw new Error("the file is no table");
  return [found.headings, ...found.rows].map(({ cells }) => cells);
}

export const imported = async (
  actor: Actor,
  organizationId: string,
  type: string,
  file: Buffer | string,
  options: { dryRun?: boolean } = {},
): Promise<ImportReport> =>
  importFile(await actor.context(), organizationId, { type, file: Buffer.from(file), ...options });

/** Lines of CSV. */
export const csv = (...lines: string[]): string => `${lines.join("\r\n")}\r\n`;

/** What of a report is about the file. */
export const said = ({ success, rows, errors }: ImportReport) => ({ success, rows, errors });

/** A business with something of everything that a ledger can have, and texts that files trip over. */
export async function demo(
  { organization, category }: Pick<World, "organization" | "category">,
  owner: Actor,
): Promise<string> {
  const home = await organization(owner, { country: "Slovenia", timezone: "Europe/Ljubljana" });
  const it = await category(owner, home, {
    name: "=IT & co",
    alias: "it",
    description: "",
    custom: { z: 1, a: [null] },
  });
  const travel = await category(owner, home, { name: "Potovanja\r\nčšž 💶", alias: "-travel", description: "'=x" });

  const first = await document(owner, home, {
    clientName: '@Ada, "Lovelace"; Ltd',
    note: `long\t_x0041_ ${"x".repeat(9_900)}`,
    reference: "+386",
    dateDue: "2020-03-31",
    unitId: "shop-1",
    uniqueId: "order/1",
    custom: { "10": "ten", b: { c: "=1+1" } },
    items: [
      { ...line, description: "a\u0001b", unit: "h", quantity: "1.5", price: "99.9999", discount: "10" },
      {
        name: "Fee",
        price: "3",
        discount: "1",
        discountIsAmount: true,
        taxes: [{ rate: "9.5" }, { rate: "22", name: "" }],
      },
      { price: "0" },
    ],
  });
  await categorizeDocument(await owner.context(), first, {
    parts: [
      { categoryId: it, amount: "33.33" },
      { categoryId: travel, amount: "10" },
      { categoryId: it, amount: "0.01" },
    ],
  });
  const canceled = await document(owner, home, { date: "2021-01-01" });
  await cancelDocument(await owner.context(), canceled);
  await document(owner, home, { draft: true, note: "", custom: { long: "y".repeat(40_000) } });
  const dollars = await document(owner, home, {
    currencyId: "USD",
    conversionRate: { rate: "0.9123456789", source: "ECB", date: "2020-02-28" },
    items: Array.from({ length: 400 }, (_, index) => ({
      name: `Row ${index}`,
      price: `${index}.01`,
      taxes: [{ rate: 22 }],
    })),
  });
  const bill = await document(owner, home, { incoming: true, number: "A-17", items: [{ price: "55.5" }] });
  await document(owner, home, { type: "credit-note", date: "1899-12-31" });
  await document(owner, home, { type: "estimate", number: "=1+2" });

  await payment(
    owner,
    { documentId: first },
    { note: "=cmd|' /C calc'!A0", transactionId: "tx 1", date: "2020-03-01T10:11:12.345Z" },
  );
  await payment(owner, { documentId: first }, { amount: "-10", type: "cash" });
  await payment(owner, { documentId: dollars }, { amount: "100" });
  await payment(owner, { documentId: bill }, { type: "card", custom: { x: true } });
  await payment(owner, { organizationId: home }, { amount: "99999999999999.99", type: "other" });
  return home;
}
