import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document } from "../support/ledger.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let send: Rest;
let owner: Actor;
let organization: string;
let foreign: string;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  owner = await scene.passwordless();
  organization = await scene.organization(owner, { country: "SI" });
  foreign = await document(owner, await scene.organization(owner));
});
afterAll(() => app.close());

type Body = Record<string, unknown>;
const unknownId = "5e9e92107f186e000eda0901";
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const id = expect.stringMatching(/^[0-9a-f]{24}$/) as string;
const pay = (body: object) => send(owner, "POST", `/Organizations/${organization}/payments`, { body });
const payOn = (invoice: string, body: object) => send(owner, "POST", `/Documents/${invoice}/payments`, { body });
const idOf = ({ body }: { body: unknown }): string => (body as { id: string }).id;
const totals = async (invoice: string) => {
  const { totalPaid, totalDue, paidInFull } = (await send(owner, "GET", `/Documents/${invoice}`)).body as Body;
  return { totalPaid, totalDue, paidInFull };
};
const validation = (codes: Record<string, string[]>) => ({
  status: 422,
  body: { error: { name: "ValidationError", details: { context: "Payment", codes } } },
});

it("a payment of a document is what is due unless told otherwise, and is read back the same", async () => {
  const invoice = await document(owner, organization);
  const answer = await payOn(invoice, { type: "bank", date: "1/3/2020", documentId: unknownId, note: 5 });
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      documentId: invoice,
      organizationId: organization,
      type: "bank",
      date: "2020-02-29T23:00:00.000Z",
      amount: 122,
      note: "5",
      transactionId: null,
      id,
      deletedAt: null,
      _isDeleted: false,
      deletedId: null,
      createdAt: instant,
      updatedAt: instant,
      custom: {},
    },
  ]);
  expect((await send(owner, "GET", `/Payments/${idOf(answer)}`)).body).toEqual(answer.body);
  expect(await totals(invoice)).toEqual({ totalPaid: 122, totalDue: 0, paidInFull: true });
});

it("a payment of an organization is for the document that it names, or for none, and then it needs an amount", async () => {
  const invoice = await document(owner, organization);
  const on = await pay({
    type: "card",
    date: "2020-03-01T10:00:00+01:00",
    documentId: invoice.toUpperCase(),
    amount: "0.10",
  });
  expect(on.body).toMatchObject({ documentId: invoice, amount: 0.1, date: "2020-03-01T09:00:00.000Z" });
  for (const documentId of [undefined, null, ""]) {
    const alone = await pay({ type: "cash", date: "2020-03-01", amount: -5.005, documentId });
    expect(alone.body).toMatchObject({ documentId: null, amount: -5.01 });
  }
  expect(await pay({ type: "cash", date: "2020-03-01" })).toMatchObject(validation({ amount: ["presence"] }));
});

it("PUT replaces what can be written, and keeps document and organization", async () => {
  const invoice = await document(owner, organization);
  const made = (await payOn(invoice, { type: "bank", date: "2020-03-01", amount: 22, note: "n", custom: { a: 1 } }))
    .body as Body & { id: string };
  const put = (body: object) => send(owner, "PUT", `/Payments/${made.id}`, { body });
  expect((await put({ ...made, amount: 33.33 })).body).toEqual({ ...made, amount: 33.33, updatedAt: instant });
  expect((await put({ type: "other", date: "2020-03-02T00:00:00Z", documentId: foreign })).body).toEqual({
    ...made,
    type: "other",
    date: "2020-03-02T00:00:00.000Z",
    amount: 122,
    note: null,
    custom: {},
    updatedAt: instant,
  });
  expect(await put({})).toMatchObject(validation({ type: ["presence"], date: ["presence"] }));
  expect(await put({ ...made, id: unknownId })).toMatchObject({ status: 400 });
  expect(await totals(invoice)).toEqual({ totalPaid: 122, totalDue: 0, paidInFull: true });
});

it("a deleted payment is due again, gone by its id, and deleted no second time", async () => {
  const invoice = await document(owner, organization);
  const payment = idOf(await payOn(invoice, { type: "bank", date: "2020-03-01" }));
  const path = `/Payments/${payment}`;
  expect([await send(owner, "DELETE", path), await send(owner, "DELETE", path)].map(({ body }) => body)).toEqual([
    { count: 1 },
    { count: 0 },
  ]);
  expect(await totals(invoice)).toEqual({ totalPaid: 0, totalDue: 122, paidInFull: false });
  expect(await send(owner, "GET", path)).toMatchObject({ status: 404 });
  expect(await send(owner, "PUT", path, { body: { type: "bank", date: "2020-03-01" } })).toMatchObject({ status: 404 });
  const list = `/Documents/${invoice}/payments`;
  expect((await send(owner, "GET", list)).body).toEqual([]);
  expect((await send(owner, "GET", `${list}?filter[deleted]=true`)).body).toMatchObject([
    { id: payment, _isDeleted: true, deletedAt: instant, deletedId: payment },
  ]);
  expect((await send(owner, "GET", `${list}/count`)).body).toEqual({ count: 0 });
});

it("a deleted document has no list of payments, which stay the organization's", async () => {
  const estimate = await document(owner, organization, { type: "estimate" });
  const payment = idOf(await payOn(estimate, { type: "crypto", date: "2020-03-01" }));
  await send(owner, "DELETE", `/Documents/${estimate}`);
  for (const path of ["", "/count"]) {
    expect(await send(owner, "GET", `/Documents/${estimate}/payments${path}`)).toMatchObject({
      status: 404,
      body: { error: { code: "MODEL_NOT_FOUND", message: `Unknown "Document" id "${estimate}".` } },
    });
  }
  expect(await payOn(estimate, { type: "bank", date: "2020-03-01" })).toMatchObject({ status: 404 });
  const list = await send(
    owner,
    "GET",
    `/Organizations/${organization}/payments?filter[where][documentId]=${estimate}`,
  );
  expect(list.body).toMatchObject([{ id: payment, documentId: estimate }]);
});

describe("a payment is refused", () => {
  it.each<[string, object, Record<string, string[]>]>([
    ["without type and date", { amount: 1, type: "", date: null }, { type: ["presence"], date: ["presence"] }],
    ["of a type that there is not", { type: "barter" }, { type: ["inclusion"] }],
    ["on a day that does not exist", { date: "30/2/2020" }, { date: ["date"] }],
    ["of a number of 30 digits", { amount: Number("9".repeat(30)) }, { amount: ["numericality"] }],
    ["of a text of 30 digits", { amount: "9".repeat(30) }, { amount: ["numericality"] }],
    ["of no number", { amount: true }, { amount: ["numericality"] }],
    ["with objects for texts", { note: {}, transactionId: [] }, { note: ["type"], transactionId: ["type"] }],
    ["with a document that is no id", { documentId: {} }, { documentId: ["type"] }],
    ["with NUL", { note: "\0" }, { note: ["custom.text"] }],
  ])("%s", async (_what, body, codes) => {
    const before = await app.database.prisma.payment.count();
    expect(await pay({ type: "bank", date: "2020-03-01", amount: 1, ...body })).toMatchObject(validation(codes));
    expect(await app.database.prisma.payment.count()).toBe(before);
  });

  it("for a document of another organization, deleted, unknown or no id, in the same words", async () => {
    const deleted = await document(owner, organization, { type: "estimate" });
    await send(owner, "DELETE", `/Documents/${deleted}`);
    for (const documentId of [foreign, deleted, unknownId, "nothing"]) {
      const answer = await pay({ type: "bank", date: "2020-03-01", amount: 1, documentId });
      expect([answer.status, answer.body]).toEqual([
        404,
        {
          error: {
            statusCode: 404,
            name: "Error",
            code: "MODEL_NOT_FOUND",
            message: `Unknown "Document" id "${documentId}".`,
          },
        },
      ]);
    }
  });
});
