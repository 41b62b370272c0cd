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

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  owner = await scene.passwordless();
  organization = await scene.organization(owner);
});
afterAll(() => app.close());

type Body = Record<string, unknown>;
const unknownId = "5e9e92107f186e000eda0901";
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const id = expect.stringMatching(/^[0-9a-f]{24}$/) as string;
const create = (body: object, where = organization) =>
  send(owner, "POST", `/Organizations/${where}/documents`, { body });
const made = async (body: object = {}): Promise<Body & { id: string }> => {
  const answer = await create({ type: "invoice", date: "2020-02-29", _documentItems: [{ price: 100 }], ...body });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as Body & { id: string };
};
const validation = (codes: Record<string, string[]>, messages?: Record<string, string[]>) => ({
  status: 422,
  body: {
    error: { name: "ValidationError", details: { context: "Document", codes, ...(messages ? { messages } : {}) } },
  },
});

describe("a document is created", () => {
  it("with totals of its own and every property, and read back the same", async () => {
    const answer = await create({
      type: "invoice",
      date: "29/2/2020",
      dateDue: "2020-03-30",
      clientName: "Ada",
      reference: 17,
      uniqueId: "once",
      custom: { a: 1 },
      _documentItems: [
        {
          name: "Work",
          quantity: "2.5",
          unit: "hour",
          price: 100,
          discount: 10,
          _documentItemTaxes: [{ rate: 22, name: "VAT" }, { rate: "5" }],
          total: 999,
        },
        { name: 5, price: "0.1", discount: 0.05, discountIsAmount: "true" },
      ],
      total: 1,
      totalPaid: 5,
      accountId: unknownId,
      canceled: true,
      id: unknownId,
      unknown: "read over",
    });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({
      type: "invoice",
      number: "2020-00001",
      date: "2020-02-29",
      dateDue: "2020-03-30",
      draft: false,
      canceled: false,
      incoming: false,
      currencyId: "EUR",
      unitId: null,
      accountId: owner.id,
      clientName: "Ada",
      reference: "17",
      note: null,
      _documentItems: [
        {
          name: "Work",
          description: null,
          quantity: 2.5,
          unit: "hour",
          price: 100,
          discount: 10,
          discountIsAmount: false,
          _documentItemTaxes: [
            { rate: 22, name: "VAT", totalTax: 49.5 },
            { rate: 5, name: null, totalTax: 11.25 },
          ],
          total: 225,
          totalDiscount: 25,
          totalTax: 60.75,
          totalWithTax: 285.75,
        },
        {
          name: "5",
          description: null,
          quantity: 1,
          unit: null,
          price: 0.1,
          discount: 0.05,
          discountIsAmount: true,
          _documentItemTaxes: [],
          total: 0.05,
          totalDiscount: 0.05,
          totalTax: 0,
          totalWithTax: 0.05,
        },
      ],
      conversionRate: { from: "EUR", to: "EUR", rate: 1, source: null, date: null },
      uniqueId: "once",
      custom: { a: 1 },
      _documentTaxes: [
        { rate: 5, base: 225, totalTax: 11.25 },
        { rate: 22, base: 225, totalTax: 49.5 },
      ],
      total: 225.05,
      totalDiscount: 25.05,
      totalTax: 60.75,
      totalWithTax: 285.8,
      totalConverted: 225.05,
      totalWithTaxConverted: 285.8,
      totalPaid: 0,
      totalDue: 285.8,
      paidInFull: false,
      id,
      organizationId: organization,
      deletedAt: null,
      _isDeleted: false,
      deletedId: null,
      createdAt: instant,
      updatedAt: instant,
    });
    const { id: own } = answer.body as { id: string };
    expect((await send(owner, "GET", `/Documents/${own.toUpperCase()}`)).body).toEqual(answer.body);
    expect(await create({ type: "estimate", uniqueId: "once", _documentItems: [] })).toMatchObject(
      validation({ uniqueId: ["uniqueness"] }, { uniqueId: ["is already taken"] }),
    );
  });

  it("in another currency with a rate, and not without one", async () => {
    const usd = { type: "invoice", currencyId: "usd", _documentItems: [{ price: 10.05 }] };
    expect(await create(usd)).toMatchObject(validation({ conversionRate: ["presence"] }));
    const rate = { from: "USD", rate: 0.9, source: "ECB", date: "28/2/2020" };
    expect((await create({ ...usd, conversionRate: rate })).body).toMatchObject({
      currencyId: "USD",
      conversionRate: { from: "USD", to: "EUR", rate: 0.9, source: "ECB", date: "2020-02-28" },
      total: 10.05,
      totalConverted: 9.05,
    });
    expect(await create({ ...usd, conversionRate: { rate: "much", to: "CHF" } })).toMatchObject(
      validation({ conversionRate: ["numericality"] }, { conversionRate: ["rate is not a number"] }),
    );
  });

  it("from a form with brackets", async () => {
    const form = {
      type: "estimate",
      draft: "true",
      note: "",
      conversionRate: "",
      "_documentItems[0][name]": "Work",
      "_documentItems[0][price]": "12.5",
      "_documentItems[0][discountIsAmount]": "false",
      "_documentItems[0][_documentItemTaxes][0][rate]": "22",
    };
    expect(await send(owner, "POST", `/Organizations/${organization}/documents`, { form })).toMatchObject({
      status: 200,
      body: {
        draft: true,
        number: null,
        total: 12.5,
        totalWithTax: 15.25,
        _documentItems: [{ name: "Work", price: 12.5, _documentItemTaxes: [{ rate: 22, totalTax: 2.75 }] }],
      },
    });
  });

  it("with amounts that are read exactly, as numbers and as text", async () => {
    const prices = [0.1, "0.1", 1e-4, "1e-4", 1.005, "1.005", 0.07, 100000000.01];
    const { _documentItems: items } = await made({
      type: "estimate",
      _documentItems: prices.map((price) => ({ price, quantity: 3 })),
    });
    expect((items as Body[]).map(({ price, total }) => [price, total])).toEqual([
      [0.1, 0.3],
      [0.1, 0.3],
      [0.0001, 0],
      [0.0001, 0],
      [1.005, 3.02],
      [1.005, 3.02],
      [0.07, 0.21],
      [100000000.01, 300000000.03],
    ]);
  });

  it("with texts in every script, and with signs that mean something elsewhere", async () => {
    const text = "Žluťoučký 😀 日本 <b>'\"%_\\ \u202e";
    const { id: own } = await made({ note: text, clientName: text, _documentItems: [{ name: text, price: 1 }] });
    expect((await send(owner, "GET", `/Documents/${own}`)).body).toMatchObject({
      note: text,
      clientName: text,
      _documentItems: [{ name: text }],
    });
  });
});

describe("a document is refused with all that is wrong with it", () => {
  const item = (fields: unknown) => ({ _documentItems: [{ price: 1 }, fields] });
  const digits = "9".repeat(30);

  it.each<[string, object, Record<string, string[]>, Record<string, string[]>?]>([
    ["nothing at all", { type: undefined }, { type: ["presence"] }],
    ["a type that there is not", { type: "bill" }, { type: ["inclusion"] }],
    ["a type that is none", { type: ["invoice"] }, { type: ["inclusion"] }],
    ["a currency that there is not", { currencyId: "EUX" }, { currencyId: ["inclusion"] }],
    ["a day that does not exist", { date: "2021-02-29", dateDue: "31/4/2021" }, { date: ["date"], dateDue: ["date"] }],
    ["a date that is a number", { date: 1582934400000 }, { date: ["date"] }],
    ["lines that are no list", { _documentItems: "x" }, { _documentItems: ["type"] }],
    ["lines that are an object", { _documentItems: { price: 1 } }, { _documentItems: ["type"] }],
    ["a line that is none", item("x"), { _documentItems: ["type"] }, { _documentItems: ["[1] is not of type object"] }],
    [
      "a line without a price",
      item({}),
      { _documentItems: ["presence"] },
      { _documentItems: ["[1].price can't be blank"] },
    ],
    [
      "an amount of 30 digits",
      item({ price: digits }),
      { _documentItems: ["numericality"] },
      { _documentItems: ["[1].price is not a number"] },
    ],
    ["a number of 30 digits", item({ price: Number(digits) }), { _documentItems: ["numericality"] }],
    [
      "several lines, each with something",
      {
        _documentItems: [
          { price: "x", quantity: -1 },
          { price: 1, _documentItemTaxes: [{ rate: 101 }, {}] },
        ],
      },
      { _documentItems: ["numericality", "numericality", "numericality", "presence"] },
      {
        _documentItems: [
          "[0].quantity is less than 0",
          "[0].price is not a number",
          "[1]._documentItemTaxes[0].rate is more than 100",
          "[1]._documentItemTaxes[1].rate can't be blank",
        ],
      },
    ],
    [
      "a discount of more than all",
      item({ price: 1, discount: 100.01 }),
      { _documentItems: ["numericality"] },
      { _documentItems: ["[1].discount is more than 100 percent"] },
    ],
    [
      "taxes that are no list",
      item({ price: 1, _documentItemTaxes: "22" }),
      { _documentItems: ["type"] },
      { _documentItems: ["[1]._documentItemTaxes is not a list"] },
    ],
    [
      "10,000 lines",
      { _documentItems: Array.from({ length: 10_000 }, () => ({ price: 1 })) },
      { _documentItems: ["length.max"] },
      { _documentItems: ["is too long (at most 1000)"] },
    ],
    ["a text of a megabyte, nearly", { note: "x".repeat(900_000) }, { note: ["length.max"] }],
    [
      "a text with NUL",
      { note: "a\0b", ...item({ price: 1, name: "a\0b" }) },
      { note: ["custom.text"], _documentItems: ["custom.text"] },
    ],
    ["objects for texts", { note: {}, number: [1] }, { note: ["type"], number: ["type"] }],
    ["a word for a boolean", { draft: "maybe" }, { draft: ["type"] }],
    ["a custom that is none", { custom: [] }, { custom: ["type"] }],
    ["a number for a draft", { draft: true, number: "A1" }, { number: ["custom.rule"] }],
    [
      "totals that are too large",
      { _documentItems: Array.from({ length: 200 }, () => ({ price: 999999999999 })) },
      { _documentItems: ["numericality"] },
    ],
  ])("%s", async (_what, body, codes, messages) => {
    const count = () => app.database.prisma.document.count();
    const before = await count();
    expect(await create({ type: "invoice", ...body })).toMatchObject(validation(codes, messages));
    expect(await count()).toBe(before);
  });

  it("of thousands of bad lines the first hundred are named", async () => {
    const answer = await create({ type: "invoice", _documentItems: Array.from({ length: 900 }, () => ({})) });
    const { error } = answer.body as { error: { details: { codes: Record<string, string[]> } } };
    expect([answer.status, error.details.codes._documentItems?.length]).toEqual([422, 100]);
  });

  it("with __proto__ and constructor nothing happens", async () => {
    const raw =
      '{"type":"estimate","__proto__":{"draft":true},"constructor":{"x":1},"_documentItems":[{"price":1,"__proto__":{"quantity":5}}]}';
    const headers = { "content-type": "application/json" };
    expect(await send(owner, "POST", `/Organizations/${organization}/documents`, { raw, headers })).toMatchObject({
      status: 200,
      body: { draft: false, total: 1, _documentItems: [{ quantity: 1 }] },
    });
  });

  it("the message says the property, the place, the reason and the value", async () => {
    expect((await create({ type: "invoice", _documentItems: [{ price: "dear" }] })).body).toEqual({
      error: {
        statusCode: 422,
        name: "ValidationError",
        message:
          'The `Document` instance is not valid. Details: `_documentItems` [0].price is not a number (value: "dear").',
        details: {
          context: "Document",
          codes: { _documentItems: ["numericality"] },
          messages: { _documentItems: ["[0].price is not a number"] },
        },
      },
    });
  });

  it("a number in use is taken, also that of a deleted document", async () => {
    const estimate = await made({ type: "estimate", number: "E-1" });
    const taken = validation({ number: ["uniqueness"] });
    expect(await create({ type: "estimate", number: "E-1" })).toMatchObject(taken);
    expect((await send(owner, "DELETE", `/Documents/${estimate.id}`)).body).toEqual({ count: 1 });
    expect(await create({ type: "estimate", number: "E-1" })).toMatchObject(taken);
    expect(await create({ type: "estimate", number: "E-1", incoming: true })).toMatchObject({ status: 200 });
  });
});

describe("PUT", () => {
  const put = (own: string, body: object) => send(owner, "PUT", `/Documents/${own}`, { body });

  it("replaces a draft as a whole, and issues it", async () => {
    const draft = await made({ draft: true, note: "long", clientName: "Ada", custom: { a: 1 } });
    const changed = await put(draft.id, { type: "invoice", _documentItems: [{ price: 7 }] });
    expect(changed.body).toEqual({
      ...draft,
      note: null,
      clientName: null,
      custom: {},
      _documentItems: [{ ...(draft._documentItems as Body[])[0], price: 7, total: 7, totalWithTax: 7 }],
      ...{ total: 7, totalWithTax: 7, totalConverted: 7, totalWithTaxConverted: 7, totalDue: 7 },
      updatedAt: instant,
    });
    expect((await put(draft.id, { ...(changed.body as Body), draft: false })).body).toMatchObject({
      draft: false,
      number: expect.stringMatching(/^2020-\d{5}$/) as string,
    });
  });

  it("takes a whole object back as it was answered", async () => {
    const rate = { from: "USD", to: "EUR", rate: 0.9, source: null, date: null };
    const whole = await made({
      currencyId: "USD",
      conversionRate: rate,
      note: "note",
      _documentItems: [{ price: 0.1, quantity: 3, _documentItemTaxes: [{ rate: 9.5 }] }],
    });
    expect((await put(whole.id, whole)).body).toEqual({ ...whole, updatedAt: instant });
  });

  it("changes of an issued document only what may change, and names the rest as the request does", async () => {
    const issued = await made();
    expect((await put(issued.id, { ...issued, note: "later", dateDue: "2020-04-01", custom: { b: 2 } })).body).toEqual({
      ...issued,
      note: "later",
      dateDue: "2020-04-01",
      custom: { b: 2 },
      updatedAt: instant,
    });
    const refused = await put(issued.id, { ...issued, _documentItems: [{ price: 1 }], date: "2020-03-01" });
    expect([refused.status, refused.body]).toEqual([
      422,
      {
        error: {
          statusCode: 422,
          name: "Error",
          code: "IMMUTABLE",
          message:
            "`date` cannot change once the document is issued; `_documentItems` cannot change once the document is issued.",
        },
      },
    ]);
    expect((await send(owner, "GET", `/Documents/${issued.id}`)).body).toMatchObject({ note: "later", total: 100 });
  });

  it("cannot change the id", async () => {
    const { id: own } = await made();
    expect(await put(own, { type: "invoice", id: unknownId })).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID_ARGUMENT", message: "id cannot be changed: it is not the one of the path" } },
    });
  });
});

describe("the life of a document", () => {
  it("cancelling and taking it back are idempotent", async () => {
    const { id: own } = await made();
    const canceled = async () => ((await send(owner, "GET", `/Documents/${own}`)).body as Body).canceled;
    for (const [action, after] of [
      ["cancel", true],
      ["cancel", true],
      ["uncancel", false],
      ["uncancel", false],
    ] as const) {
      const answer = await send(owner, "POST", `/Documents/${own}/${action}`);
      expect([answer.body, await canceled()]).toEqual([{ success: true }, after]);
    }
  });

  it("an issued invoice cannot be deleted, a draft can, and an unknown one is none", async () => {
    const [issued, draft] = [await made(), await made({ draft: true })];
    const refused = await send(owner, "DELETE", `/Documents/${issued.id}`);
    expect([refused.status, refused.body]).toEqual([
      422,
      {
        error: {
          statusCode: 422,
          name: "Error",
          code: "IMMUTABLE",
          message: "An issued invoice cannot be deleted, only cancelled.",
        },
      },
    ]);
    const counts = [];
    for (const own of [draft.id, draft.id, unknownId, "nothing"]) {
      counts.push((await send(owner, "DELETE", `/Documents/${own}`)).body);
    }
    expect(counts).toEqual([{ count: 1 }, { count: 0 }, { count: 0 }, { count: 0 }]);
    expect(await send(owner, "GET", `/Documents/${draft.id}`)).toMatchObject({
      status: 404,
      body: { error: { code: "MODEL_NOT_FOUND", message: `Unknown "Document" id "${draft.id}".` } },
    });
  });
});

describe("lists", () => {
  let own: string;
  let ids: string[];
  const list = (query: string, who: Actor = owner) => send(who, "GET", `/Organizations/${own}/documents${query}`);
  const found = async (filter: object) =>
    ((await list(`?filter=${encodeURIComponent(JSON.stringify(filter))}`)).body as Body[]).map((row) =>
      ids.indexOf(row.id as string),
    );

  beforeAll(async () => {
    own = await scene.organization(owner);
    const category = await scene.category(owner, own);
    ids = [
      await document(owner, own, { date: "2020-01-31", note: "first" }),
      await document(owner, own, { date: "2020-02-29", incoming: true, items: [{ price: "0.10" }] }),
      await document(owner, own, { date: "2020-12-31", type: "estimate", items: [{ price: "1000.5" }] }),
      await document(owner, own, { date: "2021-01-01", draft: true }),
    ];
    const [first = "", , estimate = ""] = ids;
    await payment(owner, { documentId: first }, { amount: "22" });
    await payment(owner, { documentId: first }, { amount: "100" });
    await part(owner, first, category, "60");
    await send(owner, "DELETE", `/Documents/${estimate}`);
  });

  it("are filtered by amounts, dates, words and nulls, and counted the same", async () => {
    const cases: [object, number[]][] = [
      [{}, [0, 1, 3]],
      [{ deleted: true }, [0, 1, 2, 3]],
      [{ where: { total: 0.1 } }, [1]],
      [{ where: { total: "0.10" } }, [1]],
      [{ where: { totalDue: { lte: 0 } } }, [0]],
      [{ where: { paidInFull: true } }, [0]],
      [{ where: { total: { between: [0.1, "100"] } } }, [0, 1, 3]],
      [{ deleted: true, where: { total: { gt: 100 } } }, [2]],
      [{ where: { date: { gt: "2020-01-31" } } }, [1, 3]],
      [{ where: { date: { between: ["31/1/2020", "29/2/2020"] } } }, [0, 1]],
      [{ where: { date: "2020-02-29T12:00:00Z" } }, [1]],
      [{ where: { number: null } }, [3]],
      [{ where: { incoming: true } }, [1]],
      [{ where: { type: { inq: ["invoice"] }, draft: false } }, [0, 1]],
      [{ where: { note: { like: "^f" } } }, [0]],
      [{ where: { _isDeleted: true }, deleted: true }, [2]],
      [{ where: { _documentItems: "x" } }, []],
      [{ where: { organizationId: organization } }, []],
      [{ order: "total DESC", limit: 2 }, [0, 3]],
      [{ order: ["date DESC"], skip: 1 }, [1, 0]],
    ];
    for (const [filter, expected] of cases) expect([filter, await found(filter)]).toEqual([filter, expected]);
    const count = await send(owner, "GET", `/Organizations/${own}/documents/count?where[total][gt]=0.1`);
    expect(count.body).toEqual({ count: 2 });
  });

  it("include payments and parts under categories, each with a filter of its own", async () => {
    const include = [
      { relation: "payments", scope: { where: { amount: { lt: 50 } }, fields: ["amount"] } },
      { relation: "documentCategories", scope: { fields: ["amount", "documentId"] } },
    ];
    const filter = JSON.stringify({ fields: ["id", "totalPaid"], include, limit: 2 });
    expect((await list(`?filter=${encodeURIComponent(filter)}`)).body).toEqual([
      {
        id: ids[0],
        totalPaid: 122,
        payments: [{ amount: 22 }],
        documentCategories: [{ amount: 60, documentId: ids[0] }],
      },
      { id: ids[1], totalPaid: 0, payments: [], documentCategories: [] },
    ]);
    const one = await send(owner, "GET", `/Documents/${ids[0]}?filter[include]=payments&filter[fields]=id`);
    expect(one.body).toEqual({
      id: ids[0],
      payments: [expect.objectContaining({ amount: 22 }), expect.objectContaining({ amount: 100 })],
    });
  });

  it("refuse relations that there are not, and more objects than can be answered", async () => {
    expect(await list("?filter[include]=organization")).toMatchObject({ status: 400 });
    const include = { relation: "categories", scope: { include: { relation: "documentCategories", scope: {} } } };
    const filter = encodeURIComponent(JSON.stringify({ include }));
    expect(await send(owner, "GET", `/Accounts/${owner.id}/organizations?filter=${filter}`)).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID_ARGUMENT" } },
    });
  });

  it("stay the same to a client that has them, until a payment changes a total", async () => {
    const { headers } = await list("");
    const again = () =>
      list("").then(async () =>
        send(owner, "GET", `/Organizations/${own}/documents`, { headers: { "if-none-match": String(headers.etag) } }),
      );
    expect(await again()).toMatchObject({ status: 304 });
    await payment(owner, { documentId: ids[1] ?? "" }, { amount: "0.05" });
    expect(await again()).toMatchObject({ status: 200 });
  });
});
