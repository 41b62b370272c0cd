import { isEnumType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf } from "./support/answers.js";
import { everythingIn } from "./support/everything.js";
import {
  type Leaf,
  mutationTargets,
  placeName,
  queryTargets,
  type Target,
  valueAt,
  variablesWith,
} from "./support/places.js";
import { type Objects, objectsOf, objectsWith, samplesOf } from "./support/samples.js";

/** What no place of the type takes. */
const wrong: Record<string, unknown[]> = {
  ID: [{}, [[]], true, 1.5],
  String: [{}, 5, true, [[]]],
  Int: ["1", 1.5, 2_147_483_648, 1e308, {}, true],
  Boolean: ["true", 1, {}, [[]]],
  DateTime: ["yesterday", "2020-02-30T00:00:00Z", "2020-01-01", 5, {}, "99999-01-01T00:00:00Z"],
  Date: ["yesterday", "2021-02-29", "2020-02-30", "29/2/2020", "2020-02-29T00:00:00Z", "0000-01-01", "", 5, {}, true],
  DateOrDateTime: ["yesterday", "2021-02-29", "2020-02-30T00:00:00Z", "29/2/2020", "", 5, {}, true],
  Decimal: ["twelve", "1,5", "0x10", "NaN", "Infinity", "1e9999", " 1", "", "1".repeat(101), {}, [[]], true],
  JSONObject: ["text", 5, [], true],
  EmailAddress: ["nobody", "a@b@c", 5, {}, `${"a".repeat(100_000)}@`],
  Locale: ["no such language", 5, {}, "-".repeat(100_000)],
  TimeZone: ["Europe/Atlantis", 5, {}],
  CountryCode: ["XX", "Slovenia", 5, {}],
  Currency: ["Taler", 5, {}],
  URL: ["no address", 5, {}],
  enum: ["OWNER", "admin", "__proto__", "", 5, true, {}],
};

const valuesFor = ({ type }: Leaf): unknown[] => {
  const values = wrong[isEnumType(type) ? "enum" : type.name];
  if (!values && type.name !== "JSON") throw new Error(`say what no ${type.name} is, in test/graphql/input.test.ts`);
  return values ?? [];
};

const anything = samplesOf(objectsWith(""));
const names = [...mutationTargets(anything), ...queryTargets(anything)].map(({ name }) => name);

describe("a value of the wrong type", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let objects: Objects;
  let known: Target[];

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    objects = await objectsOf(scene, owner, await scene.organization(owner));
    known = [...mutationTargets(samplesOf(objects)), ...queryTargets(samplesOf(objects))];
  });
  afterAll(() => app.close());

  function find(name: string): Target {
    const target = known.find((candidate) => candidate.name === name);
    if (!target) throw new Error(`there is no ${name}`);
    return target;
  }

  it.each(names)(
    "is BAD_USER_INPUT that names the place, and costs no statement but the token's, in %s",
    async (name) => {
      const target = find(name);
      const before = await everythingIn(app.database);
      const faults: string[] = [];
      for (const leaf of target.leaves) {
        const nulls = leaf.required ? [null] : [];
        for (const value of [...valuesFor(leaf), ...nulls]) {
          app.statements.length = 0;
          const answer = await app.graphql(
            owner,
            target.document,
            variablesWith(target, leaf, value, samplesOf(objects)),
          );
          const place = leaf.path.findLast((step) => step !== 0) ?? "$value";
          const found = faultsOf(answer);
          if (answer.codes().join() !== "BAD_USER_INPUT")
            found.push(`answered ${JSON.stringify(answer.body).slice(0, 200)}`);
          else if (!answer.errors?.[0]?.message.includes(place))
            found.push(`does not name it: ${answer.errors?.[0]?.message ?? ""}`);
          if (app.statements.length > 1) found.push(`cost ${app.statements.length} statements`);
          faults.push(
            ...found.map((fault) => `${placeName(target, leaf)} with ${JSON.stringify(value).slice(0, 50)}: ${fault}`),
          );
        }
      }
      expect(faults).toEqual([]);
      expect(await everythingIn(app.database)).toEqual(before);
    },
  );

  it.each(names.filter((name) => name.endsWith("(input)")))(
    "a property that %s does not know is BAD_USER_INPUT by its name",
    async (name) => {
      const target = find(name);
      const good = target.leaves[0]
        ? valueAt(target.argument.type, target.leaves[0].path, null, samplesOf(objects))
        : {};
      for (const property of ["unknown", "__proto__", "constructor", "masterId"]) {
        const value = JSON.parse(
          JSON.stringify(good).replace(/^\{/, `{"${property}": 1,`).replace(",}", "}"),
        ) as unknown;
        const answer = await app.graphql(owner, target.document, { value });
        expect(answer.codes()).toContain("BAD_USER_INPUT");
        expect(JSON.stringify(answer.errors)).toContain(`\\"${property}\\" is not defined by type`);
      }
    },
  );
});

describe("a document that does not fit the schema or itself", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.close());

  it.each<[string, string, Record<string, unknown>, string]>([
    ["an unknown field", "{ viewer { passwordHash } }", {}, 'Cannot query field "passwordHash" on type "Account".'],
    ["an unknown root field", "{ users { id } }", {}, 'Cannot query field "users" on type "Query".'],
    ["an unknown argument", '{ node(id: "a", key: 1) { id } }', {}, 'Unknown argument "key" on field "Query.node".'],
    [
      "a missing argument",
      "{ node { id } }",
      {},
      'Field "node" argument "id" of type "ID!" is required, but it was not provided.',
    ],
    ["an unknown type", "{ node(id: 1) { ... on User { id } } }", {}, 'Unknown type "User".'],
    ["an unknown fragment", "{ viewer { ...Missing } }", {}, 'Unknown fragment "Missing".'],
    ["an unknown directive", "{ viewer @cached { id } }", {}, 'Unknown directive "@cached".'],
    ["an unknown variable", "{ node(id: $id) { id } }", {}, 'Variable "$id" is not defined.'],
    [
      "a missing variable",
      "query ($id: ID!) { node(id: $id) { id } }",
      {},
      'Variable "$id" of required type "ID!" was not provided.',
    ],
    [
      "a variable that is null",
      "query ($id: ID!) { node(id: $id) { id } }",
      { id: null },
      'Variable "$id" of non-null type "ID!" must not be null.',
    ],
    [
      "a variable of another type",
      "query ($id: Int!) { node(id: $id) { id } }",
      { id: 1 },
      'Variable "$id" of type "Int!" used in position expecting type "ID!".',
    ],
    [
      "a wrong enum value",
      "{ viewer { accountOrganizations(status: OPEN) { totalCount } } }",
      {},
      'Argument "status": Value "OPEN" does not exist in "AccountOrganizationStatus" enum.',
    ],
    [
      "no selection where one is needed",
      "{ viewer }",
      {},
      'Field "viewer" of type "Account" must have a selection of subfields. Did you mean "viewer { ... }"?',
    ],
    ["a syntax error", "{ viewer { id }", {}, "Syntax Error: Expected Name, found <EOF>."],
    ["nothing", "", {}, "Syntax Error: Unexpected <EOF>."],
    [
      "a fragment inside itself",
      "{ viewer { ...A } } fragment A on Account { ...A }",
      {},
      'Cannot spread fragment "A" within itself.',
    ],
    ["no operation", "type Query { a: Int }", {}, "Could not determine what operation to execute."],
    [
      "a subscription",
      "subscription { organizationEvents { id } }",
      {},
      "Schema is not configured to execute subscription operation.",
    ],
  ])("is BAD_USER_INPUT in graphql-js's words: %s", async (_what, document, variables, message) => {
    const answer = await app.graphql(null, document, variables);
    expect(faultsOf(answer)).toEqual([]);
    expect(answer.errors?.map((error) => [error.message, error.extensions])).toEqual([
      [message, { code: "BAD_USER_INPUT" }],
    ]);
    expect(app.statements.filter((statement) => !statement.includes("test:"))).toEqual([]);
  });

  it("is refused where the operation's name fits none", async () => {
    const response = await app.app.inject({
      method: "POST",
      url: "/graphql",
      payload: { query: "query A { viewer { id } } query B { viewer { id } }", operationName: "C" },
    });
    expect(response.json()).toEqual({
      errors: [{ message: "Could not determine what operation to execute.", extensions: { code: "BAD_USER_INPUT" } }],
    });
  });
});
