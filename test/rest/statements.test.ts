import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let send: Rest;
let owner: Actor;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  owner = await scene.account();
});
afterAll(() => app.close());

/** Everything that can be included, three levels deep. */
const filter = JSON.stringify({
  limit: 20,
  include: [
    { relation: "categories", scope: { limit: 10, include: "organization" } },
    { relation: "accountOrganizations", scope: { limit: 10, include: ["account", "organization"] } },
  ],
});

const statements = async (): Promise<number> => {
  app.statements.length = 0;
  const answer = await send(owner, "GET", `/Accounts/${owner.id}/organizations?filter=${encodeURIComponent(filter)}`);
  expect(answer.status).toBe(200);
  return app.statements.length;
};

it("a list with includes sends as many statements for eight organizations as for one", async () => {
  const build = async () => {
    const organization = await scene.organization(owner);
    await scene.category(owner, organization);
    await scene.category(owner, organization);
    await scene.member(organization, owner, "default", "active", await scene.passwordless());
  };
  await build();
  const one = await statements();
  for (let count = 2; count <= 8; count++) await build();
  // The token; the rows, their number, the settings of all organizations; two lists; their organizations and accounts.
  expect([one, await statements()]).toEqual([8, 8]);
});
