import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoWorld, seed } from "../../prisma/seed.js";
import { systemContext } from "../../src/context.js";
import { operatorToken } from "../../src/domain/account/operator-token.js";
import { authenticate } from "../../src/domain/account/token.js";
import type { Context } from "../../src/domain/context.js";
import { balanceSheet } from "../../src/domain/stats/balance-sheet.js";
import { businessStats } from "../../src/domain/stats/business-stats.js";
import { categoryTotalStats } from "../../src/domain/stats/category-total-stats.js";
import { documentTotalStats } from "../../src/domain/stats/document-total-stats.js";
import { paymentTotalStats } from "../../src/domain/stats/payment-total-stats.js";
import { profitAndLoss } from "../../src/domain/stats/profit-and-loss.js";
import { totalStats } from "../../src/domain/stats/total-stats.js";
import { documentTypes, paymentTypes } from "../../src/domain/ledger/views.js";
import { createLog } from "../../src/log.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { counts } from "../load/support.js";

const log = createLog("silent");

/** The world of today. */
let db: TestDatabase;
let owner: string;
beforeAll(async () => {
  db = await testDatabase();
  owner = await seed(db.database, log);
});
afterAll(() => db.close());

async function ownerOf(world: TestDatabase): Promise<Context> {
  const issued = await operatorToken(systemContext(world.database, log), "demo@example.com", {});
  const caller = await authenticate(world.database, issued?.token ?? "");
  if (typeof caller === "string") throw new Error("the demo's owner has no token");
  return systemContext(world.database, log, caller);
}

/** Whether there is a bucket, and one in which something is not nothing. */
const tells = ({ stats }: { stats: { series: { value: string }[] }[] }): boolean =>
  stats.some(({ series }) => series.some(({ value }) => Number(value) !== 0));

describe("the demo world", () => {
  it("is made in one transaction, and making it again changes nothing", async () => {
    expect(db.statements.filter((text) => /^(BEGIN|COMMIT)/.test(text))).toEqual(["BEGIN", "COMMIT"]);
    const before = await counts(db.database);
    expect(await seed(db.database, log)).toBe(owner);
    expect(await counts(db.database)).toEqual(before);
  });

  it("is the same for everybody on the same day", () => {
    const now = new Date("2024-03-01T08:00:00.000Z");
    expect(demoWorld(now)).toEqual(demoWorld(now));
  });

  it("has documents and payments of every kind", async () => {
    const { prisma } = db.database;
    const kinds = await prisma.document.groupBy({ by: ["type"], where: { draft: false }, orderBy: { type: "asc" } });
    expect(kinds.map(({ type }) => type)).toEqual([...documentTypes].sort());
    const ways = await prisma.payment.groupBy({ by: ["type"], orderBy: { type: "asc" } });
    expect(ways.map(({ type }) => type)).toEqual([...paymentTypes].sort());
    for (const where of [
      { draft: true },
      { canceled: true },
      { incoming: true },
      { conversionRate: { not: "null" } },
    ]) {
      expect(await prisma.document.count({ where })).toBeGreaterThan(0);
    }
    expect(await prisma.payment.count({ where: { documentId: null } })).toBeGreaterThan(0);
  });

  it("has something to show in every statistic of every organization", () => showsSomething(db, new Date()));

  it("has that, too, on the first day of a month that has just begun", async () => {
    // It is still the 29th of February in New York.
    const now = new Date("2024-03-01T00:30:00.000Z");
    const other = await testDatabase();
    await seed(other.database, log, now);
    await showsSomething(other, now);
    await other.close();
  });
});

async function showsSomething(world: TestDatabase, now: Date): Promise<void> {
  const context = await ownerOf(world);
  const to = now.toISOString().slice(0, 10);
  const range = { from: `${now.getUTCFullYear() - 1}-01-01`, to };
  const organizations = await world.database.prisma.organization.findMany({ orderBy: { id: "asc" } });
  expect(organizations).toHaveLength(3);
  for (const { id, timezone } of organizations) {
    const today = new Intl.DateTimeFormat("sv", { timeZone: timezone ?? "UTC" }).format(now);
    for (const type of documentTypes) {
      expect(tells(await documentTotalStats(context, id, { ...range, type, dist: "month" }))).toBe(true);
    }
    expect(
      tells(await documentTotalStats(context, id, { ...range, type: "invoice", dist: "week", incoming: true })),
    ).toBe(true);
    expect(tells(await paymentTotalStats(context, id, { ...range, dist: "month" }))).toBe(true);
    expect(tells(await categoryTotalStats(context, id, { ...range, dist: "year" }))).toBe(true);

    const totals = await totalStats(context, id, { date: today });
    for (const values of Object.values(totals)) expect(values.some(({ value }) => Number(value) > 0)).toBe(true);

    const business = await businessStats(context, id, { ...range, text: true });
    for (const list of [business.byType, business.payments, business.byAccount, business.taxes])
      expect(list).not.toEqual([]);

    const profit = await profitAndLoss(context, id, { ...range, dist: "month" });
    const balance = await balanceSheet(context, id, range);
    for (const rows of [profit, balance]) {
      expect(rows.filter(({ type }) => type === "row").some(({ amount }) => Number(amount) !== 0)).toBe(true);
    }
  }
}
