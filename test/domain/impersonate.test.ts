import { afterAll, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { impersonate } from "../../src/domain/account/impersonate.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { freshEmail, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);
const master = await account();
const child = await account({ master });

const as = async (input: unknown) => impersonate(await master.context(), input);

test("a master gets a token of its child, by id or address, and the history says so", async () => {
  for (const named of [{ id: child.id }, { email: child.email.toUpperCase() }, { id: child.id, email: child.email }]) {
    const { accountId, accessToken } = await as({ ...named, ttl: 60 });
    expect([accountId, accessToken.ttl, accessToken.accountId]).toEqual([child.id, 60, child.id]);
    expect((await contextOf(accessToken.token)).caller?.id).toBe(child.id);
    expect(await historyOf(database, accessToken.handle)).toEqual([
      {
        action: "account.impersonate",
        actorId: master.id,
        organizationId: null,
        from: null,
        to: { ttl: 60, accountId: child.id },
      },
    ]);
  }
});

test("the account itself, its master, a sibling, a stranger's child and nobody are not found", async () => {
  const sibling = await account({ master });
  const stranger = await account();
  const foreign = await account({ master: stranger });
  const missing = await refusalOf(as({ id: newId() }));
  for (const { id, email } of [master, stranger, foreign]) {
    expect(await codeOf(as({ id }))).toBe("NOT_FOUND");
    expect(await codeOf(as({ email }))).toBe("NOT_FOUND");
    expect((await refusalOf(as({ id }))).message.replace(id, "…")).toBe(missing.message.replace(/[0-9a-f]{24}/, "…"));
  }
  for (const { id } of [master, sibling, child]) {
    expect(await codeOf(impersonate(await child.context(), { id }))).toBe("NOT_FOUND");
  }
  expect(await codeOf(as({ email: freshEmail() }))).toBe("NOT_FOUND");
  expect(await codeOf(as({ id: child.id, email: sibling.email }))).toBe("NOT_FOUND");
  expect(await codeOf(as({ id: "no id" }))).toBe("NOT_FOUND");
});

test("neither id nor address, a bad life time and texts that cannot be stored are refused", async () => {
  for (const nothing of [{}, { id: null, email: null }, { id: "", email: "" }]) {
    expect(await problemsOf(as(nothing))).toEqual({ id: "presence" });
  }
  expect(await problemsOf(as({ id: child.id, ttl: 0 }))).toEqual({ ttl: "numericality" });
  expect(await problemsOf(as({ id: "a\0b", email: "\ud800" }))).toEqual({ id: "custom.text", email: "custom.text" });
});

test("who is not signed in impersonates nobody", async () => {
  expect(await codeOf(impersonate(await contextOf(null), { id: child.id }))).toBe("UNAUTHENTICATED");
});
