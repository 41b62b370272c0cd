import type { InjectOptions } from "fastify";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { everythingIn } from "./support/everything.js";

const json = { "content-type": "application/json" };
const query = JSON.stringify({ query: "{ viewer { id } }" });
const signUp = 'mutation { signUp(input: { email: "new@example.com", password: "long enough" }) { account { id } } }';
const body = JSON.stringify({ query: signUp });

/** What is sent, and with which status it is refused. */
const refused: Record<string, [InjectOptions, number]> = {
  "no JSON": [{ method: "POST", headers: json, payload: "{" }, 400],
  "half an escape": [{ method: "POST", headers: json, payload: '{"query":"\\u00' }, 400],
  "bytes that are no text": [{ method: "POST", headers: json, payload: Buffer.from([0xff, 0xfe, 0x00, 0xd8]) }, 400],
  "an empty body": [{ method: "POST", headers: json, payload: "" }, 400],
  null: [{ method: "POST", headers: json, payload: "null" }, 400],
  "a text": [{ method: "POST", headers: json, payload: '"{ viewer { id } }"' }, 400],
  "a number": [{ method: "POST", headers: json, payload: "5" }, 400],
  "no query": [{ method: "POST", headers: json, payload: "{}" }, 400],
  "a query that is no text": [{ method: "POST", headers: json, payload: '{"query":{}}' }, 400],
  "variables that are no object": [
    { method: "POST", headers: json, payload: '{"query":"{ viewer { id } }","variables":"a"}' },
    400,
  ],
  "extensions that are no object": [
    { method: "POST", headers: json, payload: '{"query":"{ viewer { id } }","extensions":5}' },
    400,
  ],
  "an operation name that is no text": [
    { method: "POST", headers: json, payload: '{"query":"{ viewer { id } }","operationName":{}}' },
    400,
  ],
  "a parameter that GraphQL does not have": [
    { method: "POST", headers: json, payload: '{"query":"{ viewer { id } }","sql":"1"}' },
    400,
  ],
  "a list of requests": [{ method: "POST", headers: json, payload: `[${body},${body}]` }, 400],
  "a list of one request": [{ method: "POST", headers: json, payload: `[${body}]` }, 400],
  "an empty list": [{ method: "POST", headers: json, payload: "[]" }, 400],
  "50,000 nested lists": [{ method: "POST", headers: json, payload: "[".repeat(50_000) + "]".repeat(50_000) }, 400],
  "a body of more than 256 KB": [
    { method: "POST", headers: json, payload: JSON.stringify({ query: signUp, a: "x".repeat(262_144) }) },
    413,
  ],
  "a body of 1 MB as an id": [
    {
      method: "POST",
      headers: json,
      payload: JSON.stringify({ query: signUp, variables: { id: "x".repeat(1_048_576) } }),
    },
    413,
  ],
  "no content type": [{ method: "POST", payload: Buffer.from(body) }, 415],
  "plain text": [{ method: "POST", headers: { "content-type": "text/plain" }, payload: body }, 415],
  "a form": [
    {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: `query=${encodeURIComponent(signUp)}`,
    },
    415,
  ],
  "a multipart form": [
    {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b" },
      payload: `--b\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${body}\r\n--b--\r\n`,
    },
    415,
  ],
  "application/graphql": [{ method: "POST", headers: { "content-type": "application/graphql" }, payload: signUp }, 415],
  "JSON under another name": [{ method: "POST", headers: { "content-type": "application/jsonp" }, payload: body }, 415],
  "a content type that is none": [{ method: "POST", headers: { "content-type": "\u00e4" }, payload: body }, 415],
  "a compressed body": [
    { method: "POST", headers: { ...json, "content-encoding": "gzip" }, payload: gzipSync(body) },
    400,
  ],
  "a mutation by GET": [{ method: "GET", query: { query: signUp } }, 405],
  "a mutation by GET beside a query": [
    {
      method: "GET",
      query: { query: `query A { viewer { id } } ${signUp.replace("mutation", "mutation B")}`, operationName: "B" },
    },
    405,
  ],
  "GET with variables that are no JSON": [
    { method: "GET", query: { query: "{ viewer { id } }", variables: "{" } },
    400,
  ],
  "GET without a query": [{ method: "GET" }, 400],
};

describe("a request that is no GraphQL request", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
  });
  afterAll(() => app.close());

  const send = (options: InjectOptions) =>
    app.app.inject({
      url: "/graphql",
      ...options,
      headers: { ...options.headers, "x-access-token": owner.token, accept: "application/graphql-response+json" },
    });

  it.each(Object.entries(refused))(
    "is refused by its status and BAD_USER_INPUT, and nothing is done: %s",
    async (_what, [options, status]) => {
      const before = await everythingIn(app.database);
      const response = await send(options);
      const answer = response.json<{ errors: { message: string }[] }>();
      expect([response.statusCode, answer]).toEqual([
        status,
        { errors: [{ message: expect.any(String) as string, extensions: { code: "BAD_USER_INPUT" } }] },
      ]);
      expect(answer.errors[0]?.message).not.toMatch(/node_modules|\.js|stack/);
      expect(await everythingIn(app.database)).toEqual(before);
    },
  );

  it.each(["PUT", "PATCH", "DELETE", "HEAD"] as const)("is not found by %s, and nothing is done", async (method) => {
    const before = await everythingIn(app.database);
    const response = await send({ method, headers: json, payload: body });
    expect(response.statusCode).toBe(404);
    expect(await everythingIn(app.database)).toEqual(before);
  });
});

describe("a GraphQL request", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.close());

  const answered = { data: { viewer: null } };

  it.each<[string, InjectOptions]>([
    ["POST with JSON", { method: "POST", headers: json, payload: query }],
    [
      "POST with JSON and a character set",
      { method: "POST", headers: { "content-type": "application/json; charset=utf-8" }, payload: query },
    ],
    [
      "POST for graphql-response+json",
      { method: "POST", headers: { ...json, accept: "application/graphql-response+json" }, payload: query },
    ],
    ["GET of a query", { method: "GET", query: { query: "{ viewer { id } }" } }],
    [
      "GET of a query by a browser's address bar",
      { method: "GET", headers: { accept: "text/html,*/*;q=0.8" }, query: { query: "{ viewer { id } }" } },
    ],
  ])("is answered, with the request's id and without being guessed at: %s", async (_what, options) => {
    const response = await app.app.inject({ url: "/graphql", ...options });
    expect([response.statusCode, response.json()]).toEqual([200, answered]);
    expect(response.headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    expect(response.headers["x-request-id"]).toMatch(/^[0-9a-f]{24}$/);
  });
});
