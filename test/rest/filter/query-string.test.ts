import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../../src/where/argument-error.js";
import { readQuery } from "../../../src/rest/query-string.js";
import { refusalOf } from "./support.js";

const deep = (levels: number): string => `a${"[b]".repeat(levels)}=1`;

describe("brackets are objects and lists", () => {
  test.each<[string, unknown]>([
    ["", {}],
    ["a=1&b=", { a: "1", b: "" }],
    ["a", { a: "" }],
    ["a=1+2%2B3", { a: "1 2+3" }],
    ["a+b=1", { "a b": "1" }],
    ["a[b][c]=1&a[b][d]=2", { a: { b: { c: "1", d: "2" } } }],
    ["a%5Bb%5D=1", { a: { b: "1" } }],
    ["a%5bb%5d=1", { a: { b: "1" } }],
    ["a[b.c]=1", { a: { "b.c": "1" } }],
    ["a[0]=x&a[1]=y", { a: ["x", "y"] }],
    ["a[1]=y&a[0]=x", { a: ["x", "y"] }],
    ["a[0]=x&a[5]=y", { a: ["x", "y"] }],
    ["a[]=x&a[]=y", { a: ["x", "y"] }],
    ["a=x&a=y", { a: ["x", "y"] }],
    ["a[b]=x&a[b]=y", { a: { b: ["x", "y"] } }],
    ["a[0][b]=1&a[0][c]=2&a[1][b]=3", { a: [{ b: "1", c: "2" }, { b: "3" }] }],
    ["a[]=x&a[k]=y", { a: { "0": "x", k: "y" } }],
    ["constructor=1&toString[hasOwnProperty]=2", { constructor: "1", toString: { hasOwnProperty: "2" } }],
    ["%E0%A4=%zz&b=1%", { "%E0%A4": "%zz", b: "1%" }],
    ["a[b=1&c]=2", { a: { "[b": "1" }, "c]": "2" }],
    ["&&=x&", {}],
  ])("%s", (query, expected) => {
    expect(readQuery(query)).toEqual(expected);
  });

  test("a list may have many more than twenty entries, in either form", () => {
    const entries = Array.from({ length: 500 }, (_, index) => `x${index}`);
    expect(readQuery(entries.map((entry, index) => `a[${index}]=${entry}`).join("&"))).toEqual({ a: entries });
    expect(readQuery(entries.map((entry) => `a[]=${entry}`).join("&"))).toEqual({ a: entries });
    expect(readQuery(entries.map((entry) => `a=${entry}`).join("&"))).toEqual({ a: entries });
  });

  test("they may be twenty deep", () => {
    expect(JSON.stringify(readQuery(deep(20)))).toBe(`{"a":${'{"b":'.repeat(20)}"1"${"}".repeat(20)}}`);
  });
});

describe("nothing is dropped: what is too much is refused", () => {
  test.each<[string, string, string]>([
    ["too deep", deep(21), "QUERY_OBJECT_TOO_DEEP"],
    ["far too deep", deep(100_000), "QUERY_OBJECT_TOO_DEEP"],
    ["too many parameters", Array.from({ length: 2_001 }, (_, index) => `a${index}=1`).join("&"), "INVALID_ARGUMENT"],
    ["a list position far out", "a[2000]=1", "INVALID_ARGUMENT"],
    ["a position that is no number of JavaScript's", `a[${"9".repeat(400)}]=1`, "INVALID_ARGUMENT"],
    [
      "positions that together are too many",
      Array.from({ length: 600 }, (_, i) => `a[${i}][1999]=1`).join("&"),
      "INVALID_ARGUMENT",
    ],
    ["an object's prototype", "a[__proto__][b]=1", "INVALID_ARGUMENT"],
    ["the same, hidden", "a%5B__pro%74o__%5D=1", "INVALID_ARGUMENT"],
    ["the same, outermost", "__proto__=1", "INVALID_ARGUMENT"],
  ])("%s", (_, query, code) => {
    expect(refusalOf(() => readQuery(query))).toBe(code);
  });
});

test("whatever the text, it is read or refused, and no object's prototype changes", () => {
  const words = fc.constantFrom(
    "a",
    "b",
    "[",
    "]",
    "[]",
    "[0]",
    "[1]",
    "[x]",
    "=",
    "&",
    "%5B",
    "%5D",
    "%",
    "+",
    "constructor",
    "prototype",
    "__proto__",
    "filter",
    "where",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join("")),
      ),
      (text) => {
        try {
          const found = readQuery(text);
          expect(Object.getPrototypeOf(found)).toBeNull();
        } catch (error) {
          expect(error).toBeInstanceOf(ArgumentError);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as Record<string, unknown>).a).toBeUndefined();
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each([
  ["brackets", `a${"[".repeat(1_000_000)}=1`],
  ["pairs of brackets", `a[${"[]".repeat(500_000)}]=1`],
  ["closing brackets", `a${"]".repeat(1_000_000)}=1`],
  ["escapes", `a=${"%41".repeat(330_000)}`],
  ["broken escapes", `a=${"%".repeat(1_000_000)}`],
  ["ampersands", "&".repeat(1_000_000)],
  ["a list in reverse", Array.from({ length: 1_400 }, (_, index) => `a[${1_400 - index}]=1`).join("&")],
  ["one name very often", Array.from({ length: 2_000 }, () => "a=1").join("&")],
])("a million characters of %s are read or refused at once", (_, text) => {
  const start = process.cpuUsage();
  try {
    readQuery(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
  }
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
