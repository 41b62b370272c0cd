import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document, part, payment } from "../support/ledger.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let send: Rest;
let owner: Actor;
let organization: string;
let rent: string;
let work: string;

const tax = (rate: string) => [{ rate, name: "VAT" }];

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  owner = await scene.passwordless();
  organization = await scene.organization(owner, { name: "Orgate Works", country: "SI" });
  work = await scene.category(owner, organization, { name: "Work" });
  rent = await scene.category(owner, organization, { name: "Rent" });
  const invoice = await document(owner, organization, { dateDue: "2020-03-15", unitId: "shop" });
  const dollars = await document(owner, organization, {
    date: "2020-03-31",
    dateDue: "2020-04-30",
    currencyId: "USD",
    conversionRate: { rate: "0.9" },
    items: [{ price: "10.05", taxes: tax("9.5") }],
  });
  await document(owner, organization, { date: "2020-03-01", type: "credit-note", items: [{ price: "5" }] });
  await document(owner, organization, { date: "2020-03-02", draft: true });
  const bill = await document(owner, organization, {
    date: "2020-03-10",
    incoming: true,
    items: [{ price: "30", taxes: tax("22") }],
  });
  await part(owner, invoice, work, "60");
  await part(owner, dollars, work, "10.05");
  await part(owner, bill, rent, "30");
  await payment(owner, { documentId: invoice }, { date: "2020-03-05", amount: "100" });
  await payment(owner, { documentId: dollars }, { date: "2020-04-01T00:30:00+02:00", type: "card", amount: "1.10" });
  await payment(owner, { organizationId: organization }, { date: "2020-03-31", type: "cash", amount: "-7" });
});
afterAll(() => app.close());

const get = (path: string, who: Actor | null = owner, body?: unknown) =>
  send(who, "GET", `/Organizations/${organization}/${path}`, { body });
const answerTo = async (path: string, body?: unknown): Promise<unknown> => {
  const answer = await get(path, owner, body);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
};

describe("statistics are numbers in the contract's own shape", () => {
  const range = "from=2020-02-01&to=2020-03-31&dist=month";

  it("document-total-stats, net and gross, outgoing and incoming", async () => {
    const stats = (path: string) => answerTo(`document-total-stats?type=invoice&${range}${path}`);
    expect(await stats("")).toEqual({
      stats: [
        {
          name: "2020-02",
          series: [
            { name: "EUR", value: 100 },
            { name: "USD", value: 0 },
          ],
        },
        {
          name: "2020-03",
          series: [
            { name: "EUR", value: 0 },
            { name: "USD", value: 10.05 },
          ],
        },
      ],
      total: [
        { currency: "EUR", total: 100 },
        { currency: "USD", total: 10.05 },
      ],
    });
    expect(await stats("&gross=1")).toMatchObject({
      total: [
        { currency: "EUR", total: 122 },
        { currency: "USD", total: 11 },
      ],
    });
    expect(await stats("&gross=true&incoming=true")).toMatchObject({ total: [{ currency: "EUR", total: 36.6 }] });
    expect(await answerTo(`document-total-stats?type=credit-note&${range}`)).toMatchObject({
      total: [{ currency: "EUR", total: -5 }],
    });
    expect(await answerTo(`document-total-stats?type=advance&${range}`)).toEqual({
      stats: [
        { name: "2020-02", series: [] },
        { name: "2020-03", series: [] },
      ],
      total: [],
    });
  });

  it("payment-total-stats, with a color for each series", async () => {
    expect(await answerTo(`payment-total-stats?from=2020-03-01&to=2020-04-01&dist=month`)).toEqual({
      stats: [
        {
          name: "2020-03",
          series: [
            { name: "bank EUR", value: 100 },
            { name: "cash EUR", value: -7 },
            { name: "card USD", value: 0 },
          ],
        },
        {
          name: "2020-04",
          series: [
            { name: "bank EUR", value: 0 },
            { name: "cash EUR", value: 0 },
            { name: "card USD", value: 1.1 },
          ],
        },
      ],
      total: [
        { currency: "EUR", total: 93 },
        { currency: "USD", total: 1.1 },
      ],
      customColors: [
        { name: "bank EUR", value: "#1f77b4" },
        { name: "cash EUR", value: "#2ca02c" },
        { name: "card USD", value: "#ff7f0e" },
      ],
    });
  });

  it("category-total-stats, of all categories and of one", async () => {
    const stats = (query: string) => answerTo(`category-total-stats?from=2020-01-01&to=31/12/2020&dist=year${query}`);
    expect(await stats("")).toEqual({
      stats: [
        {
          name: "2020",
          series: [
            { name: "Rent", value: -30 },
            { name: "Work", value: 69.05 },
          ],
        },
      ],
      total: [{ currency: "EUR", total: 39.05 }],
    });
    expect(await stats(`&categoryId=${work.toUpperCase()}`)).toEqual({
      stats: [{ name: "2020", series: [{ name: "Work", value: 69.05 }] }],
      total: [{ currency: "EUR", total: 69.05 }],
    });
  });

  it("total-stats, of a day", async () => {
    expect(await answerTo("total-stats?date=31/3/2020")).toEqual({
      totalDue: [
        { currency: "EUR", value: 22 },
        { currency: "USD", value: 11 },
      ],
      totalOverdue: [{ currency: "EUR", value: 22 }],
      totalDueThisMonth: [{ currency: "EUR", value: 22 }],
      totalPaymentsThisMonth: [{ currency: "EUR", value: 93 }],
    });
    expect(await answerTo("total-stats")).toMatchObject({ totalOverdue: [{ value: 22 }, { value: 9.9 }] });
  });

  it("business-stats, of everybody and of a unit, with a text where it is wanted", async () => {
    const all = await answerTo("business-stats?from=2020-01-01&to=2020-12-31");
    expect(all).toEqual({
      from: "2020-01-01",
      to: "2020-12-31",
      currency: "EUR",
      documents: { count: 3, total: 104.05, totalTax: 22.85, totalWithTax: 126.9 },
      byType: [
        { type: "invoice", count: 2, total: 109.05, totalTax: 22.85, totalWithTax: 131.9 },
        { type: "credit-note", count: 1, total: -5, totalTax: 0, totalWithTax: -5 },
      ],
      taxes: [
        { rate: 9.5, base: 9.05, totalTax: 0.86 },
        { rate: 22, base: 100, totalTax: 22 },
      ],
      payments: [
        { type: "bank", currency: "EUR", count: 1, amount: 100 },
        { type: "cash", currency: "EUR", count: 1, amount: -7 },
        { type: "card", currency: "USD", count: 1, amount: 1.1 },
      ],
      byAccount: [{ accountId: owner.id, count: 3, total: 104.05, totalWithTax: 126.9 }],
    });
    const unit = (await answerTo(`business-stats?accountId=${owner.id}&unitId=shop&text=1`)) as { text: string };
    expect(unit).toMatchObject({ from: null, documents: { count: 1 }, payments: [{ amount: 100 }] });
    expect(unit.text.split("\n").every((line) => line.length <= 42)).toBe(true);
    expect(await answerTo("business-stats?unitId=nowhere&to=2020-12-31")).toEqual({
      from: null,
      to: "2020-12-31",
      currency: "EUR",
      documents: { count: 0, total: 0, totalTax: 0, totalWithTax: 0 },
      byType: [],
      taxes: [],
      payments: [],
      byAccount: [],
    });
  });
});

describe("reports are flat lists of rows", () => {
  const [level0, level1] = [
    { level: 0, parentKey: null, currency: "EUR" },
    { level: 1, currency: "EUR" },
  ];

  it("profit-and-loss, with periods where they are asked for", async () => {
    const range = "from=2020-02-01&to=2020-03-31";
    expect(await answerTo(`reports/profit-and-loss?${range}`)).toEqual([
      { key: "income", name: "Income", type: "section", ...level0, amount: 104.05 },
      {
        key: `income:${work}`,
        name: "Work",
        type: "row",
        ...level1,
        parentKey: "income",
        amount: 69.05,
        categoryId: work,
      },
      { key: "income:uncategorized", name: "Uncategorized", type: "row", ...level1, parentKey: "income", amount: 35 },
      { key: "total-income", name: "Total income", type: "total", ...level0, amount: 104.05 },
      { key: "expenses", name: "Expenses", type: "section", ...level0, amount: 30 },
      {
        key: `expenses:${rent}`,
        name: "Rent",
        type: "row",
        ...level1,
        parentKey: "expenses",
        amount: 30,
        categoryId: rent,
      },
      { key: "total-expenses", name: "Total expenses", type: "total", ...level0, amount: 30 },
      { key: "net-profit", name: "Net profit", type: "total", ...level0, amount: 74.05 },
    ]);
    const options = [
      `options=${encodeURIComponent('{"dist":"month","layout":"wide"}')}`,
      "options[dist]=month",
      `options${encodeURIComponent("[dist]")}=month`,
    ];
    for (const option of options) {
      const rows = (await answerTo(`reports/profit-and-loss?${range}&${option}`)) as object[];
      expect(rows.at(-1)).toEqual({
        ...{ key: "net-profit", name: "Net profit", type: "total", ...level0, amount: 74.05 },
        periods: [
          { name: "2020-02", amount: 100 },
          { name: "2020-03", amount: -25.95 },
        ],
      });
    }
    for (const none of ["options=", "options=null", "options={}"]) {
      const rows = (await answerTo(`reports/profit-and-loss?${range}&${none}`)) as object[];
      expect(rows.at(-1)).not.toHaveProperty("periods");
    }
  });

  it("balance-sheet, whose two sides are equal", async () => {
    const rows = (await answerTo("reports/balance-sheet?from=2020-03-01&to=2020-12-31")) as {
      key: string;
      parentKey: string | null;
      amount: number;
    }[];
    expect(rows.map(({ key, parentKey, amount }) => [key, parentKey, amount])).toEqual([
      ["assets", null, 119.9],
      ["cash", "assets", 93.99],
      ["cash:bank", "cash", 100],
      ["cash:cash", "cash", -7],
      ["cash:card", "cash", 0.99],
      ["accounts-receivable", "assets", 25.91],
      ["total-assets", null, 119.9],
      ["liabilities", null, 45.85],
      ["accounts-payable", "liabilities", 36.6],
      ["tax-payable", "liabilities", 16.25],
      ["unallocated-payments", "liabilities", -7],
      ["total-liabilities", null, 45.85],
      ["equity", null, 74.05],
      ["retained-result", "equity", 100],
      ["period-result", "equity", -25.95],
      ["total-equity", null, 74.05],
    ]);
    const answer = await get("reports/balance-sheet?from=2020-03-01&to=2020-12-31");
    expect(answer.headers["x-total-count"]).toBe(String(rows.length));
  });
});

describe("arguments", () => {
  const good = { type: "invoice", from: "2020-02-01", to: "2020-03-31", dist: "week" };
  const stats = `document-total-stats?${new URLSearchParams(good).toString()}`;

  it("are read from the body of a GET, before the query, and as an instant in the organization's zone", async () => {
    const wanted = await answerTo(stats);
    expect(await answerTo("document-total-stats", good)).toEqual(wanted);
    expect(await answerTo(stats.replace("dist=week", "dist=year"), { dist: "week", gross: false })).toEqual(wanted);
    const instants = { ...good, from: "2020-01-31T23:00:00Z", to: "31/3/2020" };
    expect(await answerTo("document-total-stats", instants)).toEqual(wanted);
    const report = { from: "2020-02-01", to: "2020-03-31", options: { dist: "year" } };
    const rows = (await answerTo("reports/profit-and-loss", report)) as { periods: object[] }[];
    expect(rows[0]?.periods).toEqual([{ name: "2020", amount: 104.05 }]);
  });

  it.each([
    ["document-total-stats", ["type", "from", "to", "dist"]],
    ["category-total-stats", ["from", "to", "dist"]],
    ["payment-total-stats", ["from", "to", "dist"]],
    ["reports/profit-and-loss", ["from", "to"]],
    ["reports/balance-sheet", ["from", "to"]],
  ])("of %s are named where they are missing, the first one first", async (path, names) => {
    for (const [index, name] of names.entries()) {
      const given = Object.fromEntries(names.slice(0, index).map((one) => [one, good[one as keyof typeof good]]));
      // Those that come later are missing, too, or empty, which is the same.
      const later = Object.fromEntries(names.slice(index + 1).map((one) => [one, ""]));
      for (const query of [given, { ...given, ...later }]) {
        const answer = await get(`${path}?${new URLSearchParams(query).toString()}`);
        expect([answer.status, answer.body]).toEqual([
          400,
          {
            error: {
              statusCode: 400,
              name: "Error",
              code: "INVALID_ARGUMENT",
              message: `${name} is a required argument`,
            },
          },
        ]);
      }
    }
  });

  const period = "from=2020-01-01&to=2020-12-31";
  const malformed: [string, string][] = [
    [
      `document-total-stats?type=bill&${period}&dist=day`,
      "type is not one of invoice, estimate, advance, credit-note, delivery-note.",
    ],
    [`document-total-stats?type=invoice&${period}&dist=decade`, "dist is not one of day, week, month, year."],
    [`document-total-stats?type=invoice&${period}&dist=day&gross=maybe`, "gross is not a boolean"],
    [`document-total-stats?type=invoice&${period}&dist=day&incoming=2`, "incoming is not a boolean"],
    [`payment-total-stats?from=2021-02-29&to=2020-12-31&dist=day`, "from is no date."],
    [`payment-total-stats?from=2020-01-01&to=31/4/2020&dist=day`, "to is no date."],
    [`payment-total-stats?from=1&from=2&to=2020-01-01&dist=day`, "from is not text"],
    [`payment-total-stats?${period}&dist=day&dist=week`, "dist is not text"],
    [`payment-total-stats?${period}&dist[0]=day`, "dist is not text"],
    [`category-total-stats?${period}&dist=Month`, "dist is not one of day, week, month, year."],
    [`category-total-stats?${period}&dist=day&categoryId[]=x&categoryId[]=y`, "categoryId is not text"],
    ["total-stats?date=yesterday", "date is no date."],
    ["total-stats?date=1582934400000", "date is no date."],
    ["business-stats?text=perhaps", "text is not a boolean"],
    ["business-stats?unitId=%00", "unitId has characters that no text has"],
    ["business-stats?to=2020-13-01", "to is no date."],
    [`reports/profit-and-loss?${period}&options=month`, '"options" is not valid JSON.'],
    [`reports/profit-and-loss?${period}&options=[]`, '"options" is not an object.'],
    [`reports/profit-and-loss?${period}&options[dist]=decade`, "options.dist is not one of day, week, month, year."],
    [`reports/profit-and-loss?${period}&options[dist][]=day`, "options.dist is not text"],
    ["reports/balance-sheet?from=0000-01-01&to=2020-01-01", "from is no date."],
  ];

  it.each(malformed)("that are malformed are refused, whoever asks: %s", async (path, message) => {
    for (const who of [owner, null]) {
      const answer = await get(path, who);
      expect([answer.status, (answer.body as { error: object }).error]).toEqual([
        400,
        expect.objectContaining({ statusCode: 400, code: "INVALID_ARGUMENT", message }),
      ]);
    }
  });

  it.each<[string, string]>([
    ["from=2020-01-02&to=2020-01-01&dist=day", "from is after to."],
    ["from=2020-01-01&to=2022-09-27&dist=day", 'from and to are more than 1000 buckets of the dist "day" apart.'],
    ["from=0001-01-01&to=9999-12-31&dist=week", 'from and to are more than 1000 buckets of the dist "week" apart.'],
  ])("that make no range are refused: %s", async (range, message) => {
    const refusal = { error: { statusCode: 400, name: "Error", code: "INVALID_ARGUMENT", message } };
    for (const path of [
      `document-total-stats?type=invoice&${range}`,
      `payment-total-stats?${range}`,
      `category-total-stats?${range}`,
    ]) {
      const answer = await get(path);
      expect([path, answer.status, answer.body]).toEqual([path, 400, refusal]);
    }
    const dist = range.replace("dist=", "options[dist]=");
    expect(await get(`reports/profit-and-loss?${dist}`)).toMatchObject({ status: 400, body: refusal });
  });

  it("a thousand buckets are answered", async () => {
    const { stats: days } = (await answerTo("payment-total-stats?from=2020-01-01&to=2022-09-26&dist=day")) as {
      stats: object[];
    };
    expect(days).toHaveLength(1000);
  });

  it("a category that is foreign, unknown or no id is not found, in the same words", async () => {
    const foreign = await scene.category(owner, await scene.organization(owner));
    for (const category of [foreign, "5e9e92107f186e000eda0901", "nothing"]) {
      const answer = await get(`category-total-stats?${period}&dist=month&categoryId=${category}`);
      expect([answer.status, answer.body]).toEqual([
        404,
        {
          error: {
            statusCode: 404,
            name: "Error",
            code: "MODEL_NOT_FOUND",
            message: `Unknown "Category" id "${category}".`,
          },
        },
      ]);
    }
  });
});
