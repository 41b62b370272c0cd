import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf, userErrorsOf } from "./support/answers.js";
import { everythingIn } from "./support/everything.js";

const update = `mutation ($input: UpdateCategoryInput!) {
  updateCategory(input: $input) { category { custom } userErrors { code message field } }
}`;

const nested = (depth: number, inner: unknown = 1): unknown => (depth === 0 ? inner : { a: nested(depth - 1, inner) });

/** As text: a client can send what no program would build. */
const lists = (depth: number): string => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;

describe("custom JSON", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let category: string;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    category = await scene.category(owner, await scene.organization(owner));
  });
  afterAll(() => app.close());

  /** Sends the JSON as it is written, not as a program would write it again. */
  const send = async (custom: string, headers: Record<string, string> = {}) => {
    const response = await app.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "content-type": "application/json", "x-access-token": owner.token, ...headers },
      payload: `{"query":${JSON.stringify(update)},"variables":{"input":{"id":"${category}","custom":${custom}}}}`,
    });
    return { status: response.statusCode, body: response.body };
  };

  it.each<[string, string]>([
    ["an empty object", "{}"],
    ["every kind of value", '{"a":[null,true,false,0,-1.5,1e21,"text",{},[]]}'],
    [
      "constructor and prototype",
      '{"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":null,"toJSON":"x"}',
    ],
    ["an empty key", '{"":1}'],
    ["names of SQL and templates", '{"$where":"1","$ne":null,"\'; --":"${1}"}'],
    ["every script", '{"Šljiva":"😀","日本":"עברית"}'],
    ["20 levels", JSON.stringify(nested(20))],
    ["almost 65,536 characters", JSON.stringify({ a: "x".repeat(65_500) })],
  ])("is kept and answered as it was sent: %s", async (_what, custom) => {
    const { status, body } = await send(custom);
    expect(status).toBe(200);
    const [, kept] = /"custom":(.*)\},"userErrors":\[\]/.exec(body) ?? [];
    expect(sorted(JSON.parse(kept ?? body))).toEqual(sorted(JSON.parse(custom)));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each<[string, string]>([
    ["21 levels", JSON.stringify(nested(21))],
    ["more than 65,536 characters", JSON.stringify({ a: "x".repeat(65_536) })],
    ["a NUL byte in a key", '{"a\\u0000b":1}'],
    ["a NUL byte in a value", '{"a":["\\u0000"]}'],
    ["a lone surrogate in a key", '{"\\ud800":1}'],
    ["a lone surrogate in a value", '{"a":"\\udfff"}'],
    ["a number without end", '{"a":1e999}'],
  ])("is a user error on custom, and nothing is written: %s", async (_what, custom) => {
    const before = await everythingIn(app.database);
    const { status, body } = await send(custom);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        data: {
          updateCategory: {
            category: null,
            userErrors: [
              {
                code: "VALIDATION_FAILED",
                message: "custom is too large, too deep or has characters that cannot be stored",
                field: ["custom"],
              },
            ],
          },
        },
      },
    ]);
    expect(await everythingIn(app.database)).toEqual(before);
  });

  it.each<[string, string]>([
    ["on top", '{"__proto__":{"polluted":true}}'],
    ["further down", '{"a":[{"__proto__":1}]}'],
  ])("is a user error rather than losing a key __proto__ %s", async (_where, custom) => {
    const before = await everythingIn(app.database);
    const { status, body } = await send(custom);
    expect([status, body]).toEqual([
      200,
      JSON.stringify({
        data: {
          updateCategory: {
            category: null,
            userErrors: [
              {
                code: "VALIDATION_FAILED",
                message: 'custom has the key "__proto__", which cannot be stored',
                field: ["custom"],
              },
            ],
          },
        },
      }),
    ]);
    expect(await everythingIn(app.database)).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each<[string, string]>([
    ["a list", "[]"],
    ["a text", '"text"'],
    ["a number", "5"],
  ])("is BAD_USER_INPUT where it is no object: %s", async (_what, custom) => {
    const { status, body } = await send(custom);
    const answer = JSON.parse(body) as { errors: { message: string; extensions: unknown }[] };
    expect([status, answer.errors.map(({ extensions }) => extensions)]).toEqual([200, [{ code: "BAD_USER_INPUT" }]]);
    expect(answer.errors[0]?.message).toContain("input.custom");
  });

  it.each<[string, string, Record<string, string>]>([
    ["as an object", lists(50_000), {}],
    ["as a list", `[${lists(50_000)}]`, {}],
    ["with an Idempotency-Key", lists(50_000), { "idempotency-key": "deep" }],
  ])("of 50,000 levels is BAD_USER_INPUT and no fault of the server: %s", async (_what, custom, headers) => {
    const before = await everythingIn(app.database);
    const { status, body } = await send(custom, headers);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        errors: [
          { message: "The variables are nested more than 64 levels deep.", extensions: { code: "BAD_USER_INPUT" } },
        ],
      },
    ]);
    expect(await everythingIn(app.database)).toEqual(before);
  });

  it.each<[string, string]>([
    ["__proto__ as a key", "{ __proto__: { polluted: true } }"],
    ["a number without end", "{ a: 1e999 }"],
    ["a variable that is not given", "{ a: $missing, b: [$missing] }"],
  ])("is refused or harmless as a literal of the document: %s", async (_what, custom) => {
    const document = `mutation ($missing: String) {
      updateCategory(input: { id: "${category}", custom: ${custom} }) { category { custom } userErrors { code } }
    }`;
    const answer = await app.graphql(owner, document);
    expect([answer.status, faultsOf(answer)]).toEqual([200, []]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("names the entry of the organization's data that cannot be stored", async () => {
    const organization = await scene.organization(owner);
    const answer = await app.graphql(
      owner,
      "mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { userErrors { code message field } } }",
      {
        input: {
          id: organization,
          data: [
            { name: "good", value: [1, null] },
            { name: "bad", value: nested(21) },
          ],
        },
      },
    );
    expect(userErrorsOf(answer)).toEqual([
      {
        code: "VALIDATION_FAILED",
        message: "data.1.value is too large, too deep or has characters that cannot be stored",
        field: ["data", "1", "value"],
      },
    ]);
  });
});

/** The same value with every object as a sorted list of entries: the database does not keep the order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, sorted(part)]);
}
