import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { DomainError } from "../../src/domain/errors.js";
import { testDatabase } from "../support/database.js";
import { refusalOf } from "../support/refusal.js";
import { stageFor, type Visitor } from "../support/stage.js";
import { world } from "../support/world.js";
import { everyStatistic } from "./every-statistic.js";

const { database, statements, close } = await testDatabase();
afterAll(close);
const scene = world(database);

const outcomes: Record<Visitor, "answer" | "NOT_FOUND" | "UNAUTHENTICATED"> = {
  anonymous: "UNAUTHENTICATED",
  stranger: "NOT_FOUND",
  pending: "NOT_FOUND",
  rejected: "NOT_FOUND",
  disabled: "NOT_FOUND",
  readonly: "answer",
  default: "answer",
  admin: "answer",
};

describe.each(Object.entries(outcomes))("to %s", (visitor, outcome) => {
  test(`every statistic and report is: ${outcome}, also of a deactivated organization`, async () => {
    const { stage, actor } = await stageFor(scene, visitor as Visitor);
    const context = await (actor ? actor.context() : scene.contextOf(null));
    for (const { name, ask, good } of everyStatistic) {
      for (const id of [stage.organization, stage.deactivated]) {
        const answer = await ask(context, id, good).then(
          () => "answer",
          (error: unknown) => (error instanceof DomainError ? error.code : error),
        );
        expect([name, answer]).toEqual([name, outcome]);
      }
    }
  });
});

test.each(everyStatistic)(
  "a stranger learns of $name as much as about an organization that never was",
  async ({ ask, good }) => {
    const id = await scene.organization(await scene.passwordless());
    const context = await (await scene.passwordless()).context();
    const unknown = newId();
    const [foreign, missing] = [await refusalOf(ask(context, id, good)), await refusalOf(ask(context, unknown, good))];
    expect([foreign.code, foreign.message.replace(id, unknown)]).toEqual([missing.code, missing.message]);
  },
);

test("a category of another organization is as unknown as one that never was, and a deleted one of one's own is known", async () => {
  const statistic = everyStatistic.find(({ name }) => name === "categoryTotalStats");
  if (!statistic) throw new Error("there is no such statistic");
  const { ask, good } = statistic;
  const owner = await scene.passwordless();
  const [id, other] = [await scene.organization(owner), await scene.organization(owner)];
  const context = await owner.context();
  for (const categoryId of [await scene.category(owner, other), newId(), "no id", "\u0000"]) {
    const refusal = await refusalOf(ask(context, id, { ...good, categoryId }));
    expect([refusal.code, refusal.message]).toEqual(["NOT_FOUND", `Unknown "Category" id "${categoryId}".`]);
  }
  const categoryId = await scene.deletedCategory(owner, id);
  expect(await ask(context, id, { ...good, categoryId, dist: "year" })).toEqual({
    stats: [{ name: "2020", from: "2020-01-01", to: "2020-12-31", series: [] }],
    total: [{ currency: "EUR", total: "0.00" }],
  });
});

test.each(everyStatistic)("$name costs one statement, and the organization one more", async ({ name, ask, good }) => {
  const owner = await scene.passwordless();
  const id = await scene.organization(owner);
  const context = await owner.context();
  statements.length = 0;
  await ask(context, id, good);
  expect(statements.map((text) => /\/\* (\w+):/.exec(text)?.[1])).toEqual(["organizationsByIds", name]);
});

test("what is asked for until today costs a look at the database's clock", async () => {
  const owner = await scene.passwordless();
  const id = await scene.organization(owner);
  for (const { name, ask } of everyStatistic.filter(({ needs }) => needs.length === 0)) {
    const context = await owner.context();
    statements.length = 0;
    await ask(context, id, {});
    expect(statements.map((text) => /\/\* (\w+):/.exec(text)?.[1])).toEqual(["organizationsByIds", "today", name]);
  }
});
