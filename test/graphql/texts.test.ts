import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccessToken } from "../../src/domain/account/access-tokens.js";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf, isRefused } from "./support/answers.js";
import { everythingIn } from "./support/everything.js";
import {
  type Leaf,
  mutationTargets,
  placeName,
  queryTargets,
  takesJson,
  takesText,
  type Target,
  variablesWith,
} from "./support/places.js";
import { type Objects, objectsOf, objectsWith, samplesOf } from "./support/samples.js";

/** Texts that a database, an encoding or a program could stumble over. */
const hostile: Record<string, string> = {
  "a NUL byte": "a\0b",
  "a high surrogate alone": "a\ud800",
  "a low surrogate alone": "\udc00a",
  "more than any text may have": "x".repeat(70_000),
  "a template": "${7*7}{{7*7}}%s%n",
  SQL: '\'; DROP TABLE "Category"; --',
  "control characters": "\u0001\u001b[2J\u007f\r\n",
  "right-to-left marks": "\u202e\u2066abc",
  __proto__: "__proto__",
  nothing: "",
};

/** What no column holds: a mutation must not take it. Only what is compared and never kept may swallow it. */
const unstorable = new Set<string>([
  "a NUL byte",
  "a high surrogate alone",
  "a low surrogate alone",
  "more than any text may have",
]);
const neverKept = new Set([
  "signUp(input.password)",
  "logIn(input.password)",
  "logOut(input.clientMutationId)",
  // Of a language only which of the six it is; of a where about what there is not only that nothing fits.
  "exportOrganization(input.lang)",
  "exportOrganization(input.where)",
]);

const anything = samplesOf(objectsWith(""));
const withText = (targets: Target[]) => targets.filter(({ leaves }) => leaves.some(takesText)).map(({ name }) => name);
const mutations = withText(mutationTargets(anything));
const queries = withText(queryTargets(anything));

describe("a hostile text", () => {
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

  /** In JSON a text can be a value and a key. */
  const written = (leaf: Leaf, text: string): unknown[] =>
    takesJson(leaf) ? [{ a: text }, { [text]: 1 }, { a: [{ b: text }] }] : [text];

  let token: string;
  let state: Record<string, string>;
  async function begin(): Promise<void> {
    ({ token } = await createAccessToken(await owner.context(), owner.id, {}));
    state = await everythingIn(app.database);
  }

  /** What is wrong with the answer to the text in this place. */
  async function faultsWith(target: Target, leaf: Leaf, what: string, value: unknown): Promise<string[]> {
    const answer = await app.graphql(token, target.document, variablesWith(target, leaf, value, samplesOf(objects)));
    const faults = faultsOf(answer);
    if (isDeepStrictEqual(await everythingIn(app.database), state)) return faults;
    // What wrote may have ended the token too.
    await begin();
    if (isRefused(answer)) return [...faults, "refused and written"];
    return unstorable.has(what) && !neverKept.has(placeName(target, leaf)) ? [...faults, "written"] : faults;
  }

  it.each(mutations)("is refused or harmless wherever %s takes one", async (name) => {
    const target = find(name);
    await begin();
    const faults: string[] = [];
    for (const leaf of target.leaves.filter(takesText)) {
      for (const [what, text] of Object.entries(hostile)) {
        for (const value of written(leaf, text)) {
          const found = await faultsWith(target, leaf, what, value);
          faults.push(...found.map((fault) => `${placeName(target, leaf)} with ${what}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it.each(queries)("is refused or harmless wherever %s takes one", async (name) => {
    const target = find(name);
    const before = await everythingIn(app.database);
    const faults: string[] = [];
    for (const leaf of target.leaves.filter(takesText)) {
      for (const [what, text] of Object.entries(hostile)) {
        const variables = variablesWith(target, leaf, text, samplesOf(objects));
        const found = faultsOf(await app.graphql(owner, target.document, variables));
        faults.push(...found.map((fault) => `${placeName(target, leaf)} with ${what}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
    expect(await everythingIn(app.database)).toEqual(before);
  });

  it("is looked for in mutations, queries and the lists inside them", () => {
    expect(mutations).toContain("updateOrganization(input)");
    expect(queries).toEqual(
      expect.arrayContaining(["node(id)", "Organization.categories(where)", "Account.organizations(after)"]),
    );
  });
});
