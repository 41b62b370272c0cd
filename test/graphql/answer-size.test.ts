import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let owner: Actor;
let organization: string;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  owner = await scene.account();
  organization = await scene.organization(owner);
  const custom = { text: "x".repeat(60_000) };
  for (let index = 0; index < 30; index++) await scene.category(owner, organization, { custom });
});
afterAll(() => app.close());

const list = (fields: string) => `categories(first: 30) { edges { node { ${fields} } } }`;

it("bounds an answer that repeats large custom data until nobody could take it", async () => {
  const answer = await app.graphql(
    owner,
    `{ organization(id: "${organization}") { ${list(`organization { ${list("custom")} }`)} } }`,
  );
  expect(new Set(answer.codes())).toEqual(new Set(["QUERY_TOO_COMPLEX"]));
  // What was read before it was too much is answered.
  expect(JSON.stringify(answer.data).length).toBeLessThan(20_100_000);
});

it("answers a page of large custom data as it is", async () => {
  const answer = await app.graphql(owner, `{ organization(id: "${organization}") { ${list("custom")} } }`);
  expect(answer.errors).toBeUndefined();
});
