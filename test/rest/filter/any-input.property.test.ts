import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../../src/where/argument-error.js";
import { readFilter } from "../../../src/rest/filter.js";
import { readWhere } from "../../../src/where/where.js";
import { readQuery } from "../../../src/rest/query-string.js";
import { thing } from "./support.js";

/** True where it was read, false where it was refused; anything else that is thrown fails the test. */
function isRead(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof ArgumentError) return false;
    throw error;
  }
}

/** Of this process's own work, whatever else the machine does. */
function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const key = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("where", "fields", "order", "limit", "skip", "offset", "include", "deleted"),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom("name", "id", "active", "amount", "createdAt", "date", "custom", "custom.a", "nope"),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      "and",
      "or",
      "nor",
      "eq",
      "gt",
      "between",
      "inq",
      "nin",
      "like",
      "regexp",
      "options",
      "exists",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom("relation", "scope", "owner", "things", "field", "sort", "0", "1", "$gt") },
  { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "prototype", "toString", "", "\0", "\ud800") },
);
const scalar = fc.oneof(
  fc.constantFrom("owner", "name DESC", "", "1", "true", "2020-01-01", "(", "a{9}", "/a/i", "{}", "[]", '{"name":1}'),
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe("whatever is sent as a filter is read or refused", () => {
  test("as an object, as JSON, and by id", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(value, fc.anything(), fc.jsonValue()), (raw) => {
        const text = JSON.stringify(raw) as string | undefined;
        for (const work of [
          () => readFilter(raw, thing),
          () => readFilter(text, thing),
          () => readFilter(raw, thing, { byId: true }),
          () => readWhere(raw, thing),
          () => readFilter({ where: raw, order: raw, include: raw }, thing),
        ]) {
          if (isRead(work)) read++;
        }
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(1_000);
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  });

  test("what is read says only values of its own types", () => {
    fc.assert(
      fc.property(value, (raw) => {
        if (isRead(() => readWhere(raw, thing))) JSON.stringify(readWhere(raw, thing));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a million characters are read or refused at once", () => {
  const million = "x".repeat(1_000_000);
  const many = <Entry>(entry: (index: number) => Entry) => Array.from({ length: 100_000 }, (_, index) => entry(index));
  test.each<[string, unknown]>([
    ["a text as a filter", million],
    ["spaces", " ".repeat(1_000_000)],
    ["a value", { where: { name: million } }],
    ["a pattern", { where: { name: { like: million } } }],
    ["a slashed pattern", { where: { name: { regexp: `/${"/".repeat(1_000_000)}` } } }],
    ["a date", { where: { createdAt: "1".repeat(1_000_000) } }],
    ["a number", { where: { amount: "1".repeat(1_000_000) } }],
    ["a property", { where: { [million]: 1 } }],
    ["a path", { where: { [`custom${".a".repeat(500_000)}`]: 1 }, order: `custom${".a".repeat(500_000)}` }],
    ["an order", { order: million }],
    ["an order of spaces", { order: `name${" ".repeat(1_000_000)}DESC` }],
    ["an order of commas", { order: ",".repeat(1_000_000) }],
    ["an order of many terms", { order: many((index) => `custom.a${index}`) }],
    ["fields", { fields: many((index) => `field${index}`) }],
    ["fields of yes and no", { fields: Object.fromEntries(many((index) => [`field${index}`, index % 2 === 0])) }],
    ["a limit", { limit: "1".repeat(1_000_000) }],
    ["includes", { include: many(() => "owner") }],
    ["includes of nothing", { include: many(() => []) }],
    ["an include", { include: million }],
    ["conditions", { where: { and: many(() => ({ name: "x" })) } }],
    ["empty conditions", { where: { and: many(() => ({})) } }],
    ["properties", { where: Object.fromEntries(many((index) => [`p${index}`, 1])) }],
    ["operators", { where: { name: Object.fromEntries(many((index) => [`p${index}`, 1])) } }],
    ["list entries", { where: { name: { inq: many(() => "x") } } }],
    ["unknown keys", Object.fromEntries(many((index) => [`p${index}`, { a: [index] }]))],
  ])("%s", (_, raw) => {
    const text = typeof raw === "string" ? raw : JSON.stringify(raw);
    const start = process.cpuUsage();
    isRead(() => readFilter(text, thing));
    isRead(() => readFilter(readQuery(`filter=${encodeURIComponent(text)}`).filter, thing));
    expect(millisecondsSince(start)).toBeLessThan(2_000);
  });

  test("the dearest patterns are understood or refused within the time of an ordinary request", () => {
    const dear = [
      "x{255}",
      "(abc){85}",
      "[ab]{100}c",
      "(a?b?c?){33}",
      "([^a][^b][^c]){30}",
      "[Ā-ɏ]{200}",
      "(a|b|c|d|e|f|g|h|i|j){25}Z",
    ];
    for (const like of dear) {
      const start = process.cpuUsage();
      isRead(() => readWhere({ name: { like, options: "i" } }, thing));
      expect(millisecondsSince(start)).toBeLessThan(500);
    }
  });
});
