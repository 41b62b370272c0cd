import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/database/ids.js";
import { projectRoot } from "../../src/project-root.js";
import { goldenLedger } from "../stats/golden-ledger.js";
import { writeLedgers } from "../stats/support.js";
import { type TestApp, testApp } from "../support/app.js";
import { visitors } from "../support/stage.js";
import { document } from "../support/ledger.js";
import { actorFor } from "../support/stage.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf } from "./support/answers.js";

const golden = JSON.parse(readFileSync(join(projectRoot, "test/stats/golden.json"), "utf8")) as Record<string, unknown>;

const range = 'from: "2020-01-01", to: "2020-03-31"';
const points = "stats { name from to series { name value } } total { currency total }";
const totals = "count total totalTax totalWithTax";
const rows = "key name type level parentKey currency amount categoryId";

/** Every statistic as the golden file has it. */
const asked: Record<string, string> = {
  documentTotalStatsOfInvoicesByMonth: `documentTotalStats(type: INVOICE, ${range}, dist: MONTH) { ${points} }`,
  documentTotalStatsOfCreditNotesGrossByYear: `documentTotalStats(type: CREDIT_NOTE, ${range}, dist: YEAR, gross: true) { ${points} }`,
  documentTotalStatsOfIncomingInvoicesByMonth: `documentTotalStats(type: INVOICE, ${range}, dist: MONTH, incoming: true) { ${points} }`,
  paymentTotalStatsByMonth: `paymentTotalStats(${range}, dist: MONTH) { ${points} customColors { name value } }`,
  categoryTotalStatsByMonth: `categoryTotalStats(${range}, dist: MONTH) {
    stats { name from to series { name value category { databaseId } } } total { currency total } }`,
  totalStatsOnTheLastDay: `totalStats(date: "2020-03-31") { ${[
    "totalDue",
    "totalOverdue",
    "totalDueThisMonth",
    "totalPaymentsThisMonth",
  ]
    .map((name) => `${name} { currency value }`)
    .join(" ")} }`,
  businessStats: `businessStats(${range}, text: true) { from to currency documents { ${totals} } byType { type ${totals} }
    taxes { rate base totalTax } payments { type currency count amount } byAccount { accountId count total totalWithTax } text }`,
  profitAndLossByMonth: `profitAndLoss(${range}, dist: MONTH) { ${rows} periods { name amount } }`,
  balanceSheet: `balanceSheet(${range}) { ${rows} }`,
};

const words =
  /^(invoice|estimate|advance|credit-note|delivery-note|bank|online|paypal|cash|card|crypto|coupon|other|section|row|total)$/;

/** What the golden file has, as GraphQL says it: words of lists in capitals, ids with their type. */
function inGraphQL(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((part) => inGraphQL(part));
  if (typeof value === "string") {
    if (key === "type" && words.test(value)) return value.toUpperCase().replace("-", "_");
    if (key === "accountId") return `Account:${value}`;
    return key === "categoryId" ? `Category:${value}` : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if ("value" in value && "categoryId" in value) {
    const { categoryId, ...point } = value;
    return { ...point, category: { databaseId: categoryId } };
  }
  const row = "parentKey" in value ? { categoryId: null, ...value } : value;
  return Object.fromEntries(Object.entries(row).map(([name, part]) => [name, inGraphQL(part, name)]));
}

describe("statistics", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  const { id } = goldenLedger;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.passwordless();
    await writeLedgers(app.database, owner.id, [goldenLedger]);
  });
  afterAll(() => app.close());

  const ask = (field: string, who: Actor | null = owner, organization = id) =>
    app.graphql(who, `query ($id: ID!) { organization(id: $id) { ${field} } }`, { id: organization });

  it.each(Object.entries(asked))("answer what was worked out by hand: %s", async (name, field) => {
    const answer = await ask(`answer: ${field}`);
    expect(answer.body).toEqual({ data: { organization: { answer: inGraphQL(golden[name]) } } });
  });

  it("are asked for in one operation, all of them", async () => {
    const fields = Object.entries(asked).map(([name, field]) => `${name}: ${field}`);
    const answer = await ask(fields.join(" "));
    expect(answer.body).toEqual({ data: { organization: inGraphQL(golden) } });
  });

  it("of one category, in either form of its id, have its series alone, and lead to it", async () => {
    const category = goldenLedger.categories.find(({ isDeleted }) => isDeleted)?.id ?? "";
    for (const form of [category, `Category:${category}`]) {
      const answer = await ask(
        `categoryTotalStats(${range}, dist: YEAR, categoryId: "${form}") {
          stats { series { name value category { id isDeleted } } } total { total } }`,
      );
      const series = [{ name: "Goods", value: "60.00", category: { id: `Category:${category}`, isDeleted: true } }];
      expect(answer.body).toEqual({
        data: { organization: { categoryTotalStats: { stats: [{ series }], total: [{ total: "60.00" }] } } },
      });
    }
  });

  it("lead from a report's row to its category, and from an account's figures to the account", async () => {
    const mine = await scene.organization(owner);
    await document(owner, mine);
    const answer = await ask(
      `profitAndLoss(from: "2020-01-01", to: "2020-12-31") { key categoryId category { id } periods { name } }
       businessStats { from byAccount { accountId account { email } count } text }`,
      owner,
      mine,
    );
    const row = (key: string) => ({ key, categoryId: null, category: null, periods: null });
    expect(answer.body).toEqual({
      data: {
        organization: {
          profitAndLoss: [
            row("income"),
            row("income:uncategorized"),
            row("total-income"),
            row("expenses"),
            row("total-expenses"),
            row("net-profit"),
          ],
          businessStats: {
            from: null,
            byAccount: [{ accountId: `Account:${owner.id}`, account: { email: owner.email }, count: 1 }],
            text: null,
          },
        },
      },
    });
  });

  it("of an account and a unit that made nothing are zeros", async () => {
    const zeros = { documents: { count: 0, total: "0.00" }, byType: [], payments: [] };
    for (const args of [`accountId: "${newId()}"`, `accountId: "Account:${newId()}"`, 'unitId: "south"', "unitId: 5"]) {
      const answer = await ask(
        `businessStats(${range}, ${args}) { documents { count total } byType { count } payments { count } }`,
      );
      expect(answer.body).toEqual({ data: { organization: { businessStats: zeros } } });
    }
    const north = await ask(`businessStats(${range}, unitId: "north") { documents { count } }`);
    expect(north.body).toEqual({ data: { organization: { businessStats: { documents: { count: 1 } } } } });
  });

  describe("name the argument that cannot be taken", () => {
    const daily = (from: string, to: string) => `from: "${from}", to: "${to}", dist: DAY`;
    const fields: [string, (args: string) => string][] = [
      ["documentTotalStats", (args) => `documentTotalStats(type: INVOICE, ${args}) { ${points} }`],
      ["paymentTotalStats", (args) => `paymentTotalStats(${args}) { ${points} customColors { name value } }`],
      ["categoryTotalStats", (args) => `categoryTotalStats(${args}) { stats { series { category { id } } } }`],
      ["profitAndLoss", (args) => `profitAndLoss(${args}) { ${rows} periods { name amount } }`],
    ];

    it.each(fields)(
      "of %s: a reversed range, one day too many, one of millennia, and days that are none",
      async (_name, field) => {
        const errors = async (args: string) =>
          (await ask(field(args))).errors?.map((error) => [error.message, error.extensions]);
        const bad = { code: "BAD_USER_INPUT" };
        expect(await errors(daily("2020-03-31", "2020-01-01"))).toEqual([["from is after to.", bad]]);
        expect(await errors(daily("2020-01-01", "2022-09-26"))).toBeUndefined();
        const tooMany = [['from and to are more than 1000 buckets of the dist "day" apart.', bad]];
        expect(await errors(daily("2020-01-01", "2022-09-27"))).toEqual(tooMany);
        expect(await errors(daily("0001-01-01", "9999-12-31"))).toEqual(tooMany);
        for (const day of [
          "2021-02-29",
          "2020-13-01",
          "29/2/2020",
          "2020-02-29T00:00:00Z",
          "0000-01-01",
          "today",
          "",
        ]) {
          const message = "This is no Date: A day of the calendar, such as `2020-02-29`.";
          expect(await errors(daily(day, "2020-01-01"))).toEqual([[`Argument "from": ${message}`, bad]]);
          expect(await errors(daily("2020-01-01", day))).toEqual([[`Argument "to": ${message}`, bad]]);
        }
      },
    );

    it.each([
      ['totalStats(date: "2021-02-29") { totalDue { value } }', 'Argument "date": This is no Date'],
      ['businessStats(from: "2020-02-30") { text }', 'Argument "from": This is no Date'],
      [`businessStats(from: "2020-01-02", to: "2020-01-01") { text }`, "from is after to."],
      [`businessStats(accountId: "x") { text }`, '"accountId" is not an id'],
      [`businessStats(accountId: "Category:${id}") { text }`, '"accountId" is the id of another type'],
      ['businessStats(unitId: "a\\u0000") { text }', "unitId has characters that cannot be stored."],
      [`balanceSheet(from: "2020-01-02", to: "2020-01-01") { key }`, "from is after to."],
      [`balanceSheet(from: "2020-01-02") { key }`, 'argument "to" of type "Date!" is required'],
      [
        `documentTotalStats(type: RECEIPT, ${range}, dist: DAY) { total { total } }`,
        'Argument "type": Value "RECEIPT"',
      ],
      [`documentTotalStats(type: INVOICE, ${range}, dist: HOUR) { total { total } }`, 'Argument "dist": Value "HOUR"'],
      [
        `documentTotalStats(${range}, dist: DAY) { total { total } }`,
        'argument "type" of type "DocumentType!" is required',
      ],
      [`documentTotalStats(type: INVOICE, ${range}, dist: DAY, gross: 1) { total { total } }`, 'Argument "gross": '],
      [`categoryTotalStats(${range}, dist: DAY, categoryId: "x") { total { total } }`, '"categoryId" is not an id'],
      [
        `paymentTotalStats(${range}, ${range}, dist: DAY) { total { total } }`,
        'There can be only one argument named "from".',
      ],
    ])("%s", async (field, message) => {
      const answer = await ask(field);
      expect(faultsOf(answer)).toEqual([]);
      expect([answer.codes()[0], answer.errors?.[0]?.message]).toEqual([
        "BAD_USER_INPUT",
        expect.stringContaining(message),
      ]);
    });

    it("a category of another organization, like one that never was: NOT_FOUND, byte for byte", async () => {
      const foreign = await scene.category(owner, await scene.organization(owner));
      const bytes = async (category: string) => {
        const answer = await ask(
          `categoryTotalStats(${range}, dist: DAY, categoryId: "${category}") { total { total } }`,
        );
        expect([answer.codes(), answer.data]).toEqual([["NOT_FOUND"], { organization: { categoryTotalStats: null } }]);
        return JSON.stringify(answer.body).replaceAll(category, "<id>");
      };
      expect(await bytes(foreign)).toBe(await bytes(newId()));
    });
  });

  it.each(visitors)("are shown to members alone, of a deactivated organization too: %s", async (visitor) => {
    const account = () => scene.passwordless();
    const theirs = await scene.passwordless();
    const organization = await scene.organization(theirs);
    const actor = await actorFor(scene, visitor, account, theirs, [organization]);
    await scene.deactivate(theirs, organization);
    const fields = Object.entries(asked).map(([name, field]) => `${name}: ${field}`);
    const answer = await ask(fields.join(" "), actor, organization);
    if (visitor === "anonymous") expect(answer.codes()).toEqual(["UNAUTHENTICATED"]);
    else if (["readonly", "default", "admin"].includes(visitor)) {
      expect(answer.errors).toBeUndefined();
      const found = (answer.data as { organization: object }).organization;
      expect(Object.values(found).every((part) => part !== null)).toBe(true);
    } else expect(answer.body).toEqual({ data: { organization: null } });
  });

  describe("cost", () => {
    const cost = async (field: string) => {
      const { errors } = await ask(field);
      return errors?.map(({ extensions }) => extensions);
    };
    const year = 'from: "2020-01-01", to: "2020-12-31"';
    const dashboard = `documentTotalStats(type: INVOICE, ${year}, dist: DAY) { ${points} }
      paymentTotalStats(${year}, dist: DAY) { ${points} } categoryTotalStats(${year}, dist: DAY) { ${points} }
      totalStats { totalDue { value } } businessStats { documents { count } }
      profitAndLoss(${year}, dist: MONTH) { key periods { amount } } balanceSheet(${year}) { key amount }`;

    it("lets a dashboard of all seven by day for a year pass", async () => {
      expect(await cost(dashboard)).toBeUndefined();
    });

    it("counts every alias, every bucket and every organization, before anything runs", async () => {
      const refused = [{ code: "QUERY_TOO_COMPLEX", cost: expect.any(Number) as number }];
      app.statements.length = 0;
      const range = 'from: "2020-01-01", to: "2022-01-01"';
      const twice = `a: paymentTotalStats(${range}, dist: DAY) { ${points} } b: paymentTotalStats(${range}, dist: DAY) { ${points} }`;
      expect(await cost(`${twice} ${twice.replaceAll("a:", "c:").replaceAll("b:", "d:")}`)).toEqual(refused);
      const nested =
        '{ edges { node { organization { balanceSheet(from: "2020-01-01", to: "2020-12-31") { key } } } } }';
      expect(
        await cost(`documents(first: 100) { edges { node { organization { documents(first: 2) ${nested} } } } }`),
      ).toEqual(refused);
      expect(
        await cost(`categoryTotalStats(${range}, dist: DAY) { stats { series { category { organization {
          totalStats { totalDue { value } } } } } } }`),
      ).toEqual(refused);
      expect(app.statements.filter((statement) => !statement.includes("/* authenticate:"))).toEqual([]);
    });

    it("is one statement for each statistic, however often the same is asked for, and one for the organization", async () => {
      app.statements.length = 0;
      const again = Object.entries(asked).flatMap(([name, field]) => [`${name}: ${field}`, `${name}Again: ${field}`]);
      const answer = await ask(again.join(" "));
      expect(answer.errors).toBeUndefined();
      const names = app.statements.map((statement) => /\/\* (\w+):/.exec(statement)?.[1]);
      expect(names.sort()).toEqual(
        [
          "authenticate",
          "organizationsByIds",
          "documentTotalStats",
          "documentTotalStats",
          "documentTotalStats",
          "paymentTotalStats",
          "categoryTotalStats",
          // The series' categories, all at once.
          "categoriesByIds",
          "totalStats",
          "businessStats",
          "profitAndLoss",
          "balanceSheet",
        ].sort(),
      );
    });
  });
});
