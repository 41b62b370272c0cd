import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { createCategory } from "../../src/domain/category/create-category.js";
import { deleteCategory, restoreCategory } from "../../src/domain/category/delete-category.js";
import {
  allCategoriesOfOrganization,
  categoriesByIds,
  categoriesOfOrganization,
} from "../../src/domain/category/queries.js";
import { replaceCategory, updateCategory } from "../../src/domain/category/update-category.js";
import type { Context } from "../../src/domain/context.js";
import { countRows } from "../../src/domain/list/list.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, member, category, contextOf } = world(database);
const owner = await account();

const create = async (organizationId: string, input: unknown) =>
  createCategory(await owner.context(), organizationId, input);
const stored = (id: string) => database.prisma.category.findUniqueOrThrow({ where: { id } });
const taken = { alias: "uniqueness" };

test("a category keeps what it was made of", async () => {
  const organizationId = await organization(owner);
  const id = await create(organizationId, {
    name: "Travel",
    alias: "TRAVEL",
    description: "by train",
    custom: { a: [1] },
  });
  expect(await stored(id)).toMatchObject({
    organizationId,
    name: "Travel",
    alias: "TRAVEL",
    description: "by train",
    custom: { a: [1] },
    isDeleted: false,
    deletedAt: null,
    deletedId: null,
  });
});

describe("an alias is unique in any letter case of any script, however it is composed", () => {
  test.each([
    ["travel", "TRAVEL"],
    ["Šport", "šPORT"],
    ["ÜBUNG", "übung"],
    ["ΟΔΟΣ", "οδος"],
    ["ПОЕЗДКА", "поездка"],
    ["caf\u00e9", "CAFE\u0301"],
  ])("%s and %s", async (first, second) => {
    const organizationId = await organization(owner);
    await create(organizationId, { name: "A", alias: first });
    expect(await problemsOf(create(organizationId, { name: "B", alias: second }))).toEqual(taken);
    const other = await create(organizationId, { name: "B", alias: "other" });
    expect(await problemsOf(updateCategory(await owner.context(), other, { alias: second }))).toEqual(taken);
  });
});

test("the same alias may be used in another organization, and by the category itself", async () => {
  const id = await category(owner, await organization(owner), { alias: "same" });
  await category(owner, await organization(owner), { alias: "same" });
  await updateCategory(await owner.context(), id, { alias: "SAME" });
  expect((await stored(id)).alias).toBe("SAME");
});

test("what is given is changed, null clears, and the rest stays", async () => {
  const id = await category(owner, await organization(owner), { alias: "a", description: "old", custom: { a: 1 } });
  await updateCategory(await owner.context(), id, { name: "New", description: null });
  expect(await stored(id)).toMatchObject({ name: "New", alias: "a", description: null, custom: { a: 1 } });
});

test("every property that is not valid is named at once", async () => {
  const organizationId = await organization(owner);
  expect(await problemsOf(create(organizationId, { alias: "", description: 1, custom: 1 }))).toEqual({
    name: "presence",
    alias: "presence",
    description: "type",
    custom: "type",
  });
});

test("an alias that is taken is named together with everything else that is not valid", async () => {
  const organizationId = await organization(owner);
  await category(owner, organizationId, { alias: "Travel" });
  const id = await category(owner, organizationId, { alias: "other" });
  const context = await owner.context();
  const both = { name: "presence", alias: "uniqueness" };
  expect(await problemsOf(create(organizationId, { alias: "TRAVEL" }))).toEqual(both);
  expect(await problemsOf(updateCategory(context, id, { name: "", alias: "TRAVEL" }))).toEqual(both);
  expect(await problemsOf(replaceCategory(context, id, { alias: "TRAVEL" }))).toEqual(both);
});

test("an alias of the category itself, of a deleted one or of another organization is not taken, whatever else fails", async () => {
  const organizationId = await organization(owner);
  const id = await category(owner, organizationId, { alias: "own" });
  await deleteCategory(await owner.context(), await category(owner, organizationId, { alias: "deleted" }));
  await category(owner, await organization(owner), { alias: "foreign" });
  for (const alias of ["OWN", "deleted", "foreign", "a\0b", 5]) {
    const problems = await problemsOf(replaceCategory(await owner.context(), id, { alias }));
    expect(problems).toMatchObject({ name: "presence" });
    expect(Object.values(problems)).not.toContain("uniqueness");
  }
});

test("a deleted category is marked with its own id and left out of lists, and stays readable by id", async () => {
  const organizationId = await organization(owner);
  const id = await category(owner, organizationId);
  await deleteCategory(await owner.context(), id);
  expect(await stored(id)).toMatchObject({ isDeleted: true, deletedAt: expect.any(Date) as Date, deletedId: id });
  const context = await owner.context();
  expect(await categoriesByIds(context, [id])).toMatchObject([{ id, isDeleted: true }]);
  const count = async (list: typeof categoriesOfOrganization) =>
    (await countRows(context, owner.id, list, [organizationId], {})).get(organizationId);
  expect([await count(categoriesOfOrganization), await count(allCategoriesOfOrganization)]).toEqual([0, 1]);
});

test("the alias of a deleted category is free, and its restoring is refused while another has it", async () => {
  const organizationId = await organization(owner);
  const first = await category(owner, organizationId, { alias: "Travel" });
  await deleteCategory(await owner.context(), first);
  const second = await category(owner, organizationId, { alias: "TRAVEL" });
  expect(await problemsOf((async () => restoreCategory(await owner.context(), first))())).toEqual(taken);
  await updateCategory(await owner.context(), second, { alias: "trips" });
  await restoreCategory(await owner.context(), first);
  expect(await stored(first)).toMatchObject({ isDeleted: false, deletedAt: null, deletedId: null, alias: "Travel" });
});

test("many deleted categories may have had one alias", async () => {
  const organizationId = await organization(owner);
  for (let round = 0; round < 3; round++) {
    await deleteCategory(await owner.context(), await category(owner, organizationId, { alias: "again" }));
  }
  expect(await database.prisma.category.count({ where: { organizationId, isDeleted: true } })).toBe(3);
});

test("a deleted category is found neither by a change nor by another deletion; restoring a living one does nothing", async () => {
  const id = await category(owner, await organization(owner));
  const context = await owner.context();
  await restoreCategory(context, id);
  await deleteCategory(context, id);
  expect(await codeOf(updateCategory(context, id, { name: "X" }))).toBe("NOT_FOUND");
  expect(await codeOf(deleteCategory(context, id))).toBe("NOT_FOUND");
  const events = (await historyOf(database, id)).map((event) => event.action);
  expect(events).toEqual(["category.create", "category.delete"]);
});

const writes: [string, (context: Context, id: string) => Promise<void>][] = [
  ["update", (context, id) => updateCategory(context, id, { name: "X" })],
  ["delete", deleteCategory],
  ["restore", restoreCategory],
];

test.each(writes)("who may %s a category: member and admin, not who reads only, and no stranger", async (_, write) => {
  const organizationId = await organization(owner);
  const id = await category(owner, organizationId);
  const reader = await member(organizationId, owner, "readonly");
  expect(await codeOf(write(await reader.actor.context(), id))).toBe("FORBIDDEN");
  expect(await codeOf(write(await contextOf(null), id))).toBe("UNAUTHENTICATED");
  const unknown = newId();
  const missing = await refusalOf(write(await owner.context(), unknown));
  const foreign = await refusalOf(write(await (await account()).context(), id));
  expect([foreign.code, foreign.message.replace(id, unknown)]).toEqual(["NOT_FOUND", missing.message]);
  const writer = await member(organizationId, owner, "default");
  await write(await writer.actor.context(), id);
});

test("who may create a category: member and admin, not who reads only, and no stranger", async () => {
  const organizationId = await organization(owner);
  const reader = await member(organizationId, owner, "readonly");
  expect(await codeOf(category(reader.actor, organizationId))).toBe("FORBIDDEN");
  expect(await codeOf(category(await account(), organizationId))).toBe("NOT_FOUND");
  await category((await member(organizationId, owner, "default")).actor, organizationId);
});

test("a stranger sees no category, by id or in a list", async () => {
  const organizationId = await organization(owner);
  const id = await category(owner, organizationId);
  const stranger = await account();
  const context = await stranger.context();
  expect(await categoriesByIds(context, [id])).toEqual([]);
  const counted = await countRows(context, stranger.id, categoriesOfOrganization, [organizationId], {});
  expect([...counted]).toEqual([]);
});
