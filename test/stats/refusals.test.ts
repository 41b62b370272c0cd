import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { testDatabase } from "../support/database.js";
import { codeOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";
import { type Args, everyStatistic, type Statistic } from "./every-statistic.js";

const { database, statements, close } = await testDatabase();
afterAll(close);
const scene = world(database);
const owner = await scene.passwordless();
const organizationId = await scene.organization(owner, { timezone: "Europe/Ljubljana" });
const context = await owner.context();

const without = (args: Args, names: string[]): Args =>
  Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));

describe.each(everyStatistic)("$name", ({ ask, good, needs }) => {
  test("names everything that is missing, in the order of the documentation", async () => {
    for (const nothing of [
      {},
      Object.fromEntries(needs.map((name) => [name, null])),
      Object.fromEntries(needs.map((name) => [name, ""])),
    ]) {
      if (needs.length === 0) {
        await expect(ask(context, organizationId, nothing)).resolves.toBeDefined();
      } else {
        const refusal = await refusalOf(ask(context, organizationId, nothing));
        expect([refusal.code, refusal.details]).toEqual([
          "VALIDATION_FAILED",
          {
            model: "Organization",
            problems: needs.map((name) => ({ path: [name], rule: "presence", message: "can't be blank" })),
          },
        ]);
      }
    }
    for (const name of needs) {
      const refusal = await refusalOf(ask(context, organizationId, without(good, [name])));
      expect(refusal.details.problems?.map(({ path }) => path)).toEqual([[name]]);
    }
  });

  test("refuses what is malformed before it looks at who asks, and what is missing after", async () => {
    const anonymous = await scene.contextOf(null);
    const stranger = await (await scene.passwordless()).context();
    const named = Object.keys(good).filter((name) => name !== "type");
    statements.length = 0;
    for (const name of named) {
      const refusal = await refusalOf(ask(anonymous, organizationId, { ...good, [name]: "2019-02-29" }));
      expect([refusal.code, refusal.message.split(" ")[0]]).toEqual(["INVALID_ARGUMENT", name]);
    }
    expect(statements).toEqual([]);
    expect(await codeOf(ask(anonymous, organizationId, {}))).toBe("UNAUTHENTICATED");
    expect(await codeOf(ask(stranger, organizationId, {}))).toBe("NOT_FOUND");
    expect(await codeOf(ask(context, newId(), {}))).toBe("NOT_FOUND");
  });
});

const ranged = everyStatistic.filter(({ good }) => "from" in good);

test.each(ranged)("$name refuses a range that ends before it begins", async ({ ask, good }) => {
  const refusal = await refusalOf(ask(context, organizationId, { ...good, from: "2020-03-01", to: "2020-02-29" }));
  expect([refusal.code, refusal.message]).toEqual(["INVALID_ARGUMENT", "from is after to."]);
});

test.each(ranged)(
  "$name takes a date as an instant or day first too, by the organization's zone",
  async ({ ask, good }) => {
    const day = await ask(context, organizationId, { ...good, from: "2020-03-01", to: "2020-03-29" });
    // Both are an hour of the next day there; in summer time the second is.
    const [from, to] = ["2020-02-29T23:00:00Z", "2020-03-29T21:59:59.999Z"];
    expect(await ask(context, organizationId, { ...good, from, to })).toEqual(day);
    expect(await ask(context, organizationId, { ...good, from: "1/3/2020", to: "29/3/2020" })).toEqual(day);
  },
);

const bucketed = everyStatistic.filter(({ name }) => name.endsWith("TotalStats") || name === "profitAndLoss");

test.each(bucketed)("$name refuses more than a thousand buckets", async ({ ask, good }) => {
  const args = { ...good, from: "2020-01-01", to: "2022-09-27" };
  const refusal = await refusalOf(ask(context, organizationId, { ...args, dist: "day" }));
  expect([refusal.code, refusal.message]).toEqual([
    "INVALID_ARGUMENT",
    'from and to are more than 1000 buckets of the dist "day" apart.',
  ]);
  await expect(ask(context, organizationId, { ...args, dist: "week" })).resolves.toBeDefined();
});

test.each(everyStatistic)("$name answers for all the years that there are", async ({ ask, good }) => {
  const whole: Args = "from" in good ? { from: "0001-01-01", to: "9999-12-31" } : { date: "9999-12-31" };
  const dist: Args = "dist" in good ? { from: "9001-01-01", dist: "year" } : {};
  await expect(ask(context, organizationId, { ...good, ...whole, ...dist })).resolves.toBeDefined();
});

const named = (name: string): Statistic["ask"] => {
  const found = everyStatistic.find((statistic) => statistic.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found.ask;
};

test("a type that no document has is refused", async () => {
  const ask = named("documentTotalStats");
  for (const type of ["receipt", "INVOICE", "invoice "]) {
    const refusal = await refusalOf(ask(context, organizationId, { type }));
    expect([refusal.code, refusal.message]).toEqual([
      "INVALID_ARGUMENT",
      "type is not one of invoice, estimate, advance, credit-note, delivery-note.",
    ]);
  }
});

test("business of an account or a unit that nobody knows is zeros, and of what cannot be stored refused", async () => {
  const ask = named("businessStats");
  const range = { from: "2020-01-01", to: "2020-12-31" };
  const zeros = {
    ...range,
    currency: "EUR",
    documents: { count: 0, total: "0.00", totalTax: "0.00", totalWithTax: "0.00" },
    byType: [],
    taxes: [],
    payments: [],
    byAccount: [],
  };
  const unknown: Args[] = [{ accountId: newId() }, { accountId: "nobody" }, { unitId: "nowhere" }];
  for (const who of unknown) {
    expect(await ask(context, organizationId, { ...range, ...who })).toEqual(zeros);
  }
  for (const name of ["accountId", "unitId"]) {
    for (const text of ["a\u0000b", "\ud800"]) {
      const refusal = await refusalOf(ask(context, organizationId, { ...range, [name]: text }));
      expect([refusal.code, refusal.message]).toEqual([
        "INVALID_ARGUMENT",
        `${name} has characters that cannot be stored.`,
      ]);
    }
  }
});
