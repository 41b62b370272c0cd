import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deactivateOrganization } from "../src/domain/organization/activation.js";
import { type TestApp, testApp } from "./support/app.js";
import { doorsOf, legacy, mutate, type Operation } from "./support/doors.js";
import { document, part, payment } from "./support/ledger.js";
import { type Rest, rest } from "./support/rest.js";
import { actorFor, visitors } from "./support/stage.js";
import { type Actor, type World, world } from "./support/world.js";

/** The two doors lead to one ledger: the same verdicts about who may do what with it, and the same figures to the cent. */

interface LedgerStage {
  owner: Actor;
  organization: string;
  deactivated: string;
  category: string;
  /** Issued, without payments. */
  invoice: string;
  draft: string;
  payment: string;
  /** An issued invoice of the deactivated organization. */
  closedInvoice: string;
}

const input = 'type: INVOICE, date: "2020-02-29", items: [{ name: "Work", price: "100" }]';
const body = { type: "invoice", date: "2020-02-29", _documentItems: [{ name: "Work", price: 100 }] };
const range = 'from: "2020-01-01", to: "2020-12-31"';
const between = "from=2020-01-01&to=2020-12-31";

const about = (field: string): ((stage: LedgerStage) => string) => {
  return (stage) => `{ organization(id: "${stage.organization}") { ${field} } }`;
};
const statistic = (field: string, path: string): Operation<LedgerStage> => ({
  graphql: about(field),
  rest: (stage) => ["GET", `/Organizations/${stage.organization}/${path}`],
});

const operations: Record<string, Operation<LedgerStage>> = {
  "list documents": statistic("documents { totalCount }", "documents"),
  "count documents": statistic("documents { totalCount }", "documents/count"),
  "list payments": statistic("payments { totalCount }", "payments"),
  "count payments": statistic("payments { totalCount }", "payments/count"),
  "read a document": {
    graphql: (stage) => `{ document(id: "${stage.invoice}") { id } }`,
    rest: (stage) => ["GET", `/Documents/${stage.invoice}`],
  },
  "read a document of a deactivated organization": {
    graphql: (stage) => `{ document(id: "${stage.closedInvoice}") { id } }`,
    rest: (stage) => ["GET", `/Documents/${stage.closedInvoice}`],
  },
  "list a document's payments": {
    graphql: (stage) => `{ document(id: "${stage.invoice}") { payments { totalCount } } }`,
    rest: (stage) => ["GET", `/Documents/${stage.invoice}/payments`],
  },
  "read a payment": {
    graphql: (stage) => `{ payment(id: "${stage.payment}") { id } }`,
    rest: (stage) => ["GET", `/Payments/${stage.payment}`],
  },
  "create a document": {
    graphql: (stage) =>
      mutate("createDocument", `organizationId: "${stage.organization}", ${input}`, "document { id }"),
    rest: (stage) => ["POST", `/Organizations/${stage.organization}/documents`, body],
  },
  "create a document in a deactivated organization": {
    graphql: (stage) => mutate("createDocument", `organizationId: "${stage.deactivated}", ${input}`, "document { id }"),
    rest: (stage) => ["POST", `/Organizations/${stage.deactivated}/documents`, body],
  },
  "change a draft": {
    graphql: (stage) => mutate("updateDocument", `id: "${stage.draft}", ${input}, draft: true`, "document { id }"),
    rest: (stage) => ["PUT", `/Documents/${stage.draft}`, { ...body, draft: true }],
  },
  "cancel a document": {
    graphql: (stage) => mutate("cancelDocument", `id: "${stage.invoice}"`, "document { id }"),
    rest: (stage) => ["POST", `/Documents/${stage.invoice}/cancel`],
  },
  "take a cancellation back": {
    graphql: (stage) => mutate("uncancelDocument", `id: "${stage.invoice}"`, "document { id }"),
    rest: (stage) => ["POST", `/Documents/${stage.invoice}/uncancel`],
  },
  "cancel a document of a deactivated organization": {
    graphql: (stage) => mutate("cancelDocument", `id: "${stage.closedInvoice}"`, "document { id }"),
    rest: (stage) => ["POST", `/Documents/${stage.closedInvoice}/cancel`],
  },
  "delete a draft": {
    graphql: (stage) => mutate("deleteDocument", `id: "${stage.draft}"`, "deletedId"),
    rest: (stage) => ["DELETE", `/Documents/${stage.draft}`],
  },
  "record a payment of a document": {
    graphql: (stage) =>
      mutate(
        "recordPayment",
        `documentId: "${stage.invoice}", type: BANK, date: "2020-03-01T00:00:00Z"`,
        "payment { id }",
      ),
    rest: (stage) => ["POST", `/Documents/${stage.invoice}/payments`, { type: "bank", date: "2020-03-01" }],
  },
  "record a payment in a deactivated organization": {
    graphql: (stage) =>
      mutate(
        "recordPayment",
        `documentId: "${stage.closedInvoice}", type: BANK, date: "2020-03-01T00:00:00Z"`,
        "payment { id }",
      ),
    rest: (stage) => ["POST", `/Documents/${stage.closedInvoice}/payments`, { type: "bank", date: "2020-03-01" }],
  },
  "delete a payment": {
    graphql: (stage) => mutate("deletePayment", `id: "${stage.payment}"`, "deletedId"),
    rest: (stage) => ["DELETE", `/Payments/${stage.payment}`],
  },
  "put a part of a document under a category": {
    graphql: (stage) =>
      mutate(
        "categorizeDocument",
        `documentId: "${stage.draft}", parts: [{ categoryId: "${stage.category}", amount: "10" }]`,
        "document { id }",
      ),
    rest: (stage) => [
      "POST",
      `/Documents/${stage.draft}/documentCategories`,
      { categoryId: stage.category, amount: 10 },
    ],
  },
  "ask for the business statistics": statistic(`businessStats(${range}) { currency }`, `business-stats?${between}`),
  "ask for the total statistics": statistic("totalStats { totalDue { value } }", "total-stats"),
  "ask for the payment statistics": statistic(
    `paymentTotalStats(${range}, dist: MONTH) { total { total } }`,
    `payment-total-stats?${between}&dist=month`,
  ),
  "ask for the category statistics": statistic(
    `categoryTotalStats(${range}, dist: MONTH) { total { total } }`,
    `category-total-stats?${between}&dist=month`,
  ),
  "ask for the document statistics": statistic(
    `documentTotalStats(type: INVOICE, ${range}, dist: MONTH) { total { total } }`,
    `document-total-stats?type=invoice&${between}&dist=month`,
  ),
  "ask for the profit and the loss": statistic(`profitAndLoss(${range}) { key }`, `reports/profit-and-loss?${between}`),
  "ask for the balance sheet": statistic(`balanceSheet(${range}) { key }`, `reports/balance-sheet?${between}`),
};

describe("both doors of the ledger", () => {
  let app: TestApp;
  let scene: World;
  let doors: ReturnType<typeof doorsOf>;
  let send: Rest;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    doors = doorsOf(app);
    send = rest(app);
  });
  afterAll(() => app.close());

  /** What only a write uses up; the organization stays. */
  async function freshObjects(owner: Actor, organization: string, category: string) {
    const invoice = await document(owner, organization);
    const draft = await document(owner, organization, { draft: true });
    await part(owner, invoice, category, "60");
    return { invoice, draft, payment: await payment(owner, { documentId: invoice }, { amount: "20" }) };
  }

  async function stageOf(visitor: (typeof visitors)[number]): Promise<{ stage: LedgerStage; actor: Actor | null }> {
    const owner = await scene.passwordless();
    const organization = await scene.organization(owner, { country: "Slovenia" });
    const deactivated = await scene.organization(owner);
    const category = await scene.category(owner, organization);
    const closedInvoice = await document(owner, deactivated);
    const actor = await actorFor(scene, visitor, scene.passwordless, owner, [organization, deactivated]);
    await deactivateOrganization(await owner.context(), deactivated);
    const objects = await freshObjects(owner, organization, category);
    return { actor, stage: { owner, organization, deactivated, category, closedInvoice, ...objects } };
  }

  describe.each(visitors)("give the same verdict to who is %s", (visitor) => {
    let stage: LedgerStage;
    let actor: Actor | null;

    beforeAll(async () => {
      ({ stage, actor } = await stageOf(visitor));
    });

    it.each(Object.entries(operations))("%s", async (_what, operation) => {
      const asked = await doors.throughRest(operation, stage, actor);
      const [method] = operation.rest(stage, actor);
      const after =
        method === "GET"
          ? stage
          : { ...stage, ...(await freshObjects(stage.owner, stage.organization, stage.category)) };
      expect(asked).toBe(await doors.throughGraphQL(operation, after, actor));
      stage = after;
    });
  });

  describe.each(["readonly", "default", "admin"] as const)("show the same figures to who is %s", (visitor) => {
    let stage: LedgerStage;
    let actor: Actor | null;

    beforeAll(async () => {
      ({ stage, actor } = await stageOf(visitor));
      const { owner, organization, invoice } = stage;
      const foreign = { currencyId: "USD", conversionRate: { from: "USD", to: "EUR", rate: "0.91" } };
      await document(owner, organization, { ...foreign, dateDue: "2020-03-31", reference: "R-1", custom: { a: 1 } });
      await document(owner, organization, { type: "credit-note", date: "2020-06-30" });
      await document(owner, organization, { incoming: true, date: "2020-12-31" });
      await payment(owner, { documentId: invoice }, { type: "cash", transactionId: "T-1", note: "Thanks" });
      await payment(owner, { organizationId: organization }, { amount: "-5.05", date: "2020-12-30" });
    });

    const asked = async (field: string): Promise<unknown> => {
      const answer = await app.graphql(actor, `{ organization(id: "${stage.organization}") { ${field} } }`);
      expect(answer.errors).toBeUndefined();
      return Object.values((answer.data as { organization: object }).organization)[0] as unknown;
    };
    const read = async (path: string): Promise<unknown> =>
      (await send(actor, "GET", `/Organizations/${stage.organization}/${path}`)).body;

    it("of its documents, in every property", async () => {
      const page = (await asked(
        `documents(first: 100) { totalCount edges { node { databaseId ${documentFields} } } }`,
      )) as Page;
      expect(asRest(await read("documents"))).toEqual(page.edges.map(({ node }) => asGraphQL(node)));
      expect(await read("documents/count")).toEqual({ count: page.totalCount });
    });

    it("of its payments, in every property", async () => {
      const page = (await asked(
        `payments(first: 100) { totalCount edges { node { databaseId ${paymentFields} } } }`,
      )) as Page;
      expect(asRest(await read("payments"))).toEqual(page.edges.map(({ node }) => asGraphQL(node)));
      expect(await read("payments/count")).toEqual({ count: page.totalCount });
    });

    it.each([
      ["business-stats", `businessStats(${range}) { ${businessFields} }`, between],
      ["total-stats", `totalStats(date: "2020-12-31") { ${totalFields} }`, "date=2020-12-31"],
      [
        "payment-total-stats",
        `paymentTotalStats(${range}, dist: MONTH) { stats { name series { name value } } total { currency total } customColors { name value } }`,
        `${between}&dist=month`,
      ],
      [
        "category-total-stats",
        `categoryTotalStats(${range}, dist: WEEK) { stats { name series { name value } } total { currency total } }`,
        `${between}&dist=week`,
      ],
      [
        "document-total-stats",
        `documentTotalStats(type: INVOICE, ${range}, dist: DAY, gross: true) { stats { name series { name value } } total { currency total } }`,
        `type=invoice&${between}&dist=day&gross=true`,
      ],
      ["reports/balance-sheet", `balanceSheet(${range}) { ${rowFields} }`, between],
      ["reports/profit-and-loss", `profitAndLoss(${range}) { ${rowFields} }`, between],
    ])("of %s", async (path, field, query) => {
      expect(figures(await read(`${path}?${query}`))).toEqual(figures(await asked(field)));
    });
  });
});

interface Page {
  totalCount: number;
  edges: { node: Record<string, unknown> }[];
}

const documentFields = `type number date dateDue draft canceled incoming currencyId unitId clientName reference note uniqueId
  conversionRate { from to rate source date } custom createdAt updatedAt isDeleted deletedAt
  items { name description quantity unit price discount discountIsAmount taxes { rate name totalTax }
    total totalDiscount totalTax totalWithTax }
  taxes { rate base totalTax } total totalDiscount totalTax totalWithTax totalConverted totalWithTaxConverted
  totalPaid totalDue paidInFull`;
const paymentFields =
  "type date amount note transactionId custom createdAt updatedAt isDeleted deletedAt document { databaseId }";
const totalFields = ["totalDue", "totalOverdue", "totalDueThisMonth", "totalPaymentsThisMonth"]
  .map((name) => `${name} { currency value }`)
  .join(" ");
const businessFields = `from to currency documents { count total totalTax totalWithTax }
  byType { type count total totalTax totalWithTax } taxes { rate base totalTax }
  payments { type currency count amount }`;
const rowFields = "key name type level parentKey currency amount";

/** Amounts as numbers and words as REST writes them, however a door gave them. */
function figures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(figures);
  if (typeof value === "string") return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : word(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // What only one door shows, or shows under another kind of id.
      .filter(([name]) => !["byAccount", "categoryId"].includes(name))
      .map(([name, part]) => [name, figures(part)]),
  );
}

const word = (text: string): string =>
  /^(INVOICE|ESTIMATE|ADVANCE|CREDIT_NOTE|DELIVERY_NOTE|BANK|ONLINE|PAYPAL|CASH|CARD|CRYPTO|COUPON|OTHER|SECTION|ROW|TOTAL)$/.test(
    text,
  )
    ? text.toLowerCase().replace("_", "-")
    : text;

const oldNames: Record<string, string> = {
  _documentItems: "items",
  _documentTaxes: "taxes",
  _documentItemTaxes: "taxes",
};
/** Ids that GraphQL shows as objects of their own. */
const otherwise = ["organizationId", "accountId", "deletedId"];

/** What REST answered, under the names of GraphQL. */
function asRest(rows: unknown): unknown {
  const renamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [oldNames[name] ?? name, renamed(part)]));
  };
  return (rows as object[]).map((row) =>
    figures(Object.fromEntries(Object.entries(renamed(row) as object).filter(([name]) => !otherwise.includes(name)))),
  );
}

function asGraphQL(node: Record<string, unknown>): unknown {
  const { document: of, ...rest } = legacy(node) as Record<string, unknown> & { document?: { id: string } | null };
  return figures("document" in node ? { ...rest, documentId: of?.id ?? null } : rest);
}
