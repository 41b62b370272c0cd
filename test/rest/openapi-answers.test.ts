import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document as invoice, part, payment } from "../support/ledger.js";
import { type Rest, rest, type RestAnswer, type RestMethod } from "../support/rest.js";
import { checkAnswer, description, operationFor } from "../support/rest-description.js";
import { type Actor, world } from "../support/world.js";

const unknownId = "5e9e92107f186e000eda0901";

describe("what is served", () => {
  let app: TestApp;
  let call: Rest;
  let owner: Actor;
  let stranger: Actor;
  let places: Record<string, string>;

  beforeAll(async () => {
    app = await testApp();
    call = rest(app);
    const scene = world(app.database);
    owner = await scene.account();
    stranger = await scene.account();
    const organization = await scene.organization(owner, { country: "Slovenia", _data: [] });
    const category = await scene.category(owner, organization);
    const document = await invoice(owner, organization);
    places = {
      Accounts: owner.id,
      Organizations: organization,
      organizations: organization,
      Categories: category,
      Documents: document,
      DocumentCategories: await part(owner, document, category, "10"),
      Payments: await payment(owner, { documentId: document }),
      AccountOrganizations: await scene.invite(organization, owner, stranger),
      accessTokens: unknownId,
    };
  });
  afterAll(() => app.close());

  const paths = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      // It would end the token of all that follows.
      .filter(() => path !== "/Accounts/logout")
      .map((method) => [method.toUpperCase() as RestMethod, path] as const),
  );
  const filled = (path: string): string =>
    path.replace(/(\w+)\/\{\w+\}/g, (_match, name: string) => `${name}/${places[name] ?? unknownId}`);
  const bodies = [
    undefined,
    {},
    { name: "", alias: null, email: "nobody", password: "", ttl: 0, role: "king", token: "a\0b", custom: [] },
    { email: ["x"], ttl: "soon", _data: 3, id: unknownId },
    {
      type: "invoice",
      _documentItems: [{ price: "x" }],
      conversionRate: 5,
      documentId: {},
      categoryId: [],
      amount: {},
    },
  ];

  // The helper fails where an answer is not described; what each call answers is other tests' to say.
  it.each(paths)("answers %s %s as described, whoever asks and whatever is sent", async (method, path) => {
    for (const who of [owner, stranger, null, "x".repeat(64)]) {
      for (const body of method === "GET" ? [undefined] : bodies) {
        await call(who, method, filled(path), { body });
        await call(who, method, filled(path).replace(/[0-9a-f]{24}/g, unknownId), { body });
      }
    }
  });

  it.each(paths.filter(([method]) => method === "GET"))(
    "answers %s %s with a filter, with an ETag, and to HEAD as described",
    async (method, path) => {
      const filter = encodeURIComponent(JSON.stringify({ fields: ["id"], include: [] }));
      const { status, headers } = await call(owner, method, `${filled(path)}?filter=${filter}&email=free@example.com`);
      await call(owner, "HEAD", filled(path));
      if (status !== 200) return;
      const again = { headers: { "if-none-match": String(headers.etag) } };
      const second = await call(owner, method, `${filled(path)}?filter=${filter}&email=free@example.com`, again);
      expect([second.status, second.text]).toEqual([304, ""]);
    },
  );

  it("is the description itself, too", async () => {
    const { body, headers } = await app.app.inject({ url: "/v1/openapi.json" });
    expect([JSON.parse(body), headers["content-type"]]).toEqual([
      JSON.parse(JSON.stringify(description)),
      "application/json; charset=utf-8",
    ]);
  });

  it("may be asked for under any writing of a path", () => {
    const found = (method: string, url: string) => operationFor(method, url)?.path;
    expect([
      found("GET", "/v1/Accounts/authorized?filter={}"),
      found("GET", `//V1//accounts/${unknownId}/`),
      found("HEAD", `/v1/Categories/${unknownId}`),
      found("DELETE", `/v1/Accounts/${unknownId}/accessTokens/x`),
      found("PATCH", `/v1/Categories/${unknownId}`),
      found("GET", "/v1/nothing"),
    ]).toEqual([
      "/Accounts/authorized",
      "/Accounts/{id}",
      "/Categories/{id}",
      "/Accounts/{id}/accessTokens/{fk}",
      undefined,
      undefined,
    ]);
  });
});

describe("the description", () => {
  const category = {
    name: "IT",
    alias: "it",
    description: null,
    id: unknownId,
    organizationId: unknownId,
    deletedAt: null,
    _isDeleted: false,
    deletedId: null,
    createdAt: "2020-04-18T07:59:37.938Z",
    updatedAt: "2020-04-18T07:59:37.938Z",
    custom: {},
  };
  const json = { "content-type": "application/json; charset=utf-8" };
  const requestId = { "x-request-id": unknownId };
  const one = { method: "GET", url: `/v1/Categories/${unknownId}` };
  const list = { method: "GET", url: `/v1/Organizations/${unknownId}/categories` };
  const read = { ...json, ...requestId, etag: 'W/"1"' };

  const answer = (status: number, headers: Record<string, string>, body?: unknown): RestAnswer => ({
    status,
    headers,
    body,
    text: body === undefined ? "" : JSON.stringify(body),
  });
  const told = (asked: { method: string; url: string; payload?: string }, given: RestAnswer): string => {
    try {
      checkAnswer(asked, given);
      return "";
    } catch (error) {
      return String(error);
    }
  };

  it("takes the right answer", () => {
    expect(told(one, answer(200, read, category))).toBe("");
    expect(told(list, answer(200, { ...read, "x-total-count": "1" }, [category]))).toBe("");
  });

  const { name: _name, ...nameless } = category;
  const error = { statusCode: 404, name: "Error", message: "Unknown.", code: "MODEL_NOT_FOUND" };

  it.each<[string, { method: string; url: string }, RestAnswer, string]>([
    ["without a property", one, answer(200, read, nameless), "must have required property 'name'"],
    ["with a property too many", one, answer(200, read, { ...category, secret: 1 }), "additional properties: secret"],
    ["with a property of another type", one, answer(200, read, { ...category, name: 1 }), "/name must be string"],
    [
      "with null where there is never null",
      one,
      answer(200, read, { ...category, name: null }),
      "/name must be string",
    ],
    [
      "with an instant without its milliseconds",
      one,
      answer(200, read, { ...category, createdAt: "2020-04-18T07:59:37Z" }),
      "/createdAt",
    ],
    [
      "with a relation that nobody asked for",
      one,
      answer(200, read, { ...category, organization: {} }),
      "organization",
    ],
    [
      "with one object instead of a list",
      list,
      answer(200, { ...read, "x-total-count": "1" }, category),
      "must be array",
    ],
    ["without the number of rows", list, answer(200, read, []), "the header x-total-count is missing"],
    [
      "with a number of rows that is none",
      list,
      answer(200, { ...read, "x-total-count": "many" }, []),
      "x-total-count",
    ],
    ["without an ETag", one, answer(200, { ...json, ...requestId }, category), "the header etag is missing"],
    [
      "with a header that nobody described",
      one,
      answer(200, { ...read, "x-powered-by": "us" }, category),
      "x-powered-by",
    ],
    ["with another content type", one, answer(200, { ...read, "content-type": "text/html" }, category), "text/html"],
    [
      "without the charset",
      one,
      answer(200, { ...read, "content-type": "application/json" }, category),
      "content type",
    ],
    ["with another status", one, answer(201, read, category), "the status is not one of 200, 304, 400"],
    ["with 403, which is never answered", one, answer(403, { ...json, ...requestId }, { error }), "the status"],
    ["with another status in the body", one, answer(400, { ...json, ...requestId }, { error }), "statusCode"],
    [
      "with a code that is no code",
      one,
      answer(404, { ...json, ...requestId }, { error: { ...error, code: "X" } }),
      "/code",
    ],
    ["with more than an error", one, answer(404, { ...json, ...requestId }, { error, stack: "…" }), "stack"],
    [
      "with a fault that says too much",
      one,
      answer(500, { ...json, ...requestId }, { error: { ...error, statusCode: 500 } }),
      "name",
    ],
    [
      "without saying when to try again",
      one,
      answer(503, { ...json, ...requestId }, { error: { statusCode: 503, message: "Service Unavailable" } }),
      "retry-after",
    ],
    [
      "with a body that says that nothing has changed",
      one,
      answer(304, { ...requestId, etag: 'W/"1"' }, category),
      "there is a body",
    ],
    [
      "with a page, on a path that nobody knows",
      { method: "GET", url: "/v1/nothing" },
      answer(200, read, {}),
      "the status",
    ],
  ])("refuses an answer %s", (_what, asked, given, words) => {
    expect(told(asked, given)).toContain(words);
  });

  it("lets properties be missing and relations be there, where a filter was sent", () => {
    const asked = { ...one, url: `${one.url}?filter={"fields":["id"]}` };
    expect(told(asked, answer(200, read, { id: unknownId }))).toBe("");
    expect(told(asked, answer(200, read, { organization: { id: unknownId } }))).toBe("");
    expect(told({ ...one, payload: '{"filter":{"fields":["id"]}}' }, answer(200, read, { id: unknownId }))).toBe("");
    expect(told(asked, answer(200, read, { id: 1 }))).toContain("/id must be string");
  });
});
