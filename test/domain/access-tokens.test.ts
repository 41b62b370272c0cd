import { createHash } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createAccessToken, liveAccessTokens, revokeAccessToken } from "../../src/domain/account/access-tokens.js";
import { newId } from "../../src/database/ids.js";
import { sql } from "../../src/database/sql.js";
import { requireCaller } from "../../src/domain/context.js";
import { testDatabase } from "../support/database.js";
import { historyOf } from "../support/history.js";
import { codeOf, problemsOf, refusalOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, contextOf } = world(database);
const actor = await account();

test("a token is 64 letters and digits, and its handle an id", async () => {
  const issued = await createAccessToken(await actor.context(), actor.id, {});
  expect(issued.token).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(issued.handle).toMatch(/^[0-9a-f]{24}$/);
});

test.each([
  ["180 days where none is named", undefined, 15_552_000],
  ["what is asked for", 60, 60],
  ["a year where more is asked for", 99_999_999, 31_556_926],
  ["a year where very much more is asked for", Number.MAX_SAFE_INTEGER, 31_556_926],
  ["a year where more is asked for than can be counted", 1e300, 31_556_926],
])("a token lives %s", async (_, ttl, seconds) => {
  const issued = await createAccessToken(await actor.context(), actor.id, { ttl });
  expect(issued.ttl).toBe(seconds);
  expect((issued.expiresAt?.getTime() ?? 0) - issued.createdAt.getTime()).toBe(seconds * 1_000);
});

test("a token with ttl -1 never expires", async () => {
  expect(await createAccessToken(await actor.context(), actor.id, { ttl: -1 })).toMatchObject({
    ttl: -1,
    expiresAt: null,
  });
});

test.each([0, -2, -15_552_000, -1e300, 1.5, Number.NaN, Infinity, -Infinity, "60"])(
  "a ttl of %s is refused",
  async (ttl) => {
    expect(await problemsOf(createAccessToken(await actor.context(), actor.id, { ttl }))).toEqual({
      ttl: "numericality",
    });
  },
);

test("a token expires by the database's clock, and is told to have expired", async () => {
  const { token, handle } = await createAccessToken(await actor.context(), actor.id, { ttl: 60 });
  await database.prisma.$executeRaw(sql`/* test: its last moment is now */
    UPDATE "AccessToken" SET "expiresAt" = statement_timestamp() WHERE "id" = ${handle}`);
  const context = await contextOf(token);
  expect(context).toMatchObject({ caller: null, tokenRefusal: "expired" });
  expect(await codeOf(Promise.resolve().then(() => requireCaller(context)))).toBe("TOKEN_EXPIRED");
});

test("a token of the right form that was never issued is unknown", async () => {
  expect(await contextOf("0".repeat(64))).toMatchObject({ caller: null, tokenRefusal: "unknown" });
});

test("only the SHA-256 hash of a token is stored", async () => {
  const { token, handle } = await createAccessToken(await actor.context(), actor.id, {});
  const row = await database.prisma.accessToken.findUniqueOrThrow({ where: { id: handle } });
  expect(row.hash).toBe(createHash("sha256").update(token).digest("hex"));
  expect(JSON.stringify(row)).not.toContain(token);
});

test.each(["handle", "token"] as const)(
  "a token can be revoked by its %s and is unknown from then on",
  async (name) => {
    const issued = await createAccessToken(await actor.context(), actor.id, {});
    await revokeAccessToken(await actor.context(), actor.id, issued[name]);
    expect(await contextOf(issued.token)).toMatchObject({ caller: null, tokenRefusal: "unknown" });
  },
);

test("a stranger's token is not found, by handle or token, and goes on living", async () => {
  const stranger = await account();
  const issued = await createAccessToken(await stranger.context(), stranger.id, {});
  const foreign = await refusalOf(revokeAccessToken(await actor.context(), actor.id, issued.handle));
  const unknown = newId();
  const missing = await refusalOf(revokeAccessToken(await actor.context(), actor.id, unknown));
  expect(foreign.message.replace(issued.handle, unknown)).toBe(missing.message);
  expect([foreign.code, missing.code]).toEqual(["NOT_FOUND", "NOT_FOUND"]);
  const byToken = await refusalOf(revokeAccessToken(await actor.context(), actor.id, issued.token));
  expect(byToken.code).toBe("NOT_FOUND");
  expect(byToken.message).not.toContain(issued.token);
  expect((await contextOf(issued.token)).caller?.id).toBe(stranger.id);
});

test("one's own tokens are listed without secrets, the newest first and the expired not at all", async () => {
  const owner = await account();
  const lasting = await createAccessToken(await owner.context(), owner.id, { ttl: -1 });
  const gone = await createAccessToken(await owner.context(), owner.id, {});
  await database.prisma.accessToken.update({ where: { id: gone.handle }, data: { expiresAt: new Date(0) } });
  const listed = await liveAccessTokens(await owner.context(), owner.id);
  expect(listed.map((token) => token.id)).toEqual([lasting.handle, (await owner.context()).caller?.tokenHandle]);
  expect(JSON.stringify(listed)).not.toContain(lasting.token);
});

test("a request without a token may neither make nor list tokens", async () => {
  const context = await contextOf(null);
  expect(await codeOf(createAccessToken(context, actor.id, {}))).toBe("UNAUTHENTICATED");
  expect(await codeOf(liveAccessTokens(context, actor.id))).toBe("UNAUTHENTICATED");
});

test("a master makes, lists and revokes tokens of its child, and the history says whose they are", async () => {
  const master = await account();
  const child = await account({ master });
  const issued = await createAccessToken(await master.context(), child.id, { ttl: 60 });
  expect(issued.accountId).toBe(child.id);
  expect((await contextOf(issued.token)).caller?.id).toBe(child.id);
  const listed = await liveAccessTokens(await master.context(), child.id);
  expect(listed.map(({ id }) => id)).toEqual([issued.handle, (await child.context()).caller?.tokenHandle]);
  await revokeAccessToken(await master.context(), child.id, issued.token);
  expect((await contextOf(issued.token)).tokenRefusal).toBe("unknown");
  expect(await historyOf(database, issued.handle)).toMatchObject([
    { action: "accessToken.create", actorId: master.id, to: { ttl: 60, accountId: child.id } },
    { action: "accessToken.revoke", actorId: master.id },
  ]);
});

test("a token is revoked only by the account that it is of", async () => {
  const master = await account();
  const child = await account({ master });
  const handle = (await child.context()).caller?.tokenHandle ?? "";
  expect(await codeOf(revokeAccessToken(await master.context(), master.id, handle))).toBe("NOT_FOUND");
  expect((await child.context()).caller?.id).toBe(child.id);
});

test("the tokens of a stranger's account, of a master's and of one that never was are not found", async () => {
  const master = await account();
  const child = await account({ master });
  const stranger = await account();
  for (const [who, id] of [
    [stranger, child.id],
    [child, master.id],
    [stranger, newId()],
    [stranger, "no id"],
    [stranger, "a\0b"],
  ] as const) {
    const context = await who.context();
    expect(await codeOf(createAccessToken(context, id, { ttl: 0 }))).toBe("NOT_FOUND");
    expect(await codeOf(liveAccessTokens(context, id))).toBe("NOT_FOUND");
    expect(await codeOf(revokeAccessToken(context, id, (await child.context()).caller?.tokenHandle ?? ""))).toBe(
      "NOT_FOUND",
    );
  }
});
