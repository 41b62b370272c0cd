import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document, part, payment } from "../support/ledger.js";
import { type Rest, rest, type RestMethod } from "../support/rest.js";
import { type Actor, world } from "../support/world.js";

/** Who may not call what of the ledger, and in which order a request is refused that is wrong in several ways. */

let app: TestApp;
let send: Rest;
let owner: Actor;
let stranger: Actor;
let reader: Actor;
/** The ids of the objects of an organization, and of one that is deactivated. */
let alive: Record<string, string>;
let inactive: Record<string, string>;

beforeAll(async () => {
  app = await testApp();
  send = rest(app);
  const scene = world(app.database);
  owner = await scene.passwordless();
  stranger = await scene.passwordless();
  reader = await scene.passwordless();
  const build = async () => {
    const organization = await scene.organization(owner);
    await scene.member(organization, owner, "readonly", "active", reader);
    const category = await scene.category(owner, organization);
    const invoice = await document(owner, organization);
    return {
      Organizations: organization,
      Documents: invoice,
      Payments: await payment(owner, { documentId: invoice }, { amount: "1" }),
      DocumentCategories: await part(owner, invoice, category, "1"),
    };
  };
  alive = await build();
  inactive = await build();
  await scene.deactivate(owner, inactive.Organizations ?? "");
});
afterAll(() => app.close());

const neverIssued = "5e9e92107f186e000eda0901";
const unknown = {
  Organizations: neverIssued,
  Documents: neverIssued,
  Payments: neverIssued,
  DocumentCategories: neverIssued,
};
const at = (path: string, ids: Record<string, string>): string =>
  path.replace(/^\/(\w+)\/:id/, (_match, name: string) => `/${name}/${ids[name] ?? ""}`);

type Call = [method: RestMethod, path: string];
const writes: Call[] = [
  ["POST", "/Organizations/:id/documents"],
  ["PUT", "/Documents/:id"],
  ["POST", "/Documents/:id/cancel"],
  ["POST", "/Documents/:id/uncancel"],
  ["POST", "/Documents/:id/payments"],
  ["POST", "/Organizations/:id/payments"],
  ["PUT", "/Payments/:id"],
  ["POST", "/Documents/:id/documentCategories"],
  ["PUT", "/DocumentCategories/:id"],
];
const deletions: Call[] = [
  ["DELETE", "/Documents/:id"],
  ["DELETE", "/Payments/:id"],
  ["DELETE", "/DocumentCategories/:id"],
];
const range = "from=2020-01-01&to=2020-12-31";
const reads: Call[] = [
  ["GET", "/Organizations/:id/documents"],
  ["GET", "/Organizations/:id/documents/count"],
  ["GET", "/Documents/:id"],
  ["GET", "/Documents/:id/payments"],
  ["GET", "/Documents/:id/payments/count"],
  ["GET", "/Organizations/:id/payments"],
  ["GET", "/Organizations/:id/payments/count"],
  ["GET", "/Payments/:id"],
  ["GET", "/Organizations/:id/documentCategories"],
  ["GET", "/Organizations/:id/documentCategories/count"],
  ["GET", "/DocumentCategories/:id"],
  ["GET", `/Organizations/:id/document-total-stats?type=invoice&dist=month&${range}`],
  ["GET", `/Organizations/:id/payment-total-stats?dist=month&${range}`],
  ["GET", `/Organizations/:id/category-total-stats?dist=month&${range}`],
  ["GET", "/Organizations/:id/total-stats"],
  ["GET", "/Organizations/:id/business-stats"],
  ["GET", `/Organizations/:id/reports/profit-and-loss?${range}`],
  ["GET", `/Organizations/:id/reports/balance-sheet?${range}`],
];

const unauthorized = {
  error: { statusCode: 401, name: "Error", code: "AUTHORIZATION_REQUIRED", message: "Authorization Required" },
};

describe("nobody who is not signed in gets anything", () => {
  it.each([...reads, ...writes, ...deletions])("%s %s", async (method, path) => {
    for (const ids of [alive, unknown]) {
      const answer = await send(null, method, at(path, ids), { body: method === "GET" ? undefined : {} });
      expect([answer.status, answer.body]).toEqual([401, unauthorized]);
    }
  });
});

describe("a stranger learns nothing: what is there is unknown like what was never issued, byte for byte", () => {
  it.each([...reads, ...writes])("%s %s", async (method, path) => {
    const [there, nowhere] = [at(path, alive), at(path, unknown)];
    // Whatever is sent: who may not see it is not told what would be wrong with it.
    for (const body of method === "GET" ? [undefined] : [{}, { type: 5, _documentItems: "x", amount: [] }]) {
      const answers = [await send(stranger, method, there, { body }), await send(stranger, method, nowhere, { body })];
      const id = there.split("/")[2] ?? "";
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(answers[0]?.text.replaceAll(id, neverIssued)).toBe(answers[1]?.text);
    }
  });

  it.each(deletions)("%s %s deletes nothing", async (method, path) => {
    expect((await send(stranger, method, at(path, alive))).body).toEqual({ count: 0 });
    expect(await send(owner, "GET", at(path, alive))).toMatchObject({ status: 200 });
  });
});

describe("who may only read is refused every write, before what is sent is looked at", () => {
  it.each([...writes, ...deletions])("%s %s", async (method, path) => {
    const answer = await send(reader, method, at(path, alive), { body: {} });
    expect([answer.status, answer.body]).toEqual([401, unauthorized]);
  });

  it.each(reads)("and can %s %s, also of a deactivated organization", async (method, path) => {
    for (const ids of [alive, inactive]) {
      expect([path, (await send(reader, method, at(path, ids))).status]).toEqual([path, 200]);
    }
  });
});

describe("a deactivated organization refuses every write", () => {
  it.each([...writes, ...deletions])("%s %s", async (method, path) => {
    const answer = await send(owner, method, at(path, inactive), { body: {} });
    expect([answer.status, (answer.body as { error: { code: string } }).error.code]).toEqual([
      422,
      "ORGANIZATION_INACTIVE",
    ]);
  });
});

describe("of several refusals the first counts", () => {
  const stats = "/Organizations/:id/document-total-stats";
  const refusals: [string, () => string, () => Actor | null, number, string][] = [
    [
      "a malformed argument before no token",
      () => at(`${stats}?dist=decade`, alive),
      () => null,
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "a malformed filter before no token",
      () => at("/Organizations/:id/documents?filter=x", alive),
      () => null,
      400,
      "INVALID_ARGUMENT",
    ],
    ["no token before a missing argument", () => at(stats, alive), () => null, 401, "AUTHORIZATION_REQUIRED"],
    [
      "an unknown organization before a missing argument",
      () => at(stats, unknown),
      () => owner,
      404,
      "MODEL_NOT_FOUND",
    ],
    [
      "a foreign organization before a reversed range",
      () => at(`${stats}?type=invoice&from=2020-02-01&to=2020-01-01&dist=day`, alive),
      () => stranger,
      404,
      "MODEL_NOT_FOUND",
    ],
    [
      "a malformed argument before an unknown organization",
      () => at(`${stats}?from=x`, unknown),
      () => owner,
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "an unknown category before a missing argument",
      () => at(`/Organizations/:id/category-total-stats?categoryId=${neverIssued}`, alive),
      () => owner,
      404,
      "MODEL_NOT_FOUND",
    ],
    ["a missing argument last", () => at(stats, alive), () => owner, 400, "INVALID_ARGUMENT"],
  ];
  it.each(refusals)("%s", async (_what, path, who, status, code) => {
    const answer = await send(who(), "GET", path());
    expect([answer.status, (answer.body as { error: { code: string } }).error.code]).toEqual([status, code]);
  });

  it("an id that changes before no token, and a wrong verb before everything", async () => {
    const body = { id: "x" };
    expect(await send(null, "PUT", at("/Payments/:id", alive), { body })).toMatchObject({ status: 400 });
    for (const [method, path] of [
      ["PATCH", "/Documents/:id"],
      ["POST", "/Payments/:id"],
      ["POST", "/Organizations/:id/total-stats"],
      ["GET", "/Documents/:id/cancel"],
    ] as Call[]) {
      expect([path, await send(null, method, at(path, alive))]).toMatchObject([
        path,
        { status: 404, body: { error: { code: "ROUTE_NOT_FOUND" } } },
      ]);
    }
  });
});
