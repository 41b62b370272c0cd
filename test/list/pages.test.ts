import { afterAll, describe, expect, test } from "vitest";
import { categoriesOfOrganization } from "../../src/domain/category/queries.js";
import { newId } from "../../src/database/ids.js";
import type { Order } from "../../src/domain/list/order.js";
import { countRows, type PageRequest, readPages } from "../../src/domain/list/list.js";
import { accountOrganizationsOfOrganization } from "../../src/domain/membership/queries.js";
import { deleteCategory } from "../../src/domain/category/delete-category.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, statements, close } = await testDatabase();
afterAll(close);
const { account, organization, category } = world(database);
const owner = await account();
const parent = await organization(owner);
const descriptions = ["b", null, "a", "b", null, "c", "a"];
const ids: string[] = [];
for (const description of descriptions) ids.push(await category(owner, parent, { description }));
const context = await owner.context();

interface Row {
  id: string;
}
const read = async (request: PageRequest, of = parent) => {
  const pages = await readPages<Row>(context, owner.id, categoriesOfOrganization, [of], request);
  const page = pages.get(of);
  if (!page) throw new Error("the list was not readable");
  return page;
};
const placesOf = async (request: PageRequest) => (await read(request)).rows.map(({ row }) => ids.indexOf(row.id));

/** Walks the whole list page by page and answers the places of the rows as they came. */
async function walk(orderBy: Order[], size: number, backwards: boolean): Promise<number[]> {
  const seen: number[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await read(
      backwards ? { orderBy, last: size, before: cursor } : { orderBy, first: size, after: cursor },
    );
    const places = page.rows.map(({ row }) => ids.indexOf(row.id));
    if (backwards) seen.unshift(...places);
    else seen.push(...places);
    if (backwards ? !page.hasPreviousPage : !page.hasNextPage) return seen;
    cursor = (backwards ? page.rows.at(0) : page.rows.at(-1))?.cursor;
  }
}

const up: Order = { property: "description", direction: "asc" };
const down: Order = { property: "description", direction: "desc" };
const newest: Order = { property: "id", direction: "desc" };

describe("null comes first ascending and last descending, ties go by id", () => {
  test.each<[string, Order[], number[]]>([
    ["ascending", [up], [1, 4, 2, 6, 0, 3, 5]],
    ["descending", [down], [5, 0, 3, 2, 6, 1, 4]],
    ["ties the other way round", [up, newest], [4, 1, 6, 2, 3, 0, 5]],
    ["a second mention changes nothing", [up, down], [1, 4, 2, 6, 0, 3, 5]],
    ["by id where nothing is said", [], [0, 1, 2, 3, 4, 5, 6]],
  ])("%s", async (_, orderBy, expected) => {
    expect(await placesOf({ orderBy })).toEqual(expected);
  });
});

describe("walking page by page meets every row exactly once, in order, over ties and nulls", () => {
  const orders = [[up], [down], [up, newest], [down, newest], []];
  const cases = orders.flatMap((orderBy) =>
    [1, 2, 3, 7].flatMap((size) => [false, true].map((backwards) => ({ orderBy, size, backwards }))),
  );
  test.each(cases)("$orderBy by $size, backwards: $backwards", async ({ orderBy, size, backwards }) => {
    expect(await walk(orderBy, size, backwards)).toEqual(await placesOf({ orderBy }));
  });
});

test("a cursor holds its place when its row is deleted", async () => {
  const list = await organization(owner);
  const made = [await category(owner, list), await category(owner, list), await category(owner, list)];
  const { rows } = await read({ first: 2 }, list);
  await deleteCategory(context, made[1] ?? "");
  const rest = await read({ after: rows[1]?.cursor }, list);
  expect(rest.rows.map(({ row }) => row.id)).toEqual(made.slice(2));
});

test("a page says whether there are rows before and after it", async () => {
  const sides = async (request: PageRequest) => {
    const { hasPreviousPage, hasNextPage } = await read(request);
    return [hasPreviousPage, hasNextPage];
  };
  const { rows } = await read({});
  const [second, sixth] = [rows[1]?.cursor, rows[5]?.cursor];
  expect(await sides({ first: 7 })).toEqual([false, false]);
  expect(await sides({ first: 6 })).toEqual([false, true]);
  expect(await sides({ last: 6 })).toEqual([true, false]);
  expect(await sides({ first: 2, after: second })).toEqual([true, true]);
  expect(await sides({ last: 2, before: sixth })).toEqual([true, true]);
});

test("a page of size 0 is empty and still tells whether there are rows", async () => {
  expect(await read({ first: 0 })).toEqual({ rows: [], hasNextPage: true, hasPreviousPage: false });
  expect(await read({ last: 0 })).toEqual({ rows: [], hasNextPage: false, hasPreviousPage: true });
});

test("a page has 20 rows where no size is named, and 100 at most", async () => {
  const list = await organization(owner);
  await database.prisma.category.createMany({
    data: Array.from({ length: 101 }, (_, index) => ({
      id: newId(),
      organizationId: list,
      name: "n",
      alias: `a${index}`,
      aliasKey: `a${index}`,
    })),
  });
  expect((await read({}, list)).rows).toHaveLength(20);
  expect((await read({ first: 100 }, list)).rows).toHaveLength(100);
  expect((await countRows(context, owner.id, categoriesOfOrganization, [list], {})).get(list)).toBe(101);
});

test.each<[string, PageRequest]>([
  ["first: 101", { first: 101 }],
  ["last: 101", { last: 101 }],
  ["first: -1", { first: -1 }],
  ["first: 1.5", { first: 1.5 }],
  ["first with last", { first: 1, last: 1 }],
  ["after with last", { last: 1, after: "x" }],
  ["before with first", { first: 1, before: "x" }],
])("a page cannot be asked for by %s", async (_, request) => {
  expect(await codeOf(read(request))).toBe("INVALID_ARGUMENT");
});

test("a cursor of another list, parent or order, and a text that is no cursor, are refused", async () => {
  const cursor = (await read({ orderBy: [up] })).rows[0]?.cursor ?? "";
  const other = await organization(owner);
  const refused = [
    read({ orderBy: [down], after: cursor }),
    read({ after: cursor }),
    read({ orderBy: [up], after: cursor }, other),
    read({ orderBy: [up], after: `${cursor}x`.repeat(3) }),
    read({ orderBy: [up], after: "" }),
    read({ orderBy: [up], after: "x".repeat(5_000) }),
    read({ orderBy: [up], after: Buffer.from('{"__proto__":1}').toString("base64url") }),
    readPages(context, owner.id, accountOrganizationsOfOrganization, [parent], { after: cursor }),
  ];
  const codes = await Promise.all(refused.map((act) => codeOf(act)));
  expect(codes).toEqual(refused.map(() => "INVALID_ARGUMENT"));
});

test("a cursor whose values were tampered with is refused or finds only what may be read", async () => {
  const cursor = (await read({ orderBy: [up] })).rows[0]?.cursor ?? "";
  const [mark] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as string[];
  for (const values of [[1, ids[0]], ["a", "no id"], ["\0", ids[0]], [{}, ids[0]], ["a"], ["a", null]]) {
    const forged = Buffer.from(JSON.stringify([mark, ...values])).toString("base64url");
    expect(await codeOf(read({ orderBy: [up], after: forged }))).toBe("INVALID_ARGUMENT");
  }
});

test("the pages of many parents cost one statement, and parents that may not be read are missing", async () => {
  const stranger = await account();
  const hidden = await organization(stranger);
  const empty = await organization(owner);
  statements.length = 0;
  const pages = await readPages<Row>(context, owner.id, categoriesOfOrganization, [parent, hidden, empty, newId()], {
    first: 3,
  });
  expect(statements).toHaveLength(1);
  expect(new Map([...pages].map(([id, page]) => [id, page.rows.length]))).toEqual(
    new Map([
      [parent, 3],
      [empty, 0],
    ]),
  );
  const counts = await countRows(context, owner.id, categoriesOfOrganization, [parent, hidden, empty], {});
  expect(counts).toEqual(
    new Map([
      [parent, 7],
      [empty, 0],
    ]),
  );
});
