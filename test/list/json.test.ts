import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { categoriesOfOrganization } from "../../src/domain/category/queries.js";
import type { Condition, Value } from "../../src/domain/list/condition.js";
import type { List } from "../../src/domain/list/list.js";
import { json } from "../../src/domain/list/property.js";
import { readSlices } from "../../src/domain/list/slice.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization } = world(database);
const owner = await account();
const parent = await organization(owner);
const context = await owner.context();

/** What stands at custom.at in each row; the row without one has none. */
const stored: Record<string, unknown> = {
  none: undefined,
  null: null,
  two: 2,
  ten: 10,
  half: 0.5,
  "text ten": "10",
  "text a": "a",
  "text Z": "Z",
  true: true,
  false: false,
  object: { in: { deep: 7 } },
  list: ["first", 8],
};
const ids: Record<string, string> = Object.fromEntries(Object.keys(stored).map((name) => [name, newId()]));
await database.prisma.category.createMany({
  data: Object.entries(stored).map(([name, value]) => ({
    id: ids[name] ?? "",
    organizationId: parent,
    name,
    alias: name,
    aliasKey: name,
    custom: value === undefined ? {} : { at: value as string },
  })),
});
const list: List<{ name: string }> = {
  ...categoriesOfOrganization,
  properties: { ...categoriesOfOrganization.properties, custom: json("custom") },
};

const names = async (where: Condition | undefined, direction?: "asc" | "desc") => {
  const orderBy = direction ? [{ property: "custom.at", direction }] : [];
  const slices = await readSlices(context, owner.id, list, [parent], { where, orderBy, limit: 100, offset: 0 });
  return slices.get(parent)?.map(({ name }) => name);
};
const everything = Object.keys(stored);
const but = (...left: string[]) => everything.filter((name) => !left.includes(name));

type Operator = Extract<Condition, { kind: "compare" }>["operator"];
const compare = (operator: Operator, value: Value, property = "custom.at"): Condition => ({
  kind: "compare",
  property,
  operator,
  value,
});
const among = (operator: "in" | "notIn", ...values: Value[]): Condition => ({
  kind: "among",
  property: "custom.at",
  operator,
  values,
});
const pattern = (text: string, ignoreCase = false): Condition => ({
  kind: "pattern",
  property: "custom.at",
  pattern: text,
  ignoreCase,
});

describe("what is inside a json property is compared by its own type", () => {
  test.each<[string, Condition, string[]]>([
    ["a number", compare("eq", 10), ["ten"]],
    ["a text is also the number that it reads as", compare("eq", "10"), ["ten", "text ten"]],
    ["numbers by value, not by letters", compare("eq", "0.50"), ["half"]],
    ["a text that is no number", compare("eq", "a"), ["text a"]],
    ["true", compare("eq", true), ["true"]],
    ["a text is also the boolean that it reads as", compare("eq", "false"), ["false"]],
    ["null is what is missing, too", compare("eq", null), ["none", "null"]],
    ["neq is the complement", compare("neq", "10"), but("ten", "text ten")],
    ["neq null", compare("neq", null), but("none", "null")],
    ["gt of a number finds numbers", compare("gt", 2), ["ten"]],
    [
      "gt of a numeric text finds numbers as numbers and texts as texts",
      compare("gt", "1"),
      ["two", "ten", "text ten", "text a", "text Z"],
    ],
    ["gte", compare("gte", 2), ["two", "ten"]],
    ["lt", compare("lt", 2), ["half"]],
    ["lte of a text goes by code point", compare("lte", "Z"), ["text ten", "text Z"]],
    ["gt of a boolean", compare("gt", false), ["true"]],
    ["in", among("in", 2, "a", true), ["two", "text a", "true"]],
    ["in with null", among("in", "a", null), ["none", "null", "text a"]],
    ["in nothing", among("in"), []],
    ["notIn", among("notIn", 2, null), but("none", "null", "two")],
    ["notIn nothing", among("notIn"), everything],
    ["a pattern finds texts only", pattern("^[1az]", true), ["text ten", "text a", "text Z"]],
    ["a pattern's complement", { kind: "not", condition: pattern("a") }, but("text a")],
    [
      "a part of a text",
      { kind: "text", property: "custom.at", operator: "contains", value: "z", ignoreCase: true },
      ["text Z"],
    ],
    ["a path of several keys", compare("eq", 7, "custom.at.in.deep"), ["object"]],
    ["a place in a list", compare("eq", "first", "custom.at.0"), ["list"]],
    ["an instant as its text", compare("eq", new Date()), []],
    ["the whole property equals no value", compare("eq", "a", "custom"), []],
    ["the whole property is not null", compare("neq", null, "custom"), everything],
    ["a path through a text leads nowhere", compare("neq", null, "custom.at.in.deep.x"), []],
    ["a key that cannot be stored leads nowhere", compare("neq", null, "custom.\0"), []],
    ["half a character leads nowhere", compare("neq", null, "custom.\ud800"), []],
    ["a path of very many keys leads nowhere", compare("neq", null, `custom${".a".repeat(5_000)}`), []],
    ["keys are never SQL", compare("eq", 1, `custom.'} OR TRUE --`), []],
    ["keys are never an array's syntax", compare("eq", 10, 'custom.{"at"}'), []],
    ["a text that is a number of a size that none has", compare("eq", "1e999999"), []],
    ["a very small number", compare("gt", "1e-300"), ["two", "ten", "half", "text a", "text Z"]],
  ])("%s", async (_, where, expected) => {
    expect(await names(where)).toEqual(expected);
  });
});

test("the order is by type, and by value within it: null first, then numbers, texts, objects, lists, booleans", async () => {
  const ascending = [
    ...["none", "null", "half", "two", "ten", "text ten", "text Z", "text a", "object", "list", "false", "true"],
  ];
  expect(await names(undefined, "asc")).toEqual(ascending);
  expect(await names(undefined, "desc")).toEqual([...ascending.slice(2).reverse(), "none", "null"]);
});

test("nothing is greater or smaller than null", async () => {
  expect(await codeOf(names(compare("gt", null)))).toBe("INVALID_ARGUMENT");
});

test.each(["name.at", "constructor.at", "__proto__.at", ".at"])(
  "only a json property has places inside: %s is refused",
  async (property) => {
    expect(await codeOf(names(compare("eq", 1, property)))).toBe("INVALID_ARGUMENT");
  },
);
