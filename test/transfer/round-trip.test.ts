import { afterAll, describe, expect, test } from "vitest";
import { languages } from "../../src/domain/transfer/kinds.js";
import { testDatabase } from "../support/database.js";
import { world } from "../support/world.js";
import { cellsOf, demo, exported, imported, said } from "./support.js";

const { database, close } = await testDatabase();
afterAll(close);
const scene = world(database);
const owner = await scene.passwordless();
const home = await demo(scene, owner);

const types = ["category", "document", "payment"] as const;

describe.each(["xlsx", "csv"])("%s", (format) => {
  test("what is exported, imported and exported again is the same to the byte", async () => {
    const elsewhere = await scene.organization(owner, { country: "Austria" });
    for (const type of types) {
      const before = await exported(scene, owner, home, { type, format });
      const report = await imported(owner, elsewhere, type, before);
      expect(report).toMatchObject({ success: true, errors: [], ignoredColumns: [] });
      expect((await exported(scene, owner, elsewhere, { type, format, lang: "sl" })).equals(before)).toBe(true);
    }
  });

  test("documents bring the categories that they are under into an empty organization", async () => {
    const empty = await scene.organization(owner);
    const before = await exported(scene, owner, home, { type: "document", format });
    expect((await imported(owner, empty, "document", before)).success).toBe(true);
    const after = await exported(scene, owner, empty, { type: "document", format, lang: "sl" });
    expect(after.equals(before)).toBe(true);
  });
});

test.each(languages)("an export with headings in %s is imported", async (lang) => {
  const elsewhere = await scene.organization(owner);
  for (const type of types) {
    const file = await exported(scene, owner, home, { type, format: "csv", lang });
    expect(said(await imported(owner, elsewhere, type, file))).toMatchObject({ success: true, errors: [] });
  }
});

test("a spreadsheet program sees texts, numbers and dates as what they are", async () => {
  const rows = await cellsOf(await exported(scene, owner, home, { type: "payment", lang: "en" }));
  expect(rows).toEqual([
    [
      "Type",
      "Date",
      "Amount",
      "Currency",
      "Amount, converted",
      "Document type",
      "Document number",
      "Incoming document",
      "Transaction",
      "Note",
      "Custom data",
    ],
    [
      "bank",
      "2020-03-01T10:11:12.345Z",
      "167.33",
      "EUR",
      "167.33",
      "invoice",
      "2020-00001",
      "false",
      "tx 1",
      "=cmd|' /C calc'!A0",
    ],
    ["cash", "2020-02-29T23:00:00.000Z", "-10", "EUR", "-10", "invoice", "2020-00001", "false"],
    ["bank", "2020-02-29T23:00:00.000Z", "100", "USD", "91.23", "invoice", "2020-00002", "false"],
    ["card", "2020-02-29T23:00:00.000Z", "55.5", "EUR", "55.5", "invoice", "A-17", "true", null, null, '{"x":true}'],
    ["other", "2020-02-29T23:00:00.000Z", "99999999999999.99", "EUR", "99999999999999.99"],
  ]);
});
