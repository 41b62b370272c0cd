import { describe, expect, test } from "vitest";
import type { Filter } from "../../../src/rest/filter-shape.js";
import { readFilter } from "../../../src/rest/filter.js";
import { filterOf, refusalOf, thing } from "./support.js";

/** The relations as a tree of names. */
const names = ({ include }: Filter): unknown =>
  Object.fromEntries(include.map(({ name, filter }) => [name, names(filter)]));
const read = (include: unknown) => readFilter({ include }, thing);

describe("every form of an include", () => {
  test.each<[unknown, unknown]>([
    [undefined, {}],
    [null, {}],
    ["", {}],
    [[], {}],
    [{}, {}],
    ["owner", { owner: {} }],
    [["owner", "things"], { owner: {}, things: {} }],
    [[["owner"], ["things"]], { owner: {}, things: {} }],
    [{ 0: "owner" }, { owner: {} }],
    [{ relation: "owner" }, { owner: {} }],
    [{ rel: "owner", relation: "things", scope: { include: "things" } }, { owner: { things: {} } }],
    [{ relation: "owner", scope: null, foo: 1 }, { owner: {} }],
    [{ relation: "owner", scope: { include: "things" } }, { owner: { things: {} } }],
    [{ relation: "owner", scope: '{"include":"things"}' }, { owner: { things: {} } }],
    [{ owner: "things" }, { owner: { things: {} } }],
    [
      { owner: ["things"], things: null },
      { owner: { things: {} }, things: {} },
    ],
    [{ owner: true }, { owner: {} }],
    [{ owner: { things: { owner: "things" } } }, { owner: { things: { owner: { things: {} } } } }],
    [[{ owner: { relation: "things", scope: { include: "owner" } } }], { owner: { things: { owner: {} } } }],
    [["owner", { owner: "things" }], { owner: { things: {} } }],
  ])("%j", (raw, expected) => {
    expect(names(read(raw))).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["filter[include]=owner", { owner: {} }],
    ["filter[include][0]=owner&filter[include][1]=things", { owner: {}, things: {} }],
    ["filter[include][owner]=things", { owner: { things: {} } }],
    ["filter[include][relation]=owner&filter[include][scope][include]=things", { owner: { things: {} } }],
  ])("%s", (query, expected) => {
    expect(names(filterOf(query))).toEqual(expected);
  });
});

test("a scope is a filter on the related objects, with their properties and relations", () => {
  const scope = {
    where: { name: "x", email: "y" },
    fields: ["id", "email"],
    order: "name DESC, email",
    limit: 2,
    offset: 1,
  };
  expect(read({ relation: "things", scope }).include).toEqual([
    {
      name: "things",
      relation: thing.relations.things,
      target: thing,
      filter: {
        where: {
          kind: "and",
          conditions: [
            { kind: "compare", property: "name", operator: "eq", value: "x" },
            { kind: "constant", value: false },
          ],
        },
        order: [{ property: "name", direction: "desc" }],
        limit: 2,
        skip: 1,
        fields: { only: new Set(["id"]) },
        include: [],
        deleted: false,
      },
    },
  ]);
});

describe("what is no include is refused", () => {
  test.each([
    "nope",
    "owner,things",
    "__proto__",
    "constructor",
    5,
    true,
    [5],
    { nope: "things" },
    { owner: "nope" },
    { owner: 5 },
    { owner: false },
    { relation: "nope" },
    { relation: "owner", scope: 5 },
    { relation: "owner", scope: "x" },
    { relation: "owner", scope: { where: 5 } },
    { relation: "owner", scope: { include: "nope" } },
    Array.from({ length: 21 }, () => "owner"),
  ])("%j", (raw) => {
    expect(refusalOf(() => read(raw))).toContain("INVALID_ARGUMENT");
  });

  test("the scopes of a filter share its conditions", () => {
    const some = { and: Array.from({ length: 30 }, () => ({ id: "x" })) };
    expect(names(readFilter({ where: some, include: "owner" }, thing))).toEqual({ owner: {} });
    const both = { where: some, include: { relation: "owner", scope: { where: some } } };
    expect(refusalOf(() => readFilter(both, thing))).toBe("INVALID_ARGUMENT");
  });
});

test("a scope that comes as JSON inside of the filter is no deeper than one that does not", () => {
  const bomb = `{"include":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  expect(refusalOf(() => read({ relation: "owner", scope: bomb }))).toBe("QUERY_OBJECT_TOO_DEEP");
});
