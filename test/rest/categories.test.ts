import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, type World, world } from "../support/world.js";

let app: TestApp;
let scene: World;
let send: Rest;
let owner: Actor;
let organization: string;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
  send = rest(app);
  owner = await scene.account();
  organization = await scene.organization(owner);
});
afterAll(() => app.close());

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const id = expect.stringMatching(/^[0-9a-f]{24}$/) as string;
const create = (body: object) => send(owner, "POST", `/Organizations/${organization}/categories`, { body });

it("a category is created from the printed example and read back", async () => {
  const made = (await create({ name: "string", alias: "string", description: "string", custom: {} })).body;
  expect(made).toEqual({
    name: "string",
    alias: "string",
    description: "string",
    id,
    organizationId: organization,
    deletedAt: null,
    _isDeleted: false,
    deletedId: null,
    createdAt: instant,
    updatedAt: instant,
    custom: {},
  });
  expect((await send(owner, "GET", `/Categories/${(made as { id: string }).id}`)).body).toEqual(made);
});

it("an alias is taken as long as its category is not deleted, in any letter case", async () => {
  const { id: first } = (await create({ name: "A", alias: "Taken" })).body as { id: string };
  const refused = {
    status: 422,
    body: {
      error: {
        message: 'The `Category` instance is not valid. Details: `alias` is already taken (value: "tAKEN").',
        details: { context: "Category", codes: { alias: ["uniqueness"] }, messages: { alias: ["is already taken"] } },
      },
    },
  };
  expect(await create({ name: "A", alias: "tAKEN" })).toMatchObject(refused);
  expect((await send(owner, "DELETE", `/Categories/${first}`)).body).toEqual({ count: 1 });
  expect(await create({ name: "A", alias: "tAKEN" })).toMatchObject({ status: 200 });
});

it("PUT replaces what can be written and keeps everything else", async () => {
  const made = (await create({ name: "A", alias: "whole", description: "long", custom: { a: 1 } })).body as {
    id: string;
  };
  const put = (body: object) => send(owner, "PUT", `/Categories/${made.id}`, { body });
  expect((await put({ name: "B", alias: "whole" })).body).toEqual({
    ...made,
    name: "B",
    description: null,
    custom: {},
    updatedAt: instant,
  });
  expect(await put({ description: "x" })).toMatchObject({
    status: 422,
    body: { error: { details: { codes: { name: ["presence"], alias: ["presence"] } } } },
  });
});

it("a deleted category is gone by its id, marked in the list that asks for it, and deleted no second time", async () => {
  const category = await scene.category(owner, organization, { name: "Gone" });
  const path = `/Categories/${category}`;
  expect((await send(owner, "DELETE", path)).body).toEqual({ count: 1 });
  expect((await send(owner, "DELETE", path)).body).toEqual({ count: 0 });
  expect(await send(owner, "GET", path)).toMatchObject({ status: 404 });
  expect(await send(owner, "PUT", path, { body: { name: "A", alias: "b" } })).toMatchObject({ status: 404 });
  const list = `/Organizations/${organization}/categories?filter[where][name]=Gone`;
  expect((await send(owner, "GET", list)).body).toEqual([]);
  expect((await send(owner, "GET", `${list}&filter[deleted]=true`)).body).toMatchObject([
    { id: category, _isDeleted: true, deletedAt: instant, deletedId: category },
  ]);
});

it("a list has at most 100 rows and says how many there are", async () => {
  const crowded = await scene.organization(owner);
  await app.database.prisma.category.createMany({
    data: Array.from({ length: 130 }, (_, number) => ({
      id: `6${number.toString(16).padStart(23, "0")}`,
      organizationId: crowded,
      name: `Name ${number % 3}`,
      alias: `alias-${number}`,
      aliasKey: `alias-${number}`,
    })),
  });
  const url = `/Organizations/${crowded}/categories`;
  for (const query of ["", "?filter[limit]=0", "?filter[limit]=120"]) {
    const answer = await send(owner, "GET", url + query);
    expect([query, (answer.body as unknown[]).length, answer.headers["x-total-count"]]).toEqual([query, 100, "130"]);
  }
  const rest = await send(owner, "GET", `${url}?filter[skip]=100&filter[where][name]=Name 0`);
  expect([rest.body, rest.headers["x-total-count"]]).toEqual([[], "44"]);
  expect((await send(owner, "GET", `${url}/count?where[name]=Name 0`)).body).toEqual({ count: 44 });
});
