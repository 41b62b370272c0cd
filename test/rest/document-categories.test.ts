import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document } from "../support/ledger.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let send: Rest;
let owner: Actor;
let organization: string;
let category: string;
let foreign: string;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  owner = await scene.passwordless();
  organization = await scene.organization(owner);
  category = await scene.category(owner, organization);
  foreign = await scene.category(owner, await scene.organization(owner));
});
afterAll(() => app.close());

type Body = Record<string, unknown> & { id: string };
const unknownId = "5e9e92107f186e000eda0901";
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const id = expect.stringMatching(/^[0-9a-f]{24}$/) as string;
const put = (own: string, body: object) => send(owner, "PUT", `/DocumentCategories/${own}`, { body });
const create = (invoice: string, body: object) =>
  send(owner, "POST", `/Documents/${invoice}/documentCategories`, { body });
const validation = (codes: Record<string, string[]>) => ({
  status: 422,
  body: { error: { name: "ValidationError", details: { context: "DocumentCategory", codes } } },
});

it("a part of a document is put under a category, in both currencies, and read back the same", async () => {
  const conversionRate = { rate: "0.333" };
  const invoice = await document(owner, organization, { currencyId: "USD", conversionRate });
  const answer = await create(invoice, { categoryId: category.toUpperCase(), amount: 50.005, documentId: unknownId });
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      documentId: invoice,
      categoryId: category,
      amount: 50.01,
      amountConverted: 16.65,
      date: "2020-02-29",
      organizationId: organization,
      id,
      deletedAt: null,
      _isDeleted: false,
      deletedId: null,
      createdAt: instant,
      updatedAt: instant,
      custom: {},
    },
  ]);
  const { id: own } = answer.body as Body;
  expect((await send(owner, "GET", `/DocumentCategories/${own}`)).body).toEqual(answer.body);
  expect((await create(invoice, { categoryId: category, amount: "49.99" })).body).toMatchObject({
    amountConverted: 16.65,
  });
  expect(await create(invoice, { categoryId: category, amount: 0.01 })).toMatchObject(
    validation({ amount: ["custom.rule"] }),
  );
});

it("PUT replaces category, amount, date and custom, and nothing else", async () => {
  const invoice = await document(owner, organization);
  const other = await scene.category(owner, organization);
  const made = (await create(invoice, { categoryId: category, amount: 10, date: "1/3/2020", custom: { a: 1 } }))
    .body as Body;
  expect((await put(made.id, { ...made, categoryId: other })).body).toEqual({
    ...made,
    categoryId: other,
    updatedAt: instant,
  });
  expect((await put(made.id, { categoryId: other, amount: 20 })).body).toEqual({
    ...made,
    categoryId: other,
    amount: 20,
    amountConverted: 20,
    date: "2020-02-29",
    custom: {},
    updatedAt: instant,
  });
  expect(await put(made.id, {})).toMatchObject(validation({ categoryId: ["presence"], amount: ["presence"] }));
  expect(await put(made.id, { categoryId: category, amount: 100.01 })).toMatchObject(
    validation({ amount: ["custom.rule"] }),
  );
  expect(await put(made.id, { ...made, id: unknownId })).toMatchObject({ status: 400 });
});

it("a category that is foreign, deleted, unknown or no id is not found, in the same words", async () => {
  const invoice = await document(owner, organization);
  const deleted = await scene.deletedCategory(owner, organization);
  const made = (await create(invoice, { categoryId: category, amount: 1 })).body as Body;
  for (const categoryId of [foreign, deleted, unknownId, "nothing"]) {
    const refusal = {
      error: {
        statusCode: 404,
        name: "Error",
        code: "MODEL_NOT_FOUND",
        message: `Unknown "Category" id "${categoryId}".`,
      },
    };
    const answers = [await create(invoice, { categoryId, amount: 1 }), await put(made.id, { categoryId, amount: 1 })];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [404, refusal],
      [404, refusal],
    ]);
  }
});

it("wrong shapes are refused with their property", async () => {
  const invoice = await document(owner, organization);
  expect(await create(invoice, { categoryId: {}, amount: [], date: "2020-02-30", custom: "x" })).toMatchObject(
    validation({ categoryId: ["type"], amount: ["numericality"], date: ["date"], custom: ["type"] }),
  );
  expect(await create(invoice, { categoryId: category, amount: -1 })).toMatchObject(
    validation({ amount: ["custom.rule"] }),
  );
});

it("the parts of an organization are listed and counted, deleted ones where they are asked for, and shown with their category", async () => {
  const own = await scene.organization(owner);
  const [rent, work] = [await scene.category(owner, own), await scene.category(owner, own)];
  const invoice = await document(owner, own);
  const [first, second] = [
    (await create(invoice, { categoryId: rent, amount: 60 })).body as Body,
    (await create(invoice, { categoryId: work, amount: 40 })).body as Body,
  ];
  const path = `/DocumentCategories/${second.id}`;
  expect([await send(owner, "DELETE", path), await send(owner, "DELETE", path)].map(({ body }) => body)).toEqual([
    { count: 1 },
    { count: 0 },
  ]);
  expect(await send(owner, "GET", path)).toMatchObject({ status: 404 });
  const list = `/Organizations/${own}/documentCategories`;
  expect((await send(owner, "GET", list)).body).toEqual([first]);
  expect((await send(owner, "GET", `${list}?filter[deleted]=true&filter[where][amount][lt]=50`)).body).toEqual([
    { ...second, _isDeleted: true, deletedAt: instant, deletedId: second.id, updatedAt: instant },
  ]);
  expect((await send(owner, "GET", `${list}/count`)).body).toEqual({ count: 1 });

  const included = `/Categories/${rent}?filter[fields][]=id&filter[include]=documentCategories`;
  expect((await send(owner, "GET", included)).body).toEqual({ id: rent, documentCategories: [first] });
  const filter = JSON.stringify({
    fields: ["id"],
    include: { relation: "documentCategories", scope: { deleted: true } },
  });
  const all = await send(owner, "GET", `/Documents/${invoice}?filter=${encodeURIComponent(filter)}`);
  expect(all.body).toMatchObject({ documentCategories: [{ id: first.id }, { id: second.id }] });
});
