import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { categoriesOfOrganization } from "../../src/domain/category/queries.js";
import { readSlices, type SliceRequest } from "../../src/domain/list/slice.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, statements, close } = await testDatabase();
afterAll(close);
const { account, organization, category } = world(database);
const owner = await account();
const first = await organization(owner);
const second = await organization(owner);
const bare = await organization(owner);
const foreign = await organization(await account());
const ids: string[] = [];
for (const name of ["b", "a", "c", "a"]) ids.push(await category(owner, first, { name }));
const other = await category(owner, second, { name: "z" });
const context = await owner.context();

const byName = [{ property: "name", direction: "asc" as const }];
const slices = async (parents: string[], request: Partial<SliceRequest>) => {
  const found = await readSlices<{ id: string }>(context, owner.id, categoriesOfOrganization, parents, {
    limit: 100,
    offset: 0,
    ...request,
  });
  return new Map([...found].map(([parent, rows]) => [parent, rows.map(({ id }) => id)]));
};
const at = (...places: number[]) => places.map((place) => ids[place]);

test("a slice has so many rows after so many others, ties by id", async () => {
  expect(await slices([first], { orderBy: byName })).toEqual(new Map([[first, at(1, 3, 0, 2)]]));
  expect(await slices([first], { orderBy: byName, limit: 2, offset: 1 })).toEqual(new Map([[first, at(3, 0)]]));
  expect(await slices([first], { limit: 2 })).toEqual(new Map([[first, at(0, 1)]]));
  expect(await slices([first], { limit: 0 })).toEqual(new Map([[first, []]]));
  expect(await slices([first], { offset: 10_000 })).toEqual(new Map([[first, []]]));
});

test("a condition narrows it, and true and false are conditions", async () => {
  const where = { kind: "compare", property: "name", operator: "eq", value: "a" } as const;
  expect(await slices([first], { where, offset: 1 })).toEqual(new Map([[first, at(3)]]));
  expect(await slices([first], { where: { kind: "constant", value: false } })).toEqual(new Map([[first, []]]));
  expect(await slices([first], { where: { kind: "constant", value: true } })).toEqual(
    new Map([[first, at(0, 1, 2, 3)]]),
  );
});

test("the slices of many parents are one statement; a foreign or unknown parent is missing, an empty one is empty", async () => {
  statements.length = 0;
  expect(await slices([first, second, bare, foreign, newId()], { limit: 1 })).toEqual(
    new Map([
      [first, at(0)],
      [second, [other]],
      [bare, []],
    ]),
  );
  expect(statements).toHaveLength(1);
});

test("the loader reads what is asked for in one go together, and for nobody who is not signed in", async () => {
  const asked = await owner.context();
  statements.length = 0;
  const request = { limit: 1, offset: 0 };
  const found = await Promise.all(
    [first, second, foreign].map((parent) => asked.loaders.slice(categoriesOfOrganization, parent, { ...request })),
  );
  expect(found.map((rows) => rows?.map(({ id }) => id) ?? null)).toEqual([at(0), [other], null]);
  expect(statements).toHaveLength(1);
  const { contextOf } = world(database);
  const nobody = await contextOf(null);
  expect(await nobody.loaders.slice(categoriesOfOrganization, first, request)).toBeNull();
});

test.each([
  { limit: -1 },
  { limit: 101 },
  { limit: 1.5 },
  { limit: NaN },
  { offset: -1 },
  { offset: 10_001 },
  { offset: Infinity },
])("a size out of bounds is refused: %j", async (request) => {
  expect(await codeOf(slices([first], request))).toBe("INVALID_ARGUMENT");
});
