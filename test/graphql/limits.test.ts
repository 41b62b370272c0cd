import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, password, type World, world } from "../support/world.js";

const tooComplex = { code: "QUERY_TOO_COMPLEX" };
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(" ");

/** A chain of fragments, each spreading the next one twice: 2 to the power of its length fields, in a short document. */
const exponential = (length: number, type: string, last: string): string =>
  `${times(length, (index) => `fragment F${index} on ${type} { ...F${index + 1} ...F${index + 1} }`)} fragment F${length} on ${type} { ${last} }`;

/** A document of so many tokens. */
const tokens = (count: number): string =>
  `{ viewer { organizations(where: { name: { in: [${times(count - 23, () => '""')}] } }) { totalCount } } }`;

const into = (depth: number): string => {
  const levels = (left: number): string => (left === 1 ? "id" : `master { ${levels(left - 1)} }`);
  return levels(depth);
};

describe("a document", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.close());

  const logIn = `logIn(input: { email: "a@example.com", password: "${password}" }) { success: userErrors { code } }`;

  it.each<[string, string]>([
    ["16,384 characters", `{ viewer { id } } #${"x".repeat(16_384 - 19)}`],
    ["2,000 tokens", tokens(2_000)],
    ["depth 15", `{ viewer { ${into(14)} } }`],
    [
      "depth 15 through fragments",
      `{ viewer { ...A } } fragment A on Account { ...B } fragment B on Account { ${into(14)} }`,
    ],
    ["30 aliases", `{ viewer { ${times(30, (index) => `a${index}: __typename`)} } }`],
    ["20 root fields", `{ ${times(20, () => "viewer { id }")} }`],
    ["9 directives", `{ viewer { ${times(9, () => "id @include(if: true)")} } }`],
    ["one logIn", `mutation { ${logIn} }`],
    [
      "two operations with one logIn each",
      `mutation { ${logIn} } mutation B { viewer: logOut(input: {}) { success } }`.replace(
        "mutation {",
        "mutation A {",
      ),
    ],
    ["the standard introspection query", getIntrospectionQuery()],
    [
      "the introspection query that asks for everything",
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
      }),
    ],
  ])("passes with %s", async (_what, query) => {
    const response = await app.app.inject({
      method: "POST",
      url: "/graphql",
      payload: { query, ...(query.includes("mutation A") ? { operationName: "A" } : {}) },
    });
    expect(response.json<{ errors?: unknown }>().errors).toBeUndefined();
  });

  it.each<[string, string, string[]]>([
    [
      "16,385 characters",
      `{ viewer { id } } #${"x".repeat(16_384 - 18)}`,
      ["The document is longer than 16384 characters."],
    ],
    ["2,001 tokens", tokens(2_001), ["More than 2000 tokens."]],
    ["depth 16", `{ viewer { ${into(15)} } }`, ["Deeper than 15 levels."]],
    [
      "depth 16 through fragments",
      `{ viewer { ...A } } fragment A on Account { ...B } fragment B on Account { ... on Account { ${into(15)} } }`,
      ["Deeper than 15 levels."],
    ],
    ["31 aliases", `{ viewer { ${times(31, (index) => `a${index}: id`)} } }`, ["More than 30 aliases."]],
    [
      "31 aliases of __typename",
      `{ ${times(31, (index) => `a${index}: __typename`)} viewer { id } }`.replace(/^/, ""),
      ["More than 30 aliases.", "More than 20 fields at the root."],
    ],
    [
      "31 aliases spread over fragments",
      `{ viewer { ...A ...B } } fragment A on Account { ${times(16, (i) => `a${i}: id`)} } fragment B on Account { ${times(15, (i) => `b${i}: id`)} }`,
      ["More than 30 aliases."],
    ],
    ["21 root fields", `{ ${times(21, () => "viewer { id }")} }`, ["More than 20 fields at the root."]],
    [
      "21 root fields through a fragment",
      `{ ...A } fragment A on Query { ${times(21, () => "viewer { id }")} }`,
      ["More than 20 fields at the root."],
    ],
    ["10 directives", `{ viewer { ${times(10, () => "id @include(if: true)")} } }`, ["More than 9 directives."]],
    ["logIn twice", `mutation { a: ${logIn} b: ${logIn} }`, ['"logIn" more than once in one operation.']],
    [
      "logIn twice through a fragment",
      `mutation { a: ${logIn} ...B } fragment B on Mutation { b: ${logIn} }`,
      ['"logIn" more than once in one operation.'],
    ],
    [
      "everything at once",
      `mutation { ${times(31, (index) => `a${index}: ${logIn.replace("success:", "")}`)} }`,
      ["More than 30 aliases.", "More than 20 fields at the root.", '"logIn" more than once in one operation.'],
    ],
  ])("is QUERY_TOO_COMPLEX with %s", async (_what, query, messages) => {
    app.statements.length = 0;
    const answer = await app.graphql(null, query);
    expect(answer.errors?.map(({ message, extensions }) => [message, extensions])).toEqual(
      messages.map((message) => [message, tooComplex]),
    );
    expect(app.statements).toEqual([]);
  });

  it("with a thousand mistakes is answered with five of them", async () => {
    const answer = await app.graphql(
      null,
      `{ ${times(15, (index) => `x${index}`)} viewer { ${times(900, (index) => `y${index}`)} } }`,
    );
    expect(answer.errors?.map(({ message, extensions }) => [message, extensions])).toEqual(
      Array.from({ length: 5 }, (_, index) => [
        `Cannot query field "x${index}" on type "Query".`,
        { code: "BAD_USER_INPUT" },
      ]),
    );
  });

  it.each<[string, string]>([
    ["at the root", `{ ...F0 } ${exponential(150, "Query", "viewer { id }")}`],
    ["below it", `{ viewer { ...F0 } } ${exponential(150, "Account", "id")}`],
    [
      "with rows in it",
      `{ viewer { ...F0 } } ${exponential(100, "Account", "organizations { edges { node { id } } }")}`,
    ],
    ["deep down", `{ viewer { ...F0 } } ${exponential(100, "Account", "master { master { master { id } } }")}`],
    ["in a mutation", `mutation { ...F0 } ${exponential(100, "Mutation", logIn)}`],
  ])(
    "of fragments that double 100 times is answered or refused without SQL and without counting them all: %s",
    async (_where, query) => {
      app.statements.length = 0;
      const answer = await app.graphql(null, query);
      expect(answer.codes().every((code) => code === "QUERY_TOO_COMPLEX")).toBe(true);
      expect(app.statements).toEqual([]);
    },
  );
});

describe("the cost of an operation", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
  });
  afterAll(() => app.close());

  const nested = (inner: string, outer = "") =>
    `viewer { organizations${outer} { edges { node { categories(first: 100) { edges { node { id } } } ${inner} } } } }`;

  it.each<[string, string, Record<string, unknown>]>([
    [
      "arguments",
      `{ ${nested("accountOrganizations(first: 100) { edges { node { account { id } } } }", "(first: 100)")} }`,
      {},
    ],
    ["variables", `query ($page: Int!) { ${nested("", "(first: $page)")} }`, { page: 100 }],
    ["the defaults of variables", `query ($page: Int = 100) { ${nested("", "(first: $page)")} }`, {}],
    ["last", `{ ${nested("", "(last: 100)")} }`, {}],
    [
      "default pages",
      "{ viewer { organizations { edges { node { accountOrganizations { edges { node { account { accountOrganizations { edges { node { organization { id } } } } } } } } } } } } }",
      {},
    ],
    [
      "fragments",
      `{ viewer { ...A } } fragment A on Account { organizations(first: 100) { edges { node { ...B } } } } fragment B on Organization { categories(first: 100) { edges { node { id } } } }`,
      {},
    ],
    [
      "id lists",
      "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { categories(first: 100) { edges { node { id } } } } } }",
      { ids: Array.from({ length: 100 }, () => "Organization:5f0c1ad0aa00000000c0de01") },
    ],
    [
      "aliases",
      `{ ${times(20, (i) => `a${i}: viewer { organizations(first: 100) { edges { node { categories(first: 10) { edges { node { id } } } } } } }`)} }`,
      {},
    ],
    ["@skip, which is not counted on", `{ ${nested("", "(first: 100) @skip(if: true)")} }`, {}],
  ])("is counted from %s, and refused before anything runs", async (_what, query, variables) => {
    app.statements.length = 0;
    const answer = await app.graphql(owner, query, variables);
    expect(answer.body).toEqual({
      errors: [
        {
          message: "This could answer more than 10000 objects. Ask for smaller pages.",
          extensions: { code: "QUERY_TOO_COMPLEX", cost: expect.any(Number) as number },
        },
      ],
    });
    expect(Number(answer.errors?.[0]?.extensions.cost)).toBeGreaterThan(10_000);
    // Who is calling is known by then; nothing else was asked.
    expect(app.statements.filter((statement) => !statement.includes("/* authenticate:"))).toEqual([]);
  });

  it("may be 10,000, and not one more", async () => {
    const query = (first: number) =>
      `{ viewer { organizations(first: 99) { edges { node { categories(first: 100) { edges { node { id } } } } } } accountOrganizations(first: ${first}) { edges { node { id } } } } }`;
    expect((await app.graphql(owner, query(0))).errors).toBeUndefined();
    const refused = await app.graphql(owner, query(1));
    expect(refused.errors?.[0]?.extensions).toEqual({ code: "QUERY_TOO_COMPLEX", cost: 10_001 });
  });

  it("refuses a mutation before it does anything", async () => {
    const before = await app.database.prisma.organization.count();
    const answer = await app.graphql(
      owner,
      `mutation { createOrganization(input: { name: "New" }) { organization { accountOrganizations(first: 100) { edges { node { account { organizations(first: 100) { edges { node { id } } } } } } } } } }`,
    );
    expect(answer.codes()).toEqual(["QUERY_TOO_COMPLEX"]);
    expect(await app.database.prisma.organization.count()).toBe(before);
  });
});
