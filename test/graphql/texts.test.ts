import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccessToken } from "../../src/domain/account/access-tokens.js";
import { type Answer, type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf, isRefused } from "./support/answers.js";
import { everythingIn } from "./support/everything.js";
import { type Leaf, mutationTargets, placeName, queryTargets, takesJson, takesText, type Target, variablesWith } from "./support/places.js";
import { type Objects, objectsOf, samplesOf } from "./support/samples.js";

/** Texts that a database, an encoding or a program could stumble over. */
const hostile = {
  "a NUL byte": "a\0b",
  "a high surrogate alone": "a\ud800",
  "a low surrogate alone": "\udc00a",
  "more than any text may have": "x".repeat(20_000),
  "a template": "${7*7}{{7*7}}%s%n",
  "SQL": "'; DROP TABLE \"Category\"; --",
  "control characters": "\u0001\u001b[2J\u007f\r\n",
  "right-to-left marks": "\u202e\u2066abc",
  "__proto__": "__proto__",
  "nothing": "",
};

/** What no column holds: a mutation must not take it. Only what is compared and never kept may swallow it. */
const unstorable = new Set(["a NUL byte", "a high surrogate alone", "a low surrogate alone", "more than any text may have"]);
const neverKept = new Set(["signUp input.password", "logIn input.password", "logOut input.clientMutationId"]);

const anything: Objects = { Account: "", Organization: "", AccountOrganization: "", Category: "", AccessToken: "" };
const targets = [...mutationTargets(samplesOf(anything)), ...queryTargets(samplesOf(anything))].map(({ name }) => name);

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

  /** In JSON a text can be a value and a key. */
  const written = (leaf: Leaf, text: string): unknown[] => (takesJson(leaf) ? [{ a: text }, { [text]: 1 }, { a: [{ b: text }] }] : [text]);

  async function send(target: Target, leaf: Leaf, value: unknown): Promise<{ answer: Answer; wrote: boolean }> {
    // A token of its own, since some requests end it.
    const { token } = await createAccessToken(await owner.context(), {});
    const before = await everythingIn(app.database);
    const answer = await app.graphql(token, target.document, variablesWith(target, leaf, value, samplesOf(objects)));
    const after = await everythingIn(app.database);
    return { answer, wrote: JSON.stringify(before) !== JSON.stringify(after) };
  }

  it.each(targets)("is refused or harmless wherever %s takes one", async (name) => {
    const target = known.find((candidate) => candidate.name === name);
    if (!target) throw new Error(`${name} is gone`);
    const faults: string[] = [];
    for (const leaf of target.leaves.filter(takesText)) {
      const place = placeName(target, leaf);
      for (const [what, text] of Object.entries(hostile)) {
        for (const value of written(leaf, text)) {
          const { answer, wrote } = await send(target, leaf, value);
          const refused = isRefused(answer);
          const found = faultsOf(answer);
          if (refused && wrote) found.push("refused and written");
          if (!refused && wrote && unstorable.has(what) && !neverKept.has(`${name.replace(/\(.*/, "")} ${place}`)) found.push("written");
          faults.push(...found.map((fault) => `${place} with ${what}: ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it("is looked for in every mutation and every list", () => {
    expect(targets).toEqual(expect.arrayContaining(["updateOrganization(input)", "Organization.categories(where)", "node(id)"]));
  });
});
