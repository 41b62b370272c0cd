import { afterAll, describe, expect, test } from "vitest";
import { createDocument } from "../../src/domain/ledger/create-document.js";
import { headings, headingKey } from "../../src/domain/transfer/headings.js";
import { propertyNamed } from "../../src/domain/transfer/match-headings.js";
import { importsByIds, importsOfOrganizations } from "../../src/domain/transfer/queries.js";
import { testDatabase } from "../support/database.js";
import { document, seenDocument } from "../support/ledger.js";
import { refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";
import { cellsOf, csv, exported, imported, said } from "./support.js";

const { database, close } = await testDatabase();
afterAll(close);
const scene = world(database);
const { organization, passwordless, member, deactivate, category } = scene;
const owner = await passwordless();

const numbers = async (home: string): Promise<(string | null)[]> =>
  (await cellsOf(await exported(scene, owner, home, { type: "document", format: "csv" })))
    .slice(1)
    .map((row) => row[1] ?? null);

describe("headings", () => {
  test.each(["category", "document", "payment"] as const)(
    "of %s name one property in all languages together",
    (type) => {
      for (const [property, words] of Object.entries(headings[type])) {
        for (const word of [property, ...Object.values(words)]) {
          expect([word, propertyNamed(type, `  ${word.toUpperCase()} `)]).toEqual([word, property]);
        }
        expect(headingKey(property)).not.toBe("");
      }
    },
  );

  test("that are missing or there twice are refused, unknown ones told", async () => {
    const home = await organization(owner);
    expect(await imported(owner, home, "category", csv("Ime;name;colour", "a;b;c"))).toMatchObject({
      success: false,
      rows: 1,
      errors: [
        { line: 1, column: "name", rule: "uniqueness", message: "is there twice, perhaps in two languages" },
        { line: 1, column: "alias", rule: "presence", message: "is missing as a column" },
      ],
      ignoredColumns: ["colour"],
    });
  });
});

test("every bad cell is told with its line and column, and nothing is written", async () => {
  const home = await organization(owner);
  await category(owner, home, { alias: "There" });
  const file = csv("name,alias,custom", "A,a,", ",b,", "C,A,x", "D,there,[]", 'E,e,"{""x"":1}"');
  expect(said(await imported(owner, home, "category", file))).toEqual({
    success: false,
    rows: 5,
    errors: [
      { line: 3, column: "name", rule: "presence", message: "can't be blank" },
      { line: 4, column: "custom", rule: "type", message: "is not JSON" },
      { line: 4, column: "alias", rule: "uniqueness", message: "is already taken by line 2" },
      { line: 5, column: "custom", rule: "type", message: "is not an object" },
    ],
  });
  const rest = csv("name,alias", "A,a", "D,there");
  expect(said(await imported(owner, home, "category", rest))).toMatchObject({
    errors: [{ line: 3, column: "alias", rule: "uniqueness", message: "is already taken" }],
  });
  expect(await cellsOf(await exported(scene, owner, home, { type: "category", lang: "en" }))).toHaveLength(2);
});

test("a file that cannot be read is one fault, with its place", async () => {
  const home = await organization(owner);
  expect(said(await imported(owner, home, "category", 'name,alias\n"a,b\n'))).toEqual({
    success: false,
    rows: 0,
    errors: [
      { line: 2, column: null, rule: "custom.rule", message: 'A cell begins with a quote (") that is not closed.' },
    ],
  });
});

test("a dry run says the same and writes nothing", async () => {
  const home = await organization(owner);
  const file = csv("name,alias", "A,a");
  const dry = await imported(owner, home, "category", file, { dryRun: true });
  expect(said(dry)).toEqual({ success: true, rows: 1, errors: [] });
  expect(said(await imported(owner, home, "category", file))).toEqual({ success: true, rows: 1, errors: [] });
});

test("objects of REST are imported from JSON, with totals computed and never trusted", async () => {
  const home = await organization(owner);
  const objects = [
    {
      type: "invoice",
      date: "2020-02-29",
      total: 1,
      id: "x",
      _documentItems: [{ price: 100, _documentItemTaxes: [{ rate: 22 }] }],
    },
  ];
  expect(said(await imported(owner, home, "document", JSON.stringify(objects)))).toEqual({
    success: true,
    rows: 1,
    errors: [],
  });
  const [, row] = await cellsOf(await exported(scene, owner, home, { type: "document", format: "csv" }));
  expect(row).toContain("122.00");
});

test("missing numbers are given in order, between those that were taken by hand", async () => {
  const home = await organization(owner);
  await document(owner, home, { number: "2020-00002" });
  await document(owner, home);
  const file = csv(
    "type,date,number,draft",
    "invoice,2020-01-01,,",
    "invoice,1. 1. 2020,2020-00005,ne",
    "invoice,2020-01-01,,ja",
    "invoice,2020-01-01,,",
    "invoice,2020-01-01,,",
  );
  expect(said(await imported(owner, home, "document", file))).toMatchObject({ success: true });
  expect(await numbers(home)).toEqual([
    "2020-00002",
    "2020-00001",
    "2020-00003",
    "2020-00005",
    null,
    "2020-00004",
    "2020-00006",
  ]);
  const id = await createDocument(await owner.context(), home, { type: "invoice", date: "2020-01-01" });
  expect((await seenDocument(owner, id)).number).toBe("2020-00007");
});

test("payments name their document by type and number, and pay what is left of it", async () => {
  const home = await organization(owner);
  const id = await document(owner, home);
  const bill = await document(owner, home, { incoming: true });
  const file = csv(
    "type;date;amount;documentType;documentNumber;documentIncoming",
    "bank;1/3/2020;22,50;invoice;2020-00001;0",
    "card;2020-03-02;;invoice;2020-00001;false",
    "cash;2020-03-02;1,00;;;",
  );
  expect(said(await imported(owner, home, "payment", file))).toMatchObject({ success: true, errors: [] });
  expect(await seenDocument(owner, id)).toMatchObject({ totalPaid: "122.00", totalDue: "0.00", paidInFull: true });
  expect(await seenDocument(owner, bill)).toMatchObject({ totalPaid: "0.00" });
  const wrong = csv(
    "type,date,amount,documentType,documentNumber,currency",
    "bank,2020-01-01,1,invoice,2020-00001,EUR",
    "bank,2020-01-01,1,invoice,7,EUR",
    "bank,2020-01-01,1,,,USD",
    'bank,2020-01-01,"1,250",,,',
  );
  expect(said(await imported(owner, home, "payment", wrong)).errors).toEqual([
    { line: 5, column: "amount", rule: "numericality", message: "is not a number" },
  ]);
  expect(said(await imported(owner, home, "payment", wrong.replace('"1,250"', "1"))).errors).toEqual([
    {
      line: 2,
      column: "documentIncoming",
      rule: "presence",
      message: "can't be blank: there are two documents of that number",
    },
    { line: 3, column: "documentNumber", rule: "inclusion", message: "is the number of no invoice that there is" },
    { line: 4, column: "currency", rule: "inclusion", message: "is not EUR, in which this payment is" },
  ]);
});

test("how far an import came can be asked for", async () => {
  const home = await organization(owner);
  const { importId } = await imported(owner, home, "category", csv("name,alias", "A,a", "B,b"));
  const context = await owner.context();
  const [view] = await importsByIds(context, [importId]);
  expect(view).toMatchObject({ type: "category", status: "done", rowsTotal: 2, rowsChecked: 2, rowsWritten: 2 });
  expect(await importsOfOrganizations(context, [home])).toEqual(new Map([[home, [view]]]));
  expect(await importsByIds(await (await passwordless()).context(), [importId])).toEqual([]);
});

test("only an admin of an active organization imports, and strangers find nothing", async () => {
  const home = await organization(owner);
  const file = csv("name,alias", "A,a");
  const colleague = await member(home, owner, "default", "active", await passwordless());
  const trying = (actor: typeof owner) => refusalOf(imported(actor, home, "category", file));
  expect((await trying(colleague.actor)).code).toBe("FORBIDDEN");
  expect((await trying(await passwordless())).code).toBe("NOT_FOUND");
  await deactivate(owner, home);
  expect((await trying(owner)).code).toBe("ORGANIZATION_INACTIVE");
  expect((await refusalOf(imported(owner, home, "accountOrganization", file))).code).toBe("INVALID_ARGUMENT");
});
