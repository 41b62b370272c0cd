import { afterAll, describe, expect, test } from "vitest";
import { categoriesOfOrganization } from "../../src/domain/category/queries.js";
import type { Condition } from "../../src/domain/list/condition.js";
import { countRows, readPages } from "../../src/domain/list/list.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, category } = world(database);
const owner = await account();
const parent = await organization(owner);
const descriptions: Record<string, string | null> = {
  apple: "Red",
  Banana: "yellow",
  cherry: "RED",
  Šljiva: null,
  zebra_100: "50% \\_ off",
};
for (const [name, description] of Object.entries(descriptions)) {
  await category(owner, parent, { name, alias: name, description });
}
const elsewhere = await organization(owner);
await category(owner, elsewhere, { name: "apple", alias: "apple" });

const context = await owner.context();
const names = async (where: Condition) => {
  const request = { where, orderBy: [{ property: "name", direction: "asc" as const }] };
  const pages = await readPages<{ name: string }>(context, owner.id, categoriesOfOrganization, [parent], request);
  const found = pages.get(parent)?.rows.map(({ row }) => row.name) ?? [];
  const counted = await countRows(context, owner.id, categoriesOfOrganization, [parent], { where });
  expect(counted.get(parent)).toBe(found.length);
  return found;
};

type Compare = Extract<Condition, { kind: "compare" }>;
const compare = (property: string, operator: Compare["operator"], value: Compare["value"], ignoreCase = false) =>
  ({ kind: "compare", property, operator, value, ignoreCase }) as const;
const among = (operator: "in" | "notIn", values: (string | null)[], ignoreCase = false) =>
  ({ kind: "among", property: "description", operator, values, ignoreCase }) as const;
const text = (operator: "contains" | "startsWith" | "endsWith", value: string, ignoreCase = false) =>
  ({ kind: "text", property: "description", operator, value, ignoreCase }) as const;
const not = (condition: Condition) => ({ kind: "not", condition }) as const;
const both = (...conditions: Condition[]) => ({ kind: "and", conditions }) as const;
const either = (...conditions: Condition[]) => ({ kind: "or", conditions }) as const;

const everything = ["Banana", "apple", "cherry", "zebra_100", "Šljiva"];
const but = (...left: string[]) => everything.filter((name) => !left.includes(name));

describe("a condition finds exactly the rows of which it is true; a missing value equals only null", () => {
  test.each<[string, Condition, string[]]>([
    ["eq", compare("description", "eq", "Red"), ["apple"]],
    ["eq in any letter case", compare("description", "eq", "rEd", true), ["apple", "cherry"]],
    ["eq null", compare("description", "eq", null), ["Šljiva"]],
    ["neq includes rows without a value", compare("description", "neq", "Red"), but("apple")],
    ["neq in any letter case", compare("description", "neq", "red", true), but("apple", "cherry")],
    ["neq null", compare("description", "neq", null), but("Šljiva")],
    ["gt goes by code point", compare("name", "gt", "cherry"), ["zebra_100", "Šljiva"]],
    ["gte", compare("name", "gte", "cherry"), ["cherry", "zebra_100", "Šljiva"]],
    ["lt: capitals come first", compare("name", "lt", "apple"), ["Banana"]],
    ["lte", compare("name", "lte", "apple"), ["Banana", "apple"]],
    ["gt leaves out rows without a value", compare("description", "gt", ""), but("Šljiva")],
    ["in", among("in", ["Red", "yellow"]), ["Banana", "apple"]],
    ["in with null", among("in", ["Red", null]), ["apple", "Šljiva"]],
    ["in nothing", among("in", []), []],
    ["in, in any letter case", among("in", ["RED"], true), ["apple", "cherry"]],
    ["notIn includes rows without a value", among("notIn", ["Red"]), but("apple")],
    ["notIn with null", among("notIn", ["Red", null]), but("apple", "Šljiva")],
    ["notIn nothing", among("notIn", []), everything],
    ["contains", text("contains", "e"), ["Banana", "apple"]],
    ["contains knows no wildcards", text("contains", "% \\_"), ["zebra_100"]],
    ["contains in any letter case", text("contains", "E", true), ["Banana", "apple", "cherry"]],
    ["startsWith", text("startsWith", "Re"), ["apple"]],
    ["endsWith", text("endsWith", "w"), ["Banana"]],
    ["endsWith of nothing is true wherever there is a value", text("endsWith", ""), but("Šljiva")],
    ["letter case of every script", { ...text("contains", "šLJ", true), property: "name" }, ["Šljiva"]],
    ["not is the exact complement", not(compare("description", "eq", "Red")), but("apple")],
    ["not of not", not(not(compare("description", "gt", "S"))), ["Banana"]],
    ["not gt includes rows without a value", not(compare("description", "gt", "")), ["Šljiva"]],
    ["and", both(compare("name", "gt", "a"), compare("description", "neq", null)), ["apple", "cherry", "zebra_100"]],
    ["and of nothing", both(), everything],
    ["or", either(compare("name", "eq", "apple"), compare("name", "eq", "cherry")), ["apple", "cherry"]],
    ["or of nothing", either(), []],
    ["booleans", compare("isDeleted", "eq", true), []],
    ["instants", compare("createdAt", "lte", new Date()), everything],
    ["values are never SQL", compare("name", "eq", "' OR TRUE --"), []],
  ])("%s", async (_, where, expected) => {
    expect(await names(where)).toEqual(expected);
  });
});

test("nothing is greater or smaller than null", async () => {
  for (const operator of ["gt", "gte", "lt", "lte"] as const) {
    expect(await codeOf(names(compare("description", operator, null)))).toBe("INVALID_ARGUMENT");
  }
});

test.each(["aliasKey", "__proto__", "constructor", 'name" OR 1=1 --', ""])(
  "a property that the list does not have is refused: %j",
  async (property) => {
    expect(await codeOf(names(compare(property, "eq", "x")))).toBe("INVALID_ARGUMENT");
  },
);
