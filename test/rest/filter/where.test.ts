import { describe, expect, test } from "vitest";
import type { Condition, Value } from "../../../src/domain/list/condition.js";
import { filterOf, messageOf, refusalOf, where } from "./support.js";

type Operator = Extract<Condition, { kind: "compare" }>["operator"];
const is = (property: string, value: Value, operator: Operator = "eq"): Condition => ({
  kind: "compare",
  property,
  operator,
  value,
});
const among = (property: string, operator: "in" | "notIn", ...values: Value[]): Condition => ({
  kind: "among",
  property,
  operator,
  values,
});
const like = (property: string, pattern: string, ignoreCase = false): Condition => ({
  kind: "pattern",
  property,
  pattern,
  ignoreCase,
});
const not = (condition: Condition): Condition => ({ kind: "not", condition });
const both = (...conditions: Condition[]): Condition => ({ kind: "and", conditions });
const either = (...conditions: Condition[]): Condition => ({ kind: "or", conditions });
const always = (value: boolean): Condition => ({ kind: "constant", value });

const id = "5f0c1ad0aa00000000c0de0a";

describe("values are converted by the type of their property", () => {
  test.each<[unknown, Condition]>([
    [{ name: "it" }, is("name", "it")],
    [{ name: "" }, is("name", "")],
    [{ name: 5 }, is("name", "5")],
    [{ name: true }, is("name", "true")],
    [{ name: null }, is("name", null)],
    [{ id: id.toUpperCase() }, is("id", id)],
    [{ id: "ABC" }, is("id", "ABC")],
    [{ id: 7 }, is("id", "7")],
    [{ active: true }, is("active", true)],
    [{ active: "1" }, is("active", true)],
    [{ active: "banana" }, is("active", true)],
    [{ active: "false" }, is("active", false)],
    [{ active: "0" }, is("active", false)],
    [{ active: "" }, is("active", false)],
    [{ active: 0 }, is("active", false)],
    [{ amount: 0 }, is("amount", "0")],
    [{ amount: "99.90" }, is("amount", "99.90")],
    [{ amount: " -5e2 " }, is("amount", "-5e2")],
    [{ amount: 1e21 }, is("amount", "1e+21")],
    [{ createdAt: "2020-03-01" }, is("createdAt", "2020-03-01T00:00:00.000Z")],
    [{ createdAt: 1_583_020_800_000 }, is("createdAt", "2020-03-01T00:00:00.000Z")],
    [{ createdAt: "1583020800000" }, is("createdAt", "2020-03-01T00:00:00.000Z")],
    [{ createdAt: "2020-12-31T23:30:00+01:00" }, is("createdAt", "2020-12-31T22:30:00.000Z")],
    [{ createdAt: "29/2/2020" }, is("createdAt", "2020-02-29T00:00:00.000Z")],
    [{ createdAt: null }, is("createdAt", null)],
    [{ date: "2020-02-29" }, is("date", "2020-02-29")],
    [{ date: "2020-02-29T23:59:59Z" }, is("date", "2020-02-29")],
    [{ _isDeleted: "true" }, is("isDeleted", true)],
    [{ custom: null }, is("custom", null)],
    [{ custom: "x" }, is("custom", "x")],
    [{ "custom.a.b": "5" }, is("custom.a.b", "5")],
    [{ "custom.a": 5 }, is("custom.a", 5)],
    [{ "custom.a": true }, is("custom.a", true)],
    [{ "extra.a": null }, is("more.a", null)],
    [{ "custom.__proto__.x": 1 }, is("custom.__proto__.x", 1)],
  ])("%j", (raw, expected) => {
    expect(where(raw)).toEqual(expected);
  });
});

describe("operators", () => {
  test.each<[unknown, Condition]>([
    [{ name: { eq: "x" } }, is("name", "x")],
    [{ name: { neq: null } }, is("name", null, "neq")],
    [{ amount: { gt: "20.5" } }, is("amount", "20.5", "gt")],
    [{ amount: { gte: 1, lte: 2 } }, both(is("amount", "1", "gte"), is("amount", "2", "lte"))],
    [{ amount: { lt: 0 } }, is("amount", "0", "lt")],
    [{ amount: { between: [0, "9"] } }, both(is("amount", "0", "gte"), is("amount", "9", "lte"))],
    [{ amount: { between: { 0: 1, 1: 2 } } }, both(is("amount", "1", "gte"), is("amount", "2", "lte"))],
    [{ name: { inq: ["a", null, 5] } }, among("name", "in", "a", null, "5")],
    [{ name: { inq: "a" } }, among("name", "in", "a")],
    [{ name: { inq: null } }, among("name", "in", null)],
    [{ name: { inq: [] } }, among("name", "in")],
    [{ name: { nin: [] } }, among("name", "notIn")],
    [{ amount: { nin: { 3: "1", 0: 2 } } }, among("amount", "notIn", "2", "1")],
    [{ createdAt: { inq: ["2020-03-01"] } }, among("createdAt", "in", "2020-03-01T00:00:00.000Z")],
    [{ name: { like: "20.*" } }, like("name", "20.*")],
    [{ name: { like: "" } }, like("name", "")],
    [{ name: { like: "a", options: "i" } }, like("name", "a", true)],
    [{ name: { options: "i", nlike: "a" } }, not(like("name", "a", true))],
    [{ name: { ilike: "a" } }, like("name", "a", true)],
    [{ name: { nilike: "a" } }, not(like("name", "a", true))],
    [{ name: { regexp: "^S" } }, like("name", "^S")],
    [{ name: { regexp: "/^s/i" } }, like("name", "^s", true)],
    [{ name: { regexp: "/a\\/b/" } }, like("name", "a\\/b")],
    [{ name: { regexp: "^s", options: "i" } }, like("name", "^s", true)],
    [{ name: { regexp: "/" } }, like("name", "/")],
    [{ createdAt: { like: "2020" } }, like("createdAt", "2020")],
    [{ "custom.kind": { like: "^inc" } }, like("custom.kind", "^inc")],
    [{ "custom.rank": { exists: false } }, is("custom.rank", null)],
    [{ "custom.rank": { exists: "true" } }, is("custom.rank", null, "neq")],
  ])("%j", (raw, expected) => {
    expect(where(raw)).toEqual(expected);
  });
});

describe("logic", () => {
  const [it, cafe] = [is("alias", "it"), is("alias", "cafe")];
  test.each<[unknown, Condition | undefined]>([
    [undefined, undefined],
    [null, undefined],
    ["", undefined],
    [" ", undefined],
    ["null", undefined],
    [{}, undefined],
    ['{"alias":"it"}', it],
    [{ name: "IT", alias: "it" }, both(is("name", "IT"), it)],
    [{ or: [{ alias: "it" }, { alias: "cafe" }] }, either(it, cafe)],
    [{ or: { 0: { alias: "it" }, 1: { alias: "cafe" } } }, either(it, cafe)],
    [{ nor: [{ alias: "it" }] }, not(either(it))],
    [{ and: [{ or: [{ alias: "it" }] }, {}] }, both(either(it), both())],
    [{ or: [] }, either()],
    [{ and: [] }, undefined],
    [{ or: [{ alias: "it" }], name: "x" }, both(either(it), is("name", "x"))],
  ])("%j", (raw, expected) => {
    expect(where(raw)).toEqual(expected);
  });

  test.each<[string, Condition | undefined]>([
    ["filter[where][and][0][or][0][alias]=it&filter[where][and][0][or][1][alias]=cafe", both(either(it, cafe))],
    ['filter[where]={"alias":"it"}', it],
    ["filter[where]=", undefined],
    ["filter[where][alias][inq]=it", among("alias", "in", "it")],
    ["filter[where][alias][inq][0]=it&filter[where][alias][inq][7]=cafe", among("alias", "in", "it", "cafe")],
    ["filter[where][custom.rank][gt]=6", is("custom.rank", "6", "gt")],
    ["filter[where][name]=null", is("name", "null")],
  ])("%s", (query, expected) => {
    expect(filterOf(query).where).toEqual(expected);
  });
});

describe("of a property that there is not nothing is true but what is denied", () => {
  test.each<[unknown, boolean]>([
    [{ nope: "x" }, false],
    [{ nope: null }, false],
    [{ nope: { gt: 1 } }, false],
    [{ nope: { between: [1, 2] } }, false],
    [{ nope: { inq: [null] } }, false],
    [{ nope: { like: "" } }, false],
    [{ nope: { regexp: "" } }, false],
    [{ nope: { exists: true } }, false],
    [{ nope: { exists: false } }, true],
    [{ nope: { neq: "x" } }, true],
    [{ nope: { nin: ["x"] } }, true],
    [{ nope: { nlike: "x" } }, true],
    [{ nope: { nilike: "x" } }, true],
    [{ secret: "x" }, false],
    [{ tags: "x" }, false],
    [{ "name.x": "x" }, false],
    [{ "tags.0": "x" }, false],
    [{ "custom.\0": "x" }, false],
    [{ isDeleted: true }, false],
    [{ constructor: "x" }, false],
    [{ hasOwnProperty: { neq: "x" } }, true],
    [JSON.parse('{"__proto__":"x"}'), false],
    ['{"__proto__":{"neq":"x"}}', true],
    [{ "": "x" }, false],
  ])("%j", (raw, expected) => {
    expect(where(raw)).toEqual(always(expected));
  });

  test("it takes part in logic", () => {
    expect(where({ or: [{ nope: 1 }, { name: "x" }] })).toEqual(either(always(false), is("name", "x")));
  });
});

describe("what is malformed is refused, also of a property that there is not", () => {
  const invalid = "INVALID_ARGUMENT";
  test.each<[unknown, string]>([
    ["{bad}", `SyntaxError ${invalid}`],
    ["foo", `SyntaxError ${invalid}`],
    ["{'a':1}", `SyntaxError ${invalid}`],
    ["[]", invalid],
    ['"x"', invalid],
    ["5", invalid],
    [[{ alias: "it" }], invalid],
    [["{}", { alias: "it" }], invalid],
    [5, invalid],
    [true, invalid],
    [{ name: ["a"] }, invalid],
    [{ name: {} }, invalid],
    [{ name: { options: "i" } }, invalid],
    [{ name: { a: { b: 1 } } }, invalid],
    [{ name: { foo: "x" } }, invalid],
    [{ nope: { foo: "x" } }, invalid],
    [{ name: { not: "x" } }, invalid],
    [{ name: { near: "1,2" } }, invalid],
    [{ name: { constructor: "x" } }, invalid],
    [JSON.parse('{"name":{"__proto__":"x"}}'), invalid],
    [{ name: { eq: { a: 1 } } }, invalid],
    [{ name: { gt: null } }, invalid],
    [{ name: { inq: [["a"]] } }, invalid],
    [{ name: { inq: { a: 1 } } }, invalid],
    [{ amount: { between: [1] } }, invalid],
    [{ amount: { between: [1, 2, 3] } }, invalid],
    [{ amount: { between: [1, null] } }, invalid],
    [{ amount: { between: 1 } }, invalid],
    [{ nope: { between: 1 } }, invalid],
    [{ name: { like: 5 } }, invalid],
    [{ name: { like: null } }, invalid],
    [{ nope: { like: 5 } }, invalid],
    [{ name: { like: "a", options: "x" } }, invalid],
    [{ name: { like: "a", options: 1 } }, invalid],
    [{ name: { like: "(?=a)" } }, invalid],
    [{ name: { like: "(a{0,50}){0,50}" } }, invalid],
    [{ name: { like: "a".repeat(101) } }, invalid],
    [{ name: { regexp: "/a/m" } }, invalid],
    [{ name: { regexp: "a".repeat(10_240) } }, invalid],
    [{ name: { exists: null } }, invalid],
    [{ name: "a".repeat(1_001) }, invalid],
    [{ name: "a\0b" }, invalid],
    [{ name: "a\ud800" }, invalid],
    [{ nope: "a\0b" }, invalid],
    [{ "custom.a": "\ud800" }, invalid],
    ['{"amount":1e400}', invalid],
    ['{"custom.a":1e400}', invalid],
    [{ amount: "1e400" }, invalid],
    [{ amount: "1e-99999" }, invalid],
    [{ amount: "abc" }, invalid],
    [{ amount: "" }, invalid],
    [{ amount: "NaN" }, invalid],
    [{ amount: "0x10" }, invalid],
    [{ amount: true }, invalid],
    [{ createdAt: "nope" }, invalid],
    [{ createdAt: "2020-02-30" }, invalid],
    [{ createdAt: "99999-01-01" }, invalid],
    [{ createdAt: 1e20 }, invalid],
    [{ createdAt: true }, invalid],
    [{ date: "31/4/2020" }, invalid],
    [{ or: { alias: "it" } }, invalid],
    [{ or: "x" }, invalid],
    [{ or: null }, invalid],
    [{ and: ["x"] }, invalid],
    [{ and: [null] }, invalid],
    [{ and: [[]] }, invalid],
    [{ nor: {} }, invalid],
    [{ name: { inq: Array.from({ length: 501 }, () => "a") } }, invalid],
    [{ and: Array.from({ length: 51 }, () => ({ name: "a" })) }, invalid],
    [{ and: Array.from({ length: 101 }, () => ({})) }, invalid],
    [{ and: Array.from({ length: 21 }, () => ({ name: { like: "a" } })) }, invalid],
    [{ name: { $gt: "x" } }, "OPERATOR_NOT_ALLOWED_IN_QUERY"],
    [{ $where: "1" }, "OPERATOR_NOT_ALLOWED_IN_QUERY"],
    [{ or: [{ name: { inq: [{ $a: 1 }] } }] }, "OPERATOR_NOT_ALLOWED_IN_QUERY"],
    [{ nope: { foo: { $gt: 1 } } }, "OPERATOR_NOT_ALLOWED_IN_QUERY"],
  ])("%j", (raw, code) => {
    expect(refusalOf(() => where(raw))).toBe(code);
  });

  test("as many as are allowed are taken", () => {
    const inq = Array.from({ length: 500 }, (_, index) => `x${index}`);
    expect(where({ name: { inq } })).toEqual(among("name", "in", ...inq));
    const and = Array.from({ length: 50 }, () => ({ name: "a".repeat(1_000) }));
    expect(where({ and })).toEqual(both(...and.map(({ name }) => is("name", name))));
    const patterns = Array.from({ length: 20 }, () => ({ name: { like: "a" } }));
    expect(where({ and: patterns })).toEqual(both(...patterns.map(() => like("name", "a"))));
  });

  test("the refusal names the place, shortened where it is long, without characters that do not show", () => {
    expect(messageOf(() => where({ or: [{ amount: { gt: "x" } }] }))).toBe('"where.or[0].amount.gt" is no number.');
    expect(messageOf(() => where({ ["n\u202e\n".repeat(100)]: { foo: 1 } }))).toBe(
      `"where.${"n??".repeat(18)}…" is no operator.`,
    );
  });
});
