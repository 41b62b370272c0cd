import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { everythingIn } from "./support/everything.js";
import { type Leaf, mutationTargets, placeName, queryTargets, type Target, variablesWith } from "./support/places.js";
import { isForeignId, type Objects, objectsOf, objectsWith, objectTypeAt, samplesOf } from "./support/samples.js";

const hex = "5f0c1ad0aa00000000c0de01";

/** What is no id of an object of the type, whatever the type is. */
const malformed: Record<string, (type: string) => unknown> = {
  nothing: () => "",
  "23 characters": () => hex.slice(1),
  "25 characters": () => `${hex}0`,
  "other letters": () => hex.replace("f", "g"),
  "a number": () => 5,
  "a type alone": (type) => `${type}:`,
  "a type that nothing has": () => `Nothing:${hex}`,
  "another type": (type) => `${type === "Category" ? "Organization" : "Category"}:${hex}`,
  "the type twice": (type) => `${type}:${type}:${hex}`,
  "the type in lower case": (type) => `${type.toLowerCase()}:${hex}`,
  "spaces around it": () => ` ${hex} `,
  "a line end": () => `${hex}\n`,
  __proto__: () => "__proto__",
  constructor: (type: string) => `${type}:constructor`,
  emoji: () => "🙂".repeat(12),
  SQL: () => "' OR 1=1 --",
  "100,000 characters": () => "a".repeat(100_000),
  "full-width digits": () => hex.replace("5", "５"),
};

const isId = ({ argument }: Target, { type, path }: Leaf): boolean =>
  type.name === "ID" && !isForeignId(path.length === 0 ? argument.name : String(path.at(-1)));
const places = (targets: Target[]) =>
  targets.flatMap((target) =>
    target.leaves
      .filter((leaf) => isId(target, leaf))
      .map((leaf) => ({ target, leaf, place: placeName(target, leaf) })),
  );
const anything = samplesOf(objectsWith(hex));
const names = places([...mutationTargets(anything), ...queryTargets(anything)]).map(({ place }) => place);

/** Whether the message begins with the argument: the property of an input, or the way to it in `where` and `ids`. */
function namedIn(message: string, { argument }: Target, { path }: Leaf): boolean {
  const way = path.map((step) => (step === 0 ? "[0]" : `.${step}`)).join("");
  const names =
    argument.name === "input"
      ? [way.slice(1)]
      : [`${argument.name}${way}`, `${argument.name}${way.replace(/\[0\]$/, "")}`];
  return names.some((name) => message.startsWith(`"${name}" is`));
}

const operators = new Set<string | 0>([0, "eq", "neq", "in", "notIn"]);

/** The type of object that the id in this place names. */
function typeOf({ name, argument }: Target, { path }: Leaf): string {
  const property = path.findLast((step) => !operators.has(step));
  const owner =
    argument.name === "input" ? argument.type.toString().replace("!", "") : name.replace(/^\w+\.|\(.*/g, "");
  return objectTypeAt(owner, property === undefined || property === 0 ? argument.name : property);
}

describe("a malformed id", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let objects: Objects;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    objects = await objectsOf(scene, owner, await scene.organization(owner));
  });
  afterAll(() => app.close());

  function find(name: string) {
    const sample = samplesOf(objects);
    const found = places([...mutationTargets(sample), ...queryTargets(sample)]).find(({ place }) => place === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  }

  it.each(names)("is BAD_USER_INPUT that names the argument, and nothing is done, in %s", async (place) => {
    const { target, leaf } = find(place);
    const type = typeOf(target, leaf);
    const before = await everythingIn(app.database);
    const wrong: string[] = [];
    for (const [what, make] of Object.entries(malformed)) {
      if (what === "another type" && target.name.startsWith("node")) continue;
      const answer = await app.graphql(
        owner,
        target.document,
        variablesWith(target, leaf, make(type), samplesOf(objects)),
      );
      const [error] = answer.errors ?? [];
      if (answer.codes().join() !== "BAD_USER_INPUT" || !namedIn(error?.message ?? "", target, leaf)) {
        wrong.push(`${what}: ${JSON.stringify(answer.body).slice(0, 300)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await everythingIn(app.database)).toEqual(before);
  });

  it("is looked for in every mutation that takes an id and in filters", () => {
    expect(names).toEqual(
      expect.arrayContaining([
        "acceptInvitation(input.id)",
        "inviteAccount(input.accountId)",
        "Account.organizations(where.id.in[0])",
        "nodes(ids[0])",
      ]),
    );
  });
});

describe("node and nodes", () => {
  it("need the global form of an id", async () => {
    const app = await testApp();
    const scene = world(app.database);
    const owner = await scene.account();
    const answer = await app.graphql(owner, `{ node(id: "${owner.id}") { id } }`);
    expect(answer.body).toEqual({
      data: { node: null },
      errors: [
        {
          message: '"id" is not a global id, such as "Category:5f0c1ad0aa00000000c0de01".',
          path: ["node"],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: "BAD_USER_INPUT" },
        },
      ],
    });
    await app.close();
  });
});
