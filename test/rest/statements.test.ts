import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document, part, payment } from "../support/ledger.js";
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

/** How many statements a call sends. */
const statementsOf = async (path: string, asked = filter): Promise<number> => {
  app.statements.length = 0;
  const answer = await send(owner, "GET", `${path}?filter=${encodeURIComponent(asked)}`);
  expect(answer.status).toBe(200);
  return app.statements.length;
};
const statements = () => statementsOf(`/Accounts/${owner.id}/organizations`);

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

it("documents with their payments and parts cost as many statements for nine as for one, and so do categories with theirs", async () => {
  const organization = await scene.organization(owner);
  const include = JSON.stringify({ include: ["payments", "documentCategories"] });
  const categories = JSON.stringify({ include: ["organization", "documentCategories"] });
  const build = async () => {
    const invoice = await document(owner, organization);
    for (const amount of ["1", "2"]) {
      await payment(owner, { documentId: invoice }, { amount });
      await part(owner, invoice, await scene.category(owner, organization), amount);
    }
  };
  const counts = async () => [
    await statementsOf(`/Organizations/${organization}/documents`, include),
    await statementsOf(`/Organizations/${organization}/categories`, categories),
    await statementsOf(`/Organizations/${organization}/payments`, "{}"),
    await statementsOf(`/Organizations/${organization}/documentCategories`, "{}"),
  ];
  await build();
  const one = await counts();
  for (let count = 2; count <= 9; count++) await build();
  // The token, the rows and their number, and one for each relation; an organization has its settings besides.
  expect([one, await counts()]).toEqual([
    [5, 6, 3, 3],
    [5, 6, 3, 3],
  ]);
});
