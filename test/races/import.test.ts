import { afterAll, expect, test } from "vitest";
import { createDocument } from "../../src/domain/ledger/create-document.js";
import { testDatabase } from "../support/database.js";
import { line } from "../support/ledger.js";
import { race, rounds, tally, times } from "../support/race.js";
import { world } from "../support/world.js";
import { csv, imported, said } from "../transfer/support.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization } = world(database);
const owner = await passwordless();

const rows = 300;
const singly = 20;
const invoices = csv("type,date", ...times(rows, () => "invoice,2020-02-29"));

const place = async () => ({ home: await organization(owner), context: await owner.context() });

/** The numbers of an organization's documents, in the order of their ids. */
async function numbersOf(organizationId: string) {
  const found = await database.prisma.document.findMany({ where: { organizationId }, orderBy: { id: "asc" } });
  return found.map(({ number }) => number);
}

const counted = (count: number) => times(count, (index) => `2020-${String(index + 1).padStart(5, "0")}`);

test("a file of documents and twenty single ones of the same kind and year share one row of numbers", async () => {
  await rounds(3, place, async ({ home, context }) => {
    const single = () => createDocument(context, home, { type: "invoice", date: "2020-02-29", items: [line] });
    const reports: unknown[] = [];
    const file = async () => reports.push(said(await imported(owner, home, "document", invoices)));
    const ends = await race(...times(singly / 2, () => single), file, ...times(singly / 2, () => single));
    expect(tally(ends)).toEqual({ done: singly + 1 });
    expect(reports).toEqual([{ success: true, rows, errors: [] }]);
    expect((await numbersOf(home)).sort()).toEqual(counted(rows + singly));
  });
});

test("two files of documents at once share one row of numbers, each in the order of its lines", async () => {
  await rounds(2, place, async ({ home }) => {
    const file = (client: string) => async () => {
      const lines = times(rows, () => `invoice,2020-02-29,${client}`);
      return imported(owner, home, "document", csv("type,date,clientName", ...lines));
    };
    expect(tally(await race(file("A"), file("B")))).toEqual({ done: 2 });
    expect((await numbersOf(home)).sort()).toEqual(counted(rows * 2));
    for (const clientName of ["A", "B"]) {
      const where = { organizationId: home, clientName };
      const own = await database.prisma.document.findMany({ where, orderBy: { id: "asc" } });
      const numbers = own.map(({ number }) => number);
      expect(numbers).toEqual([...numbers].sort());
      expect(numbers).toHaveLength(rows);
    }
  });
});

test("of a file and a single document that take one number by hand, one is made, and the other told", async () => {
  // No more than one account may have in line.
  await rounds(4, place, async ({ home, context }) => {
    const reports: { success: boolean; errors: { column: string | null; rule: string }[] }[] = [];
    const file = csv("type,date,number", "invoice,2020-02-29,X");
    const [, ended] = await race(
      async () => reports.push(await imported(owner, home, "document", file)),
      () => createDocument(context, home, { type: "invoice", date: "2020-02-29", number: "X", items: [line] }),
    );
    const [report] = reports;
    expect(await numbersOf(home)).toEqual(["X"]);
    expect([report?.success, ended]).toEqual(report?.success ? [true, "VALIDATION_FAILED"] : [false, "done"]);
    expect(report?.errors.map(({ column, rule }) => [column, rule])).toEqual(
      report?.success ? [] : [["number", "uniqueness"]],
    );
  });
});
