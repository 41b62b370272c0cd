import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { allCategoriesOfOrganization } from "../../src/domain/category/queries.js";
import type { Condition } from "../../src/domain/list/condition.js";
import { countRows, readPages } from "../../src/domain/list/list.js";
import type { Order } from "../../src/domain/list/order.js";
import { testDatabase } from "../support/database.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization } = world(database);
const owner = await account();
const parent = await organization(owner);
const context = await owner.context();

interface Row {
  id: string;
  name: string;
  description: string | null;
  isDeleted: boolean;
}

const words = ["", "a", "A", "b", "ab", "Ä", "ž", "%", "😀", "\u{ffff}"];
const rows: Row[] = fc
  .sample(
    fc.record({
      name: fc.constantFrom(...words.slice(1)),
      description: fc.option(fc.constantFrom(...words)),
      isDeleted: fc.boolean(),
    }),
    { numRuns: 60, seed: 20_200_229 },
  )
  .map((row) => ({ ...row, id: newId() }));
await database.prisma.category.createMany({
  data: rows.map((row) => ({
    ...row,
    organizationId: parent,
    alias: row.id,
    aliasKey: row.id,
    ...(row.isDeleted ? { deletedAt: new Date(), deletedId: row.id } : {}),
  })),
});

// The model: what the list engine promises, said in plain JavaScript over all rows.

type Text = "name" | "description";
const bytes = (text: string) => Buffer.from(text, "utf8");
const order = (left: string, right: string) => Buffer.compare(bytes(left), bytes(right));

function holds(condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case "and":
      return condition.conditions.every((part) => holds(part, row));
    case "or":
      return condition.conditions.some((part) => holds(part, row));
    case "not":
      return !holds(condition.condition, row);
    case "constant":
      return condition.value;
    case "pattern": {
      const value = row[condition.property as Text];
      return (
        value !== null &&
        new RegExp(condition.pattern === "(" ? "\\(" : condition.pattern, condition.ignoreCase ? "i" : "").test(value)
      );
    }
    case "among": {
      const found = condition.values.includes(row[condition.property as Text]);
      return condition.operator === "in" ? found : !found;
    }
    case "compare": {
      const [left, right] = [row[condition.property as Text], condition.value as string | null];
      if (condition.operator === "eq") return left === right;
      if (condition.operator === "neq") return left !== right;
      if (left === null || right === null) return false;
      const side = order(left, right);
      return { gt: side > 0, gte: side >= 0, lt: side < 0, lte: side <= 0 }[condition.operator];
    }
    case "text": {
      const value = row[condition.property as Text];
      if (value === null) return false;
      const test = { contains: "includes", startsWith: "startsWith", endsWith: "endsWith" } as const;
      return value[test[condition.operator]](condition.value);
    }
  }
}

function sorted(orderBy: Order[]): Row[] {
  return [...rows].sort((left, right) => {
    for (const { property, direction } of [...orderBy, { property: "id", direction: "asc" }]) {
      const [a, b] = [left[property as keyof Row], right[property as keyof Row]];
      const side = a === b ? 0 : a === null ? -1 : b === null ? 1 : order(String(a), String(b));
      if (side !== 0) return direction === "asc" ? side : -side;
    }
    return 0;
  });
}

const property = fc.constantFrom<Text>("name", "description");
const value = fc.constantFrom(...words);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({
      kind: fc.constant("compare" as const),
      property,
      operator: fc.constantFrom(
        "eq" as const,
        "neq" as const,
        "gt" as const,
        "gte" as const,
        "lt" as const,
        "lte" as const,
      ),
      value,
    }),
    fc.record({
      kind: fc.constant("compare" as const),
      property,
      operator: fc.constantFrom("eq" as const, "neq" as const),
      value: fc.constant(null),
    }),
    fc.record({
      kind: fc.constant("among" as const),
      property,
      operator: fc.constantFrom("in" as const, "notIn" as const),
      values: fc.array(fc.option(value), { maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant("text" as const),
      property,
      operator: fc.constantFrom("contains" as const, "startsWith" as const, "endsWith" as const),
      value,
    }),
    fc.record({ kind: fc.constant("constant" as const), value: fc.boolean() }),
    fc.record({
      kind: fc.constant("pattern" as const),
      property,
      pattern: fc.constantFrom("", "a", "^a", "b$", "%", "ž|ä", "[^a]", "("),
      ignoreCase: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("not" as const), condition: tie("condition") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      conditions: fc.array(tie("condition"), { maxLength: 3 }),
    }),
  ),
}));
const orderBy = fc.uniqueArray(
  fc.record({
    property: fc.constantFrom("name", "description", "isDeleted", "id"),
    direction: fc.constantFrom("asc" as const, "desc" as const),
  }),
  { selector: (entry) => entry.property, maxLength: 3 },
);

test("whatever the filter, order, size and direction: the pages together are the model's rows, and the count their number", async () => {
  await fc.assert(
    fc.asyncProperty(
      condition,
      orderBy,
      fc.integer({ min: 1, max: 25 }),
      fc.boolean(),
      async (where, orders, size, backwards) => {
        const expected = sorted(orders)
          .filter((row) => holds(where, row))
          .map((row) => row.id);
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let more = true; more;) {
          const request = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
          const pages = await readPages<Row>(context, owner.id, allCategoriesOfOrganization, [parent], {
            where,
            orderBy: orders,
            ...request,
          });
          const page = pages.get(parent);
          const ids = page?.rows.map(({ row }) => row.id) ?? [];
          if (backwards) seen.unshift(...ids);
          else seen.push(...ids);
          more = (backwards ? page?.hasPreviousPage : page?.hasNextPage) ?? false;
          cursor = page?.rows.at(backwards ? 0 : -1)?.cursor;
        }
        expect(seen).toEqual(expected);
        const counted = await countRows(context, owner.id, allCategoriesOfOrganization, [parent], { where });
        expect(counted.get(parent)).toBe(expected.length);
      },
    ),
    { numRuns: 100 },
  );
});
