import { gzipSync } from "node:zlib";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { checkAnswer } from "../support/rest-description.js";
import { mailedSecret } from "../support/outbox.js";
import { type Actor, password, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let owner: Actor;
let organization: string;
let category: string;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  owner = await scene.account();
  organization = await scene.organization(owner, { name: "Orgate Works" });
  category = await scene.category(owner, organization, { name: "IT", alias: "it" });
});
afterAll(() => app.close());

/** Answered before any door is asked. */
const undecodable = "%E0%A4%A";

const send = async (options: InjectOptions) => {
  const { statusCode: status, headers, body: text } = await app.app.inject(options);
  const answer = { status, headers, text, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  const { method = "GET", url = "", payload } = options;
  if (typeof url === "string" && !url.endsWith(undecodable)) {
    checkAnswer({ method, url, ...(typeof payload === "string" ? { payload } : {}) }, answer);
  }
  return answer;
};

const signedIn = (more: Record<string, string> = {}) => ({ authorization: owner.token, ...more });
const read = (url: string, headers: Record<string, string> = {}) =>
  send({ method: "GET", url, headers: signedIn(headers) });

describe("a path", () => {
  it.each([
    ["in other letter case", (id: string) => `/V1/CATEGORIES/${id}`],
    ["with the id in capitals", (id: string) => `/v1/Categories/${id.toUpperCase()}`],
    ["with doubled slashes", (id: string) => `//v1//Categories///${id}`],
    ["with a slash at its end", (id: string) => `/v1/Categories/${id}/`],
  ])("%s is the same path", async (_what, path) => {
    expect(await read(path(category))).toMatchObject({ status: 200, body: { id: category } });
  });

  it("that nobody knows is answered 404 with its verb and the path below the door, without its query", async () => {
    expect(await read("/v1/Nothing/here?access_token=secret")).toMatchObject({
      status: 404,
      body: {
        error: {
          statusCode: 404,
          name: "Error",
          message: "There is no method to handle GET /Nothing/here",
          code: "ROUTE_NOT_FOUND",
        },
      },
    });
  });

  it("with a verb that it does not have is answered 404, never 405", async () => {
    expect(await send({ method: "PATCH", url: `/v1/Categories/${category}`, headers: signedIn() })).toMatchObject({
      status: 404,
      body: { error: { code: "ROUTE_NOT_FOUND" } },
    });
  });

  it("that nobody knows is unknown before its body is looked at", async () => {
    expect(
      await send({
        method: "POST",
        url: "/v1/Nothing",
        headers: { "content-type": "application/json" },
        payload: "{broken",
      }),
    ).toMatchObject({ status: 404 });
  });
});

describe("a path that makes no sense", () => {
  it("because it cannot be decoded is a bad request", async () => {
    expect(await read("/v1/Categories/%E0%A4%A")).toMatchObject({
      status: 400,
      body: { error: { statusCode: 400, name: "URIError" } },
    });
  });

  it.each(["a%00b", "%F0%9F%98%80", "'%20OR%201=1--", "__proto__", "undefined", "5f0c1ad0aa00000000c0de0"])(
    "as an id (%s) names nothing",
    async (id) => {
      for (const path of ["Categories", "Organizations", "AccountOrganizations", "Accounts"]) {
        expect(await read(`/v1/${path}/${id}`)).toMatchObject({
          status: 404,
          body: { error: { code: "MODEL_NOT_FOUND" } },
        });
      }
      for (const list of ["categories", "accountOrganizations", "categories/count"]) {
        expect(await read(`/v1/Organizations/${id}/${list}`)).toMatchObject({ status: 404 });
      }
    },
  );
});

describe("a path that nobody knows", () => {
  it.each([
    ["GET", "/V1/nope", "/nope"],
    ["GET", "//v1/nope", "/nope"],
    ["GET", "/V1/Organizations", "/Organizations"],
    ["OPTIONS", "/v1/Organizations", "/Organizations"],
    ["GET", "/v1/docs/assets/constructor?access_token=secret", "/docs/assets/constructor"],
  ] as const)("is refused in the same words, however it is asked for: %s %s", async (method, url, path) => {
    const { statusCode, body } = await app.app.inject({ method, url });
    expect([statusCode, JSON.parse(body)]).toEqual([
      404,
      {
        error: {
          statusCode: 404,
          name: "Error",
          message: `There is no method to handle ${method} ${path}`,
          code: "ROUTE_NOT_FOUND",
        },
      },
    ]);
  });

  it("is no path whose id is long", async () => {
    expect(await read(`/v1/Categories/${"a".repeat(3_000)}`)).toMatchObject({
      status: 404,
      body: { error: { code: "MODEL_NOT_FOUND" } },
    });
  });
});

describe("HEAD", () => {
  it("reads the filter in its body as GET does", async () => {
    const url = `/v1/Organizations/${organization}/categories`;
    const payload = '{"filter":{"where":{"alias":"nothing has it"}}}';
    const headers = signedIn({ "content-type": "application/json" });
    expect((await app.app.inject({ method: "HEAD", url, headers, payload })).headers["x-total-count"]).toBe("0");
  });

  it("verifies nothing", async () => {
    const { email } = await scene.account({ verified: false });
    const token = await mailedSecret(app.database, email, "verification");
    const url = `/v1/Accounts/verify?token=${token}`;
    expect((await app.app.inject({ method: "HEAD", url })).statusCode).toBe(200);
    expect((await app.app.inject({ method: "GET", url })).statusCode).toBe(200);
  });

  it("answers the headers of GET without a body", async () => {
    const url = `/v1/Organizations/${organization}/categories`;
    const get = await app.app.inject({ method: "GET", url, headers: signedIn() });
    const head = await app.app.inject({ method: "HEAD", url, headers: signedIn() });
    expect([head.statusCode, head.body]).toEqual([200, ""]);
    for (const name of ["content-type", "content-length", "etag", "x-total-count"]) {
      expect([name, head.headers[name]]).toEqual([name, get.headers[name]]);
    }
  });
});

describe("the token", () => {
  const ways: [string, (token: string) => InjectOptions][] = [
    ["in Authorization", (token) => ({ headers: { authorization: token } })],
    ["as Bearer", (token) => ({ headers: { authorization: `bEARER ${token}` } })],
    ["in X-Access-Token", (token) => ({ headers: { "x-access-token": token } })],
    ["in the query", (token) => ({ query: { access_token: token } })],
  ];
  const url = "/v1/Accounts/authorized";

  it.each(ways)("is taken %s", async (_way, options) => {
    expect(await send({ method: "GET", url, ...options(owner.token) })).toMatchObject({
      status: 200,
      body: { id: owner.id },
    });
  });

  it("of the query wins over X-Access-Token, and that over Authorization; a right one rescues no wrong one", async () => {
    const wrong = "x".repeat(64);
    const refused = { status: 401, body: { error: { code: "AUTHORIZATION_REQUIRED" } } };
    expect(
      await send({
        method: "GET",
        url,
        query: { access_token: wrong },
        headers: { "x-access-token": owner.token, authorization: owner.token },
      }),
    ).toMatchObject(refused);
    expect(
      await send({ method: "GET", url, headers: { "x-access-token": wrong, authorization: owner.token } }),
    ).toMatchObject(refused);
    expect(
      await send({ method: "GET", url, query: { access_token: "" }, headers: { authorization: owner.token } }),
    ).toMatchObject({ status: 200 });
  });

  it("of the query is not taken where that is switched off", async () => {
    const strict = await testApp({ ACCESS_TOKEN_IN_QUERY: "false" });
    const actor = await world(strict.database).account();
    expect((await strict.app.inject({ method: "GET", url, query: { access_token: actor.token } })).statusCode).toBe(
      401,
    );
    await strict.close();
  });
});

describe("a body", () => {
  const create = async (headers: Record<string, string>, payload: string | Buffer) =>
    send({ method: "POST", url: `/v1/Organizations/${organization}/categories`, headers: signedIn(headers), payload });
  const json = { "content-type": "application/json" };
  const form = { "content-type": "application/x-www-form-urlencoded" };

  it("is read as JSON", async () => {
    expect(await create(json, '{"name":"A","alias":"json"}')).toMatchObject({ status: 200, body: { alias: "json" } });
  });

  it("is read as the original documentation prints it for the shell, with backslashes at the ends of its lines", async () => {
    expect(await create(json, '{\n  "name": "A", \\\n  "alias": "printed", \\\r\n  "custom": {}\n}')).toMatchObject({
      status: 200,
      body: { alias: "printed" },
    });
  });

  it("is read as a form, with brackets", async () => {
    expect(await create(form, "name=A+b&alias=form&custom[a][b]=1&custom[list][]=x")).toMatchObject({
      status: 200,
      body: { name: "A b", alias: "form", custom: { a: { b: "1" }, list: ["x"] } },
    });
  });

  it("is read packed", async () => {
    expect(
      await create({ ...json, "content-encoding": "gzip" }, gzipSync('{"name":"A","alias":"packed"}')),
    ).toMatchObject({ status: 200, body: { alias: "packed" } });
  });

  it.each(["foo", "json", "application/json, application/json", "/"])(
    "of what is no type (%s) is read over",
    async (type) => {
      expect(await create({ "content-type": type }, '{"name":"A","alias":"none"}')).toMatchObject({ status: 422 });
    },
  );

  it("of another type is read over", async () => {
    expect(await create({ "content-type": "text/plain" }, '{"name":"A","alias":"plain"}')).toMatchObject({
      status: 422,
      body: { error: { details: { codes: { name: ["presence"], alias: ["presence"] } } } },
    });
  });

  it("that is empty counts as an empty object", async () => {
    expect(await create(json, "")).toMatchObject({ status: 422 });
  });

  it("on GET is looked at for arguments", async () => {
    expect(
      await send({
        method: "GET",
        url: `/v1/Organizations/${organization}/categories`,
        headers: signedIn(json),
        payload: '{"filter":{"where":{"alias":"it"},"fields":["alias"]}}',
      }),
    ).toMatchObject({ status: 200, body: [{ alias: "it" }] });
  });

  const tooLarge = { error: { statusCode: 413, name: "PayloadTooLargeError", message: "request entity too large" } };
  const broken = { error: { statusCode: 400, name: "SyntaxError", message: "The body is not valid JSON" } };

  it.each<[string, Record<string, string>, string | Buffer, number, unknown]>([
    ["that is cut off", json, '{"name":"A"', 400, broken],
    ["that is a bare word", json, '"name"', 400, broken],
    [
      "that is a list",
      json,
      "[]",
      400,
      {
        error: { statusCode: 400, name: "Error", message: "The body is not an object", code: "INVALID_ARGUMENT" },
      },
    ],
    ["that is no UTF-8", json, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, broken],
    ["over a megabyte", json, JSON.stringify({ name: "x".repeat(1_048_576) }), 413, tooLarge],
    [
      "over a megabyte once it is unpacked",
      { ...json, "content-encoding": "gzip" },
      gzipSync(JSON.stringify({ name: "x".repeat(2_000_000) })),
      413,
      tooLarge,
    ],
    [
      "in an unknown charset",
      { "content-type": "application/json; charset=koi8-r" },
      "{}",
      415,
      { error: { statusCode: 415, name: "UnsupportedMediaTypeError", message: "unsupported charset" } },
    ],
    [
      "in an unknown encoding",
      { ...json, "content-encoding": "zip" },
      "{}",
      415,
      { error: { statusCode: 415, name: "UnsupportedMediaTypeError", message: "unsupported content encoding" } },
    ],
  ])("%s is refused", async (_what, headers, payload, status, body) => {
    expect(await create(headers, payload)).toMatchObject({ status, body });
  });

  it("has properties that nobody knows or that are read-only read over, its id on creation too", async () => {
    const answer = await create(
      json,
      JSON.stringify({
        name: "A",
        alias: "whole",
        id: "5f0c1ad0aa00000000c0de01",
        organizationId: "5f0c1ad0aa00000000c0de02",
        _isDeleted: true,
        createdAt: "1999-01-01",
        nope: 1,
      }),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { alias: "whole", organizationId: organization, _isDeleted: false },
    });
    expect(answer.body).not.toMatchObject({ id: "5f0c1ad0aa00000000c0de01" });
  });

  it("has numbers and booleans for texts turned into text, and objects refused", async () => {
    expect(await create(json, '{"name":5,"alias":true}')).toMatchObject({
      status: 200,
      body: { name: "5", alias: "true" },
    });
    expect(await create(json, '{"name":{"a":1},"alias":[]}')).toMatchObject({
      status: 422,
      body: {
        error: {
          name: "ValidationError",
          details: { context: "Category", codes: { name: ["type"], alias: ["type"] } },
        },
      },
    });
  });

  it("with another id than the path's is refused before anything else", async () => {
    expect(
      await send({
        method: "PUT",
        url: `/v1/Categories/${category}`,
        payload: { id: "5f0c1ad0aa00000000c0de01", name: "A", alias: "b" },
      }),
    ).toMatchObject({ status: 400, body: { error: { code: "INVALID_ARGUMENT" } } });
  });
});

describe("refusals come in their order", () => {
  const unknown = "5f0c1ad0aa00000000c0de01";

  it("a malformed argument before the missing token", async () => {
    expect(await send({ method: "GET", url: `/v1/Organizations/${organization}/categories?filter={` })).toMatchObject({
      status: 400,
    });
  });

  it("a missing token before an unknown id", async () => {
    expect(await send({ method: "GET", url: `/v1/Categories/${unknown}` })).toMatchObject({
      status: 401,
      body: {
        error: { statusCode: 401, name: "Error", message: "Authorization Required", code: "AUTHORIZATION_REQUIRED" },
      },
    });
  });

  it("an unknown id before a failing validation", async () => {
    expect(
      await send({ method: "POST", url: `/v1/Organizations/${unknown}/categories`, headers: signedIn(), payload: {} }),
    ).toMatchObject({
      status: 404,
      body: {
        error: {
          statusCode: 404,
          name: "Error",
          message: `Unknown "Organization" id "${unknown}".`,
          code: "MODEL_NOT_FOUND",
        },
      },
    });
  });

  it("a validation names every property that fails, with what was sent", async () => {
    expect(
      await send({
        method: "POST",
        url: `/v1/Organizations/${organization}/categories`,
        headers: signedIn(),
        payload: { name: "" },
      }),
    ).toMatchObject({
      status: 422,
      body: {
        error: {
          statusCode: 422,
          name: "ValidationError",
          message:
            "The `Category` instance is not valid. Details: `name` can't be blank (value: \"\"); `alias` can't be blank (value: undefined).",
          details: {
            context: "Category",
            codes: { name: ["presence"], alias: ["presence"] },
            messages: { name: ["can't be blank"], alias: ["can't be blank"] },
          },
        },
      },
    });
  });
});

describe("what was written", () => {
  it("is kept by nobody on the way: there are tokens in it", async () => {
    const answer = await app.app.inject({
      method: "POST",
      url: "/v1/Accounts/login",
      payload: { email: owner.email, password },
    });
    expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([200, "no-store"]);
  });
});

describe("what was read", () => {
  it("has a weak ETag and is not sent again to who has it", async () => {
    const url = `/v1/Categories/${category}`;
    const first = await read(url);
    const tag = String(first.headers.etag);
    expect(tag).toMatch(/^W\/"/);
    expect(await read(url, { "if-none-match": tag })).toMatchObject({ status: 304, body: undefined });
    expect(await read(url, { "if-none-match": `"other", ${tag}` })).toMatchObject({ status: 304 });
    expect(await read(url, { "if-none-match": '"other"' })).toMatchObject({ status: 200 });
  });

  it("is not confirmed to who may not read it, whatever tag comes along", async () => {
    const url = `/v1/Categories/${category}`;
    const { etag } = (await read(url)).headers;
    const stranger = await scene.account();
    const headers = { authorization: stranger.token, "if-none-match": String(etag) };
    expect(await send({ method: "GET", url, headers })).toMatchObject({ status: 404 });
    expect(await send({ method: "GET", url, headers: { "if-none-match": "*" } })).toMatchObject({ status: 401 });
  });

  it("is JSON in UTF-8 with a date, whatever was asked for", async () => {
    const { headers } = await read(`/v1/Categories/${category}`, { accept: "text/xml" });
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  });
});
