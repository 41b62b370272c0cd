import { describe, expect, test } from "vitest";
import { orderOf } from "../../../src/rest/order.js";
import { refusalOf, thing } from "./support.js";

const read = (raw: unknown) =>
  orderOf(raw, thing, "filter.order").map(({ property, direction }) => `${property} ${direction}`);

describe("every form of an order", () => {
  test.each<[unknown, string[]]>([
    [undefined, []],
    [null, []],
    ["", []],
    [" , ,", []],
    ["name", ["name asc"]],
    ["name DESC", ["name desc"]],
    ["  name   dEsC  ", ["name desc"]],
    ["name DESC nonsense; DROP TABLE", ["name desc"]],
    ["name ASC, alias DESC", ["name asc", "alias desc"]],
    [
      ["name", "alias DESC"],
      ["name asc", "alias desc"],
    ],
    [["name,alias"], ["name asc", "alias asc"]],
    [[], []],
    [{ name: "ASC" }, ["name asc"]],
    [{ name: "desc", alias: "ASC" }, ["name desc", "alias asc"]],
    [{ field: "name", sort: "DESC" }, ["name desc"]],
    [{ field: "name" }, ["name asc"]],
    [
      [{ name: "DESC" }, "alias"],
      ["name desc", "alias asc"],
    ],
    [{ 0: "name", 1: "alias DESC" }, ["name asc", "alias desc"]],
    ["name, alias, name DESC", ["name asc", "alias asc"]],
    ["custom.rank DESC", ["custom.rank desc"]],
    ["_isDeleted", ["isDeleted asc"]],
    ["extra.a.b", ["more.a.b asc"]],
    ["nope DESC", []],
    ["secret, tags, isDeleted, name.x, constructor, __proto__, custom.\0", []],
    ["nope, name", ["name asc"]],
  ])("%j", (raw, expected) => {
    expect(read(raw)).toEqual(expected);
  });
});

describe("what is no order is refused", () => {
  test.each([
    5,
    true,
    [5],
    [null],
    [["name"]],
    "name UP",
    "nope UP",
    { name: "UP" },
    { name: 1 },
    { name: null },
    { field: "name", sort: 5 },
    { field: "name", sort: "UP" },
    Array.from({ length: 21 }, (_, index) => `custom.a${index}`).join(),
  ])("%j", (raw) => {
    expect(refusalOf(() => read(raw))).toBe("INVALID_ARGUMENT");
  });
});
