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
  owner = await scene.passwordless();
  organization = await scene.organization(owner);
  await app.database.prisma.category.createMany({
    data: Array.from({ length: 100 }, (_, number) => ({
      id: `6${number.toString(16).padStart(23, "0")}`,
      organizationId: organization,
      name: "Name",
      alias: `alias-${number}`,
      aliasKey: `alias-${number}`,
    })),
  });
});
afterAll(() => app.close());

const path = () => `/Organizations/${organization}/categories`;
const asked = (include: unknown) => `${path()}?filter=${encodeURIComponent(JSON.stringify({ include }))}`;

it("what is included in many rows is shown in each of them", async () => {
  const { body } = await send(owner, "GET", asked("organization"));
  const rows = body as { organization: { id: string } }[];
  expect(rows.map((row) => row.organization.id)).toEqual(Array.from({ length: 100 }, () => organization));
});

it("an answer that would be larger than 20 MB is refused, and says what to do", async () => {
  const value = "x".repeat(65_000);
  const body = { custom: { value }, _data: Array.from({ length: 14 }, () => ({ name: "large", value })) };
  expect(await send(owner, "PATCH", `/Organizations/${organization}`, { body })).toMatchObject({ status: 200 });
  const refused = {
    status: 400,
    body: {
      error: {
        code: "INVALID_ARGUMENT",
        message: "The answer would be too large: ask for fewer rows, properties or relations",
      },
    },
  };
  expect(await send(owner, "GET", asked("organization"))).toMatchObject(refused);
  const nested = {
    relation: "organization",
    scope: { include: { relation: "categories", scope: { include: "organization" } } },
  };
  expect(await send(owner, "GET", asked(nested))).toMatchObject(refused);
  const few = { relation: "organization", scope: { fields: ["name"] } };
  expect(await send(owner, "GET", asked(few))).toMatchObject({ status: 200 });
});

it("includes that could answer millions of objects are refused before anything is read", async () => {
  const include = { organization: { categories: { organization: "categories" } } };
  app.statements.length = 0;
  expect(await send(owner, "GET", asked(include))).toMatchObject({
    status: 400,
    body: { error: { code: "INVALID_ARGUMENT" } },
  });
  expect(app.statements).toEqual([]);
});
