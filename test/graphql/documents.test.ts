import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/database/ids.js";
import { type Answer, type TestApp, testApp } from "../support/app.js";
import { document, line, part, payment } from "../support/ledger.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf, userErrorsOf } from "./support/answers.js";
import { everythingIn } from "./support/everything.js";

const fields = `id databaseId type incoming number date dateDue draft canceled currencyId unitId accountId clientName reference note
  uniqueId custom isDeleted deletedAt
  conversionRate { from to rate source date }
  items { name description quantity unit price discount discountIsAmount taxes { rate name totalTax }
    total totalDiscount totalTax totalWithTax }
  taxes { rate base totalTax }
  total totalDiscount totalTax totalWithTax totalConverted totalWithTaxConverted totalPaid totalDue paidInFull
  organization { id } account { id email } documentCategories { amount category { id } } payments { totalCount }`;

const create = `mutation ($input: CreateDocumentInput!) { createDocument(input: $input) {
  document { ${fields} } userErrors { code message field } } }`;
const update = `mutation ($input: UpdateDocumentInput!) { updateDocument(input: $input) {
  document { id note number draft total date } userErrors { code message field } } }`;
const categorize = `mutation ($input: CategorizeDocumentInput!) { categorizeDocument(input: $input) {
  document { documentCategories { amount amountConverted date category { id } document { id } organization { id } isDeleted } }
  userErrors { code message field } } }`;

const nothing = { total: "0.00", totalDiscount: "0.00", totalTax: "0.00", totalWithTax: "0.00" };
const converted = { totalConverted: "0.00", totalWithTaxConverted: "0.00", totalPaid: "0.00", totalDue: "0.00" };

describe("documents", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let organization: string;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.passwordless();
    organization = await scene.organization(owner);
  });
  afterAll(() => app.close());

  const send = (document: string, input: object, who: Actor | null = owner, headers = {}) =>
    app.graphql(who, document, { input }, headers);
  const shown = ({ data }: Answer): unknown =>
    Object.values(data as Record<string, { document: unknown }>)[0]?.document;

  it("are made with all that is computed of them, and found again by both forms of the id", async () => {
    const custom = { a: { b: [1, "č", null] } };
    const answer = await send(create, {
      organizationId: organization,
      type: "INVOICE",
      date: "2020-02-29",
      dateDue: "2020-03-31",
      currencyId: "USD",
      conversionRate: { from: "USD", to: "EUR", rate: "0.91", source: "ECB", date: "2020-02-28" },
      unitId: "north",
      clientName: "Čebelar 🐝",
      reference: "R-1",
      note: "Thanks",
      uniqueId: "order-1",
      items: [
        {
          name: "Work",
          description: "on site",
          quantity: 1.5,
          unit: "h",
          price: "99.99",
          discount: 10,
          taxes: [{ rate: "22", name: "VAT" }, { rate: 9.5 }],
        },
        { price: 5, discount: "1.255", discountIsAmount: true },
      ],
      custom,
    });
    const id = answer.text("createDocument.document.databaseId");
    const expected = {
      id: `Document:${id}`,
      databaseId: id,
      type: "INVOICE",
      incoming: false,
      number: "2020-00001",
      date: "2020-02-29",
      dateDue: "2020-03-31",
      draft: false,
      canceled: false,
      currencyId: "USD",
      unitId: "north",
      accountId: `Account:${owner.id}`,
      clientName: "Čebelar 🐝",
      reference: "R-1",
      note: "Thanks",
      uniqueId: "order-1",
      custom,
      isDeleted: false,
      deletedAt: null,
      conversionRate: { from: "USD", to: "EUR", rate: "0.91", source: "ECB", date: "2020-02-28" },
      items: [
        {
          name: "Work",
          description: "on site",
          quantity: "1.5",
          unit: "h",
          price: "99.99",
          discount: "10",
          discountIsAmount: false,
          taxes: [
            { rate: "22", name: "VAT", totalTax: "29.70" },
            { rate: "9.5", name: null, totalTax: "12.82" },
          ],
          total: "134.99",
          totalDiscount: "15.00",
          totalTax: "42.52",
          totalWithTax: "177.51",
        },
        {
          name: null,
          description: null,
          quantity: "1",
          unit: null,
          price: "5",
          discount: "1.255",
          discountIsAmount: true,
          taxes: [],
          total: "3.74",
          totalDiscount: "1.26",
          totalTax: "0.00",
          totalWithTax: "3.74",
        },
      ],
      taxes: [
        { rate: "9.5", base: "134.99", totalTax: "12.82" },
        { rate: "22", base: "134.99", totalTax: "29.70" },
      ],
      total: "138.73",
      totalDiscount: "16.26",
      totalTax: "42.52",
      totalWithTax: "181.25",
      totalConverted: "126.24",
      totalWithTaxConverted: "164.94",
      totalPaid: "0.00",
      totalDue: "181.25",
      paidInFull: false,
      organization: { id: `Organization:${organization}` },
      account: { id: `Account:${owner.id}`, email: owner.email },
      documentCategories: [],
      payments: { totalCount: 0 },
    };
    expect(answer.body).toEqual({ data: { createDocument: { document: expected, userErrors: [] } } });
    for (const form of [id, `Document:${id}`]) {
      const again = await app.graphql(owner, `query ($id: ID!) { document(id: $id) { ${fields} } }`, { id: form });
      expect(again.body).toEqual({ data: { document: expected } });
    }
  });

  it("need no more than a type", async () => {
    const answer = await send(create, { organizationId: organization, type: "DELIVERY_NOTE", draft: true });
    expect(userErrorsOf(answer)).toEqual([]);
    expect(shown(answer)).toMatchObject({
      type: "DELIVERY_NOTE",
      draft: true,
      number: null,
      currencyId: "EUR",
      conversionRate: { from: "EUR", to: "EUR", rate: "1", source: null, date: null },
      items: [],
      taxes: [],
      ...nothing,
      ...converted,
      paidInFull: true,
    });
  });

  it("keep every digit of a decimal that is written as a text or a literal", async () => {
    const price = "123456789012.3456";
    const answer = await app.graphql(
      owner,
      `mutation { createDocument(input: { organizationId: "${organization}", type: ESTIMATE, items: [
        { price: ${price} }, { price: "${price}" }, { price: "1e2", quantity: 1E0 }
      ] }) { document { items { price } } userErrors { code } } }`,
    );
    expect(answer.body).toEqual({
      data: { createDocument: { document: { items: [{ price }, { price }, { price: "100" }] }, userErrors: [] } },
    });
  });

  it("change in everything while drafts, are issued once, and then change in little", async () => {
    const id = await document(owner, organization, { draft: true, type: "advance" });
    const issued = await send(update, { id, items: [{ price: "10" }], date: "2019-12-31", draft: false });
    expect(issued.body).toEqual({
      data: {
        updateDocument: {
          document: {
            id: `Document:${id}`,
            note: null,
            number: "2019-00001",
            draft: false,
            total: "10.00",
            date: "2019-12-31",
          },
          userErrors: [],
        },
      },
    });
    const noted = await send(update, { id: `Document:${id}`, note: "Paid by card" });
    expect(shown(noted)).toMatchObject({ note: "Paid by card", total: "10.00" });
    const before = await everythingIn(app.database);
    const refused = await send(update, { id, items: [{ price: "11" }], date: "2020-01-01", note: "no" });
    const message = "cannot change once the document is issued";
    expect(refused.body).toEqual({
      data: {
        updateDocument: {
          document: null,
          userErrors: [
            { code: "IMMUTABLE", message: `date ${message}`, field: ["date"] },
            { code: "IMMUTABLE", message: `items ${message}`, field: ["items"] },
          ],
        },
      },
    });
    expect(await everythingIn(app.database)).toEqual(before);
  });

  it("are cancelled and uncancelled, each again without effect", async () => {
    const id = await document(owner, organization);
    for (const [name, canceled] of [
      ["cancelDocument", true],
      ["cancelDocument", true],
      ["uncancelDocument", false],
      ["uncancelDocument", false],
    ] as const) {
      const answer = await app.graphql(
        owner,
        `mutation ($id: ID!) { ${name}(input: { id: $id }) { document { id canceled } userErrors { code } } }`,
        { id },
      );
      expect(answer.body).toEqual({
        data: { [name]: { document: { id: `Document:${id}`, canceled }, userErrors: [] } },
      });
    }
  });

  it("are deleted where they are no issued invoice, and stay to be seen by their id", async () => {
    const remove = (id: string) =>
      app.graphql(
        owner,
        "mutation ($id: ID!) { deleteDocument(input: { id: $id }) { deletedId userErrors { code message field } } }",
        { id },
      );
    const estimate = await document(owner, organization, { type: "estimate" });
    const deletedId = `Document:${estimate}`;
    expect((await remove(estimate)).body).toEqual({ data: { deleteDocument: { deletedId, userErrors: [] } } });
    const seen = await app.graphql(owner, "query ($id: ID!) { document(id: $id) { isDeleted } node(id: $id) { id } }", {
      id: deletedId,
    });
    expect(seen.body).toEqual({ data: { document: { isDeleted: true }, node: { id: deletedId } } });
    expect((await remove(estimate)).codes()).toEqual(["NOT_FOUND"]);

    const invoice = await document(owner, organization);
    const message = "An issued invoice cannot be deleted, only cancelled.";
    expect((await remove(invoice)).body).toEqual({
      data: { deleteDocument: { deletedId: null, userErrors: [{ code: "IMMUTABLE", message, field: null }] } },
    });
  });

  it("are put under categories, which keep the sum to the cent, and out of them again", async () => {
    const id = await document(owner, organization, {
      items: [{ price: "100" }],
      currencyId: "USD",
      conversionRate: { rate: "0.3333" },
    });
    const category = await scene.category(owner, organization);
    const answer = await send(categorize, {
      documentId: id,
      parts: [
        { categoryId: category, amount: "33.33" },
        { categoryId: `Category:${category}`, amount: 66.67 },
      ],
    });
    const same = {
      date: "2020-02-29",
      category: { id: `Category:${category}` },
      document: { id: `Document:${id}` },
      organization: { id: `Organization:${organization}` },
      isDeleted: false,
    };
    expect(answer.body).toEqual({
      data: {
        categorizeDocument: {
          document: {
            documentCategories: [
              { amount: "33.33", amountConverted: "11.11", ...same },
              { amount: "66.67", amountConverted: "22.22", ...same },
            ],
          },
          userErrors: [],
        },
      },
    });
    const more = await send(categorize, { documentId: id, parts: [{ categoryId: category, amount: "100.01" }] });
    expect(userErrorsOf(more)).toEqual([
      {
        code: "VALIDATION_FAILED",
        message: "parts makes the parts more than the document's net total, 100.00",
        field: ["parts"],
      },
    ]);
    const none = await send(categorize, { documentId: id, parts: [] });
    expect(shown(none)).toEqual({ documentCategories: [] });
  });

  it("have all their parts, also where these are more than a page", async () => {
    const id = await document(owner, organization, { items: [{ price: "1000" }] });
    const category = await scene.category(owner, organization);
    const parts = Array.from({ length: 201 }, (_, index) => ({ categoryId: category, amount: `${index + 1}.00` }));
    const amounts = parts.slice(0, 43).map(({ amount }) => amount);
    const few = await send(categorize, { documentId: id, parts: parts.slice(0, 43) });
    expect(shown(few)).toMatchObject({ documentCategories: amounts.map((amount) => ({ amount })) });
    const cents = Array.from({ length: 201 }, () => ({ categoryId: category, amount: "0.01" }));
    const many = await send(categorize, { documentId: id, parts: cents });
    expect((shown(many) as { documentCategories: unknown[] }).documentCategories).toHaveLength(201);
  });

  it("are made once for one Idempotency-Key, whose answer stays the same", async () => {
    const input = { organizationId: organization, type: "CREDIT_NOTE", date: "2021-01-01", items: [{ price: "1" }] };
    const key = { "idempotency-key": newId() };
    const first = await send(create, input, owner, key);
    expect(userErrorsOf(first)).toEqual([]);
    expect((await send(create, input, owner, key)).body).toEqual(first.body);
    const other = await send(create, { ...input, note: "other" }, owner, key);
    expect(userErrorsOf(other).map(({ code }) => code)).toEqual(["IDEMPOTENCY_MISMATCH"]);
    const count = await app.database.prisma.document.count({
      where: { organizationId: organization, type: "credit-note" },
    });
    expect(count).toBe(1);
  });

  it("are TAKEN by a number or a uniqueId, both named", async () => {
    const input = { organizationId: organization, type: "ESTIMATE", number: "E-1", uniqueId: "estimate-1" };
    expect(userErrorsOf(await send(create, input))).toEqual([]);
    expect(userErrorsOf(await send(create, input))).toEqual([
      { code: "TAKEN", message: "number is already taken", field: ["number"] },
      { code: "TAKEN", message: "uniqueId is already taken", field: ["uniqueId"] },
    ]);
  });

  describe("are refused with nothing written", () => {
    const good = { type: "INVOICE", items: [line] };
    const item = (fields: object) => ({ items: [{ price: "1" }, { price: "1", ...fields }] });

    it.each<[string, object, string[]]>([
      ["a quantity below 0", item({ quantity: "-1" }), ["items", "1", "quantity"]],
      ["a price of 30 digits", item({ price: "9".repeat(30) }), ["items", "1", "price"]],
      ["a price as large as a double", item({ price: 1e308 }), ["items", "1", "price"]],
      ["a discount over 100 percent", item({ discount: "100.01" }), ["items", "1", "discount"]],
      ["a tax over 100 percent", item({ taxes: [{ rate: "100.01" }] }), ["items", "1", "taxes", "0", "rate"]],
      ["a tax below 0", item({ taxes: [{ rate: -1 }] }), ["items", "1", "taxes", "0", "rate"]],
      ["21 taxes", item({ taxes: Array.from({ length: 21 }, () => ({ rate: 1 })) }), ["items", "1", "taxes"]],
      ["10,000 items", { items: Array.from({ length: 10_000 }, () => ({ price: 1 })) }, ["items"]],
      ["a name with a NUL", item({ name: "a\0b" }), ["items", "1", "name"]],
      ["half of an emoji", item({ name: "\ud83d" }), ["items", "1", "name"]],
      ["a long name", item({ name: "x".repeat(1_001) }), ["items", "1", "name"]],
      ["a long note", { note: "x".repeat(10_001) }, ["note"]],
      ["a long number", { number: "x".repeat(101) }, ["number"]],
      ["a long unit", { unitId: "x".repeat(101) }, ["unitId"]],
      ["a client with a NUL", { clientName: "\0" }, ["clientName"]],
      ["a currency without a rate", { currencyId: "USD" }, ["conversionRate"]],
      ["a rate of 0", { currencyId: "USD", conversionRate: { rate: 0 } }, ["conversionRate", "rate"]],
      [
        "a rate from elsewhere",
        { currencyId: "USD", conversionRate: { rate: 1, from: "GBP" } },
        ["conversionRate", "from"],
      ],
      ["a rate to elsewhere", { currencyId: "USD", conversionRate: { rate: 1, to: "GBP" } }, ["conversionRate", "to"]],
      ["a number of a draft", { draft: true, number: "1" }, ["number"]],
      ["custom that is too large", { custom: { a: "x".repeat(70_000) } }, ["custom"]],
      ["custom with __proto__", { custom: JSON.parse('{"a": {"__proto__": 1}}') as object }, ["custom"]],
    ])("%s", async (_what, fields, field) => {
      const before = await everythingIn(app.database);
      const answer = await send(create, { organizationId: organization, ...good, ...fields });
      expect(faultsOf(answer)).toEqual([]);
      expect(userErrorsOf(answer).map((error) => [error.code, error.field])).toEqual([["VALIDATION_FAILED", field]]);
      expect(await everythingIn(app.database)).toEqual(before);
    });

    it.each<[string, object, string]>([
      ["a day that does not exist", { date: "2021-02-29" }, "date"],
      ["a day first", { dateDue: "29/2/2020" }, "dateDue"],
      ["a currency that does not exist", { currencyId: "XQX" }, "currencyId"],
      ["a type that does not exist", { type: "RECEIPT" }, "type"],
      ["a price that is no number", item({ price: "twelve" }), "items[1].price"],
      [
        "a rate of a day that does not exist",
        { conversionRate: { rate: 1, date: "2021-02-29" } },
        "conversionRate.date",
      ],
    ])("as BAD_USER_INPUT: %s, whether in a variable or in the document", async (_what, fields, place) => {
      const before = await everythingIn(app.database);
      const input = { organizationId: organization, ...good, ...fields };
      const answer = await send(create, input);
      expect([answer.codes(), answer.errors?.[0]?.message]).toEqual([
        ["BAD_USER_INPUT"],
        expect.stringContaining(` at "input.${place}"; `),
      ]);
      const inline = await app.graphql(
        owner,
        `mutation { createDocument(input: ${literal(input)}) { userErrors { code } } }`,
      );
      expect([inline.codes(), inline.errors?.[0]?.message]).toEqual([
        ["BAD_USER_INPUT"],
        expect.stringContaining(`Argument "input.${place}": `),
      ]);
      expect(await everythingIn(app.database)).toEqual(before);
    });

    it("a category of somebody else, like one that never was", async () => {
      const stranger = await scene.passwordless();
      const foreign = await scene.category(stranger, await scene.organization(stranger));
      const id = await document(owner, organization);
      const bytes = async (categoryId: string) => {
        const answer = await send(categorize, { documentId: id, parts: [{ categoryId, amount: "1" }] });
        expect(answer.codes()).toEqual(["NOT_FOUND"]);
        return JSON.stringify(answer.body).replaceAll(categoryId, "<id>");
      };
      expect(await bytes(foreign)).toBe(await bytes(newId()));
    });

    it("in a deactivated organization, where they can still be read", async () => {
      const closed = await scene.organization(owner);
      const id = await document(owner, closed);
      const paid = await payment(owner, { documentId: id }, { amount: "1" });
      await scene.deactivate(owner, closed);
      const before = await everythingIn(app.database);
      for (const mutation of [
        `createDocument(input: { organizationId: "${closed}", type: INVOICE }) { userErrors { code } }`,
        `updateDocument(input: { id: "${id}", note: "x" }) { userErrors { code } }`,
        `cancelDocument(input: { id: "${id}" }) { userErrors { code } }`,
        `uncancelDocument(input: { id: "${id}" }) { userErrors { code } }`,
        `deleteDocument(input: { id: "${id}" }) { userErrors { code } }`,
        `categorizeDocument(input: { documentId: "${id}", parts: [] }) { userErrors { code } }`,
        `recordPayment(input: { documentId: "${id}", type: CASH, date: "2020-01-01" }) { userErrors { code } }`,
        `deletePayment(input: { id: "${paid}" }) { userErrors { code } }`,
      ]) {
        const answer = await app.graphql(owner, `mutation { ${mutation} }`);
        expect(userErrorsOf(answer).map(({ code }) => code)).toEqual(["ORGANIZATION_INACTIVE"]);
      }
      expect(await everythingIn(app.database)).toEqual(before);
      const seen = await app.graphql(owner, "query ($id: ID!) { document(id: $id) { totalPaid } }", { id });
      expect(seen.body).toEqual({ data: { document: { totalPaid: "1.00" } } });
    });
  });

  it("show other people's accounts by id, address and names only, and none that has left", async () => {
    const { actor, membershipId } = await scene.member(organization, owner, "default");
    const id = await document(actor, organization);
    const read = () =>
      app.graphql(owner, "query ($id: ID!) { document(id: $id) { account { email label custom createdAt } } }", { id });
    expect((await read()).body).toEqual({
      data: { document: { account: { email: actor.email, label: null, custom: null, createdAt: null } } },
    });
    await app.graphql(owner, "mutation ($id: ID!) { removeAccess(input: { id: $id }) { deletedId } }", {
      id: membershipId,
    });
    expect((await read()).body).toEqual({ data: { document: { account: null } } });
  });

  it("with more lines than an answer can have are asked for in smaller pages", async () => {
    const large = await scene.organization(owner);
    const items = Array.from({ length: 1_000 }, () => ({ price: "1" }));
    for (let index = 0; index < 51; index++) await document(owner, large, { items, draft: true });
    const ask = (first: number) =>
      app.graphql(
        owner,
        "query ($id: ID!, $first: Int) { organization(id: $id) { documents(first: $first) { edges { node { items { total } } } } } }",
        { id: large, first },
      );
    expect((await ask(50)).errors).toBeUndefined();
    const answer = await ask(51);
    expect([answer.data, answer.codes()]).toEqual([{ organization: { documents: null } }, ["QUERY_TOO_COMPLEX"]]);
  });

  it("lead to the parts of a category", async () => {
    const id = await document(owner, organization);
    const category = await scene.category(owner, organization);
    const first = await part(owner, id, category, "10");
    const answer = await app.graphql(
      owner,
      `query ($id: ID!) { category(id: $id) { documentCategories(orderBy: [{ field: AMOUNT, direction: DESC }]) {
        totalCount edges { node { id amount document { id } } } } } }`,
      { id: category },
    );
    expect(answer.body).toEqual({
      data: {
        category: {
          documentCategories: {
            totalCount: 1,
            edges: [{ node: { id: `DocumentCategory:${first}`, amount: "10.00", document: { id: `Document:${id}` } } }],
          },
        },
      },
    });
  });
});

const enums = new Set(["INVOICE", "RECEIPT"]);

/** The value as a literal of a document. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "string" && enums.has(value)) return value;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${key}: ${literal(part)}`)
    .join(", ")} }`;
}
