import { afterAll, expect, test } from "vitest";
import { signUp } from "../../src/domain/account/sign-up.js";
import { createCategory } from "../../src/domain/category/create-category.js";
import { restoreCategory, deleteCategory } from "../../src/domain/category/delete-category.js";
import { testDatabase } from "../support/database.js";
import { race, rounds, tally, times } from "../support/race.js";
import { problemsOf } from "../support/refusal.js";
import { freshEmail, password, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization, category, contextOf } = world(database);
const owner = await account();

const anyCase = (text: string, index: number) =>
  Array.from(text, (letter, place) => ((index >> place) & 1 ? letter.toUpperCase() : letter)).join("");

test("of ten categories with one alias at once, in different letter case, one is made", async () => {
  const arrange = async () => ({ organizationId: await organization(owner), context: await owner.context() });
  await rounds(10, arrange, async ({ organizationId, context }) => {
    const ends = await race(
      ...times(
        10,
        (index) => () => createCategory(context, organizationId, { name: "Travel", alias: anyCase("šport", index) }),
      ),
    );
    expect(tally(ends)).toEqual({ done: 1, VALIDATION_FAILED: 9 });
    const again = createCategory(context, organizationId, { name: "Travel", alias: "ŠPORT" });
    expect(await problemsOf(again)).toEqual({ alias: "uniqueness" });
  });
});

test("of deleted categories with one alias that are restored at once, one comes back", async () => {
  const arrange = async () => {
    const organizationId = await organization(owner);
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      const id = await category(owner, organizationId, { alias: "again" });
      await deleteCategory(await owner.context(), id);
      ids.push(id);
    }
    return { ids, context: await owner.context() };
  };
  await rounds(10, arrange, async ({ ids, context }) => {
    const ends = await race(...ids.map((id) => () => restoreCategory(context, id)));
    expect(tally(ends)).toEqual({ done: 1, VALIDATION_FAILED: 4 });
  });
});

test("of ten sign-ups of one address at once, in different letter case, one succeeds", async () => {
  const context = await contextOf(null);
  for (let round = 0; round < 5; round++) {
    const email = freshEmail();
    const ends = await race(...times(10, (index) => () => signUp(context, { email: anyCase(email, index), password })));
    expect(tally(ends)).toEqual({ done: 1, VALIDATION_FAILED: 9 });
    expect(await database.prisma.account.count({ where: { emailKey: email } })).toBe(1);
    expect(await problemsOf(signUp(context, { email, password }))).toEqual({ email: "uniqueness" });
  }
});
