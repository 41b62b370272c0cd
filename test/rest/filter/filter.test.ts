import { describe, expect, test } from "vitest";
import type { Filter } from "../../../src/rest/filter-shape.js";
import { readFilter } from "../../../src/rest/filter.js";
import { filterOf, owner, refusalOf, thing } from "./support.js";

const nothing: Filter = {
  where: undefined,
  order: [],
  limit: 100,
  skip: 0,
  fields: undefined,
  include: [],
  deleted: false,
};
const read = (raw: unknown) => readFilter(raw, thing);
const invalid = "INVALID_ARGUMENT";

test.each<unknown>([
  undefined,
  null,
  "",
  " ",
  "null",
  "{}",
  {},
  { foo: "bar", __proto__: null, constructor: 1 },
  '{"__proto__":{"limit":1}}',
])("nothing is asked for by %j", (raw) => {
  expect(read(raw)).toEqual(nothing);
});

test("JSON and brackets are one language", () => {
  const filter = {
    ...nothing,
    where: { kind: "compare", property: "alias", operator: "eq", value: "it" },
    order: [{ property: "name", direction: "desc" }],
    limit: 2,
    skip: 4,
    fields: { only: new Set(["name"]) },
    deleted: true,
  };
  const json = { where: { alias: "it" }, order: "name DESC", limit: 2, skip: 4, fields: ["name"], deleted: true };
  expect(read(json)).toEqual(filter);
  expect(read(JSON.stringify(json))).toEqual(filter);
  const brackets =
    "filter[where][alias]=it&filter[order]=name+DESC&filter[limit]=2&filter[skip]=4&filter[fields][name]=true&filter[deleted]=true";
  expect(filterOf(brackets)).toEqual(filter);
});

describe("what is no filter is refused", () => {
  test.each<[unknown, string]>([
    ["foo", `SyntaxError ${invalid}`],
    ['{"where":}', `SyntaxError ${invalid}`],
    ["{'limit':1}", `SyntaxError ${invalid}`],
    ["[]", invalid],
    ["5", invalid],
    [[], invalid],
    [5, invalid],
    [false, invalid],
    [{ where: "x" }, `SyntaxError ${invalid}`],
    [{ where: 5 }, invalid],
    [{ where: [] }, invalid],
    [{ where: { $where: 1 } }, "OPERATOR_NOT_ALLOWED_IN_QUERY"],
    [{ include: { relation: "things", scope: { where: { name: { $gt: 1 } } } } }, "OPERATOR_NOT_ALLOWED_IN_QUERY"],
  ])("%j", (raw, code) => {
    expect(refusalOf(() => read(raw))).toBe(code);
  });

  test.each([
    'filter={"limit":1}&filter[where][alias]=it',
    'filter[where][alias]=it&filter={"limit":1}',
    "filter=&filter[where][alias]=it",
    'filter={"limit":1}&filter={"limit":1}',
    'filter={"limit":1}&filter[where][alias]=it&filter={"limit":1}',
    "filter[0]=x&filter[limit]=1",
    "filter[where]={}&filter[where][alias]=it",
    "filter[where][alias]=it&filter[where][alias][neq]=x",
  ])("given twice: %s", (query) => {
    expect(refusalOf(() => filterOf(query))).toBe(invalid);
  });
});

describe("levels are counted as the original service counts them", () => {
  const nested = (levels: number): unknown =>
    Array.from({ length: levels }).reduce<unknown>((inner) => ({ and: [inner] }), { name: "x" });

  test("what stands on level 12 is taken, what stands on level 13 is not", () => {
    expect(read({ where: nested(5) }).where).toBeDefined();
    expect(refusalOf(() => read({ where: nested(6) }))).toBe("QUERY_OBJECT_TOO_DEEP");
    expect(refusalOf(() => read({ foo: nested(6) }))).toBe("QUERY_OBJECT_TOO_DEEP");
  });

  test("also inside of JSON that is inside of brackets", () => {
    expect(read({ where: JSON.stringify(nested(5)) }).where).toBeDefined();
    expect(refusalOf(() => read({ where: JSON.stringify(nested(6)) }))).toBe("QUERY_OBJECT_TOO_DEEP");
  });

  test.each([
    ["lists", "[".repeat(100_000) + "]".repeat(100_000)],
    ["objects", `${'{"where":'.repeat(100_000)}{}${"}".repeat(100_000)}`],
    ["includes", `{"include":${'{"things":'.repeat(50_000)}"owner"${"}".repeat(50_000)}}`],
  ])("a bomb of %s ends in a refusal", (_, text) => {
    expect(refusalOf(() => read(text))).toMatch(/^(QUERY_OBJECT_TOO_DEEP|INVALID_ARGUMENT)$/);
  });
});

describe("limit, skip and offset", () => {
  test.each<[object, number, number]>([
    [{ limit: 5 }, 5, 0],
    [{ limit: "5" }, 5, 0],
    [{ limit: 0 }, 100, 0],
    [{ limit: "0" }, 100, 0],
    [{ limit: null }, 100, 0],
    [{ limit: 1_000 }, 100, 0],
    [{ limit: 1e308 }, 100, 0],
    [{ skip: 10_000 }, 100, 10_000],
    [{ offset: "7" }, 100, 7],
    [{ skip: 3, offset: 7 }, 100, 3],
    [{ skip: 0, offset: 7 }, 100, 0],
    [{ skip: null, offset: 7 }, 100, 7],
  ])("%j", (raw, limit, skip) => {
    expect(read(raw)).toEqual({ ...nothing, limit, skip });
  });

  test.each(["limit", "skip", "offset"])("%s is refused where it is no whole number from 0", (name) => {
    for (const value of [-1, 1.5, "x", "", "1.5", "-1", "0x1", true, [], [5], {}, "1e-2", "1..2", "9".repeat(400)]) {
      if (name === "limit" && value === "9".repeat(400)) continue;
      expect(refusalOf(() => read({ [name]: value }))).toBe(invalid);
    }
    expect(refusalOf(() => read(`{"${name}":1e400}`))).toBe(invalid);
  });

  test("numeric text is a number, however it is written", () => {
    expect([read({ limit: "1e1" }).limit, read({ limit: " 2.0 " }).limit, read({ skip: "20" }).skip]).toEqual([
      10, 2, 20,
    ]);
  });

  test("nobody skips more than 10,000 rows", () => {
    expect(refusalOf(() => read({ skip: 10_001 }))).toBe(invalid);
    expect(refusalOf(() => read({ offset: "10001" }))).toBe(invalid);
  });
});

describe("deleted", () => {
  test.each<[unknown, boolean]>([
    [true, true],
    ["true", true],
    ["1", true],
    [1, true],
    ["yes", true],
    [false, false],
    ["false", false],
    ["0", false],
    [0, false],
    ["", false],
    [null, false],
  ])("%j", (deleted, expected) => {
    expect(read({ deleted })).toEqual({ ...nothing, deleted: expected });
  });
  test("a list or an object is refused", () => {
    expect(refusalOf(() => read({ deleted: [true] }))).toBe(invalid);
    expect(refusalOf(() => read({ deleted: {} }))).toBe(invalid);
  });
});

test("by id only include and fields are looked at", () => {
  const raw = { where: 5, order: 5, limit: -1, skip: "x", deleted: [], fields: ["name"], include: "owner" };
  expect(readFilter(raw, thing, { byId: true })).toEqual({
    ...nothing,
    fields: { only: new Set(["name"]) },
    include: [{ name: "owner", relation: thing.relations.owner, target: owner, filter: nothing }],
  });
});

test("more values than any filter has are refused before they are looked at one by one", () => {
  const where = Object.fromEntries(Array.from({ length: 90_000 }, (_, index) => [`a${index}`, 1]));
  expect(refusalOf(() => read({ where }))).toBe(invalid);
  expect(refusalOf(() => read({ order: "name,".repeat(180_000) }))).toBe(invalid);
});
