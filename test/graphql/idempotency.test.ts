import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "../../src/database/sql.js";
import { type Answer, type TestApp, testApp } from "../support/app.js";
import { type Actor, freshEmail, password, type World, world } from "../support/world.js";

const create = `mutation ($name: String!) {
  createOrganization(input: { name: $name }) { organization { id name } userErrors { code message field } }
}`;
const mismatch = {
  code: "IDEMPOTENCY_MISMATCH",
  message: "This Idempotency-Key was used with another request.",
  field: null,
};

describe("a mutation with an Idempotency-Key", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let keys = 0;
  let key: { "idempotency-key": string };

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    key = { "idempotency-key": `key-${++keys}` };
  });

  const send = (name: string, headers: Record<string, string>, who: Actor | null = owner) =>
    app.graphql(who, create, { name }, headers);
  const count = (name: string) => app.database.prisma.organization.count({ where: { name } });
  const whole = ({ status, body }: Answer) => JSON.stringify([status, body]);
  const age = (hours: number) =>
    app.database.prisma.$executeRaw(
      sql`/* test: hours later */ UPDATE "IdempotentAnswer" SET "createdAt" = "createdAt" - make_interval(mins => ${hours * 60}::int)`,
    );

  it("gives the same answer and has no second effect, one after the other", async () => {
    const first = await send("once", key);
    expect(first.errors).toBeUndefined();
    expect(whole(await send("once", key))).toBe(whole(first));
    expect(whole(await send("once", key))).toBe(whole(first));
    expect(await count("once")).toBe(1);
  });

  it("gives the same answer and has no second effect, five at once", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => send("five", key)));
    expect(answers[0]?.errors).toBeUndefined();
    expect(new Set(answers.map(whole)).size).toBe(1);
    expect(await count("five")).toBe(1);
  });

  it("runs again without the key, and with another one", async () => {
    await send("thrice", key);
    await send("thrice", {});
    await send("thrice", { "idempotency-key": "quite-another" });
    expect(await count("thrice")).toBe(3);
  });

  it("is IDEMPOTENCY_MISMATCH with other variables, without effect", async () => {
    await send("this", key);
    const answer = await send("that", key);
    expect(answer.body).toEqual({ data: { createOrganization: { organization: null, userErrors: [mismatch] } } });
    expect(await count("that")).toBe(0);
  });

  it("is IDEMPOTENCY_MISMATCH with another document, once for every field of it", async () => {
    await send("this one", key);
    const answer = await app.graphql(
      owner,
      `mutation { logOut(input: {}) { success userErrors { code message field } } revokeAccessToken(input: {}) { userErrors { code message field } } }`,
      undefined,
      key,
    );
    expect(answer.body).toEqual({
      data: { logOut: { success: false, userErrors: [mismatch] }, revokeAccessToken: { userErrors: [mismatch] } },
    });
    expect((await send("still signed in", {})).errors).toBeUndefined();
  });

  it("counts the request as the same however it is written", async () => {
    const first = await send("spaces", key);
    const again = await app.graphql(owner, create.replaceAll(/\s+/g, " "), { name: "spaces" }, key);
    expect(whole(again)).toBe(whole(first));
  });

  it("is another's own: the same key of another account, and of nobody, is another key", async () => {
    const mine = await send("mine", key);
    const other = await scene.account();
    const theirs = await send("mine", key, other);
    expect(theirs.errors).toBeUndefined();
    expect(theirs.text("createOrganization.organization.id")).not.toBe(mine.text("createOrganization.organization.id"));
    expect((await send("mine", key, null)).codes()).toEqual(["UNAUTHENTICATED"]);
    expect(await count("mine")).toBe(2);
  });

  it("gives refusals again too, though they could be mended meanwhile", async () => {
    const document =
      "mutation ($id: ID!, $alias: String!) { updateCategory(input: { id: $id, alias: $alias }) { userErrors { code field } } }";
    const organization = await scene.organization(owner);
    const other = await scene.category(owner, organization, { alias: "taken" });
    const variables = { id: await scene.category(owner, organization), alias: "taken" };
    const first = await app.graphql(owner, document, variables, key);
    expect(first.body).toEqual({ data: { updateCategory: { userErrors: [{ code: "TAKEN", field: ["alias"] }] } } });
    await app.graphql(owner, "mutation ($id: ID!) { deleteCategory(input: { id: $id }) { userErrors { code } } }", {
      id: other,
    });
    expect(whole(await app.graphql(owner, document, variables, key))).toBe(whole(first));
  });

  it("gives errors of a whole field again byte for byte", async () => {
    const document = 'mutation { deleteCategory(input: { id: "5f0c1ad0aa00000000c0de01" }) { userErrors { code } } }';
    const first = await app.graphql(owner, document, undefined, key);
    expect(first.codes()).toEqual(["NOT_FOUND"]);
    expect(whole(await app.graphql(owner, document, undefined, key))).toBe(whole(first));
  });

  it("runs again after 24 hours, and not before", async () => {
    await send("yesterday", key);
    await age(23.9);
    await send("yesterday", key);
    expect(await count("yesterday")).toBe(1);
    await age(0.2);
    await send("yesterday", key);
    expect(await count("yesterday")).toBe(2);
  });

  it("keeps no secret that the table could tell: the token of a sign-up is answered again and is not readable there", async () => {
    const email = freshEmail();
    const document = `mutation { signUp(input: { email: "${email}", password: "${password}" }) { accessToken { token } userErrors { code } } }`;
    const first = await app.graphql(null, document, undefined, key);
    const token = first.text("signUp.accessToken.token");
    expect(whole(await app.graphql(null, document, undefined, key))).toBe(whole(first));
    const [row] = await app.database.read<{ all: string }>(sql`/* test: all that is kept, as text */
      SELECT string_agg(t::text || encode(coalesce("answer", ''), 'escape'), ' ') AS "all" FROM "IdempotentAnswer" t`);
    for (const secret of [token, email, password, key["idempotency-key"]]) expect(row?.all).not.toContain(secret);
    expect(await app.database.prisma.account.count({ where: { email } })).toBe(1);
  });

  it.each(["", " ", "a b", "ä", "x".repeat(256), "tab\there"])(
    "is BAD_USER_INPUT with a malformed key, without effect: %j",
    async (malformed) => {
      const answer = await send("malformed", { "idempotency-key": malformed });
      expect(answer.body).toEqual({
        errors: [
          {
            message: '"Idempotency-Key" is 1 to 255 visible ASCII characters.',
            extensions: { code: "BAD_USER_INPUT" },
          },
        ],
      });
      expect(await count("malformed")).toBe(0);
    },
  );

  it("does not keep an answer of UNAVAILABLE: trying again runs again", async () => {
    const trigger = (statement: ReturnType<typeof sql>) => app.database.prisma.$executeRaw(statement);
    await trigger(sql`/* test: as if the server was going down */ CREATE FUNCTION "going_down"() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'going down' USING ERRCODE = '57P01'; END $$`);
    await trigger(sql`/* test: at every new organization */ CREATE TRIGGER "going_down" BEFORE INSERT ON "Organization"
      FOR EACH ROW EXECUTE FUNCTION "going_down"()`);
    const refused = await send("again", key);
    expect([refused.status, refused.codes()]).toEqual([503, ["UNAVAILABLE"]]);
    await trigger(sql`/* test: it is back */ DROP TRIGGER "going_down" ON "Organization"`);
    expect((await send("again", key)).text("createOrganization.organization.name")).toBe("again");
    expect(await count("again")).toBe(1);
  });
});

describe("a query with an Idempotency-Key", () => {
  it("is answered anew each time, and leaves nothing behind", async () => {
    const app = await testApp();
    const scene = world(app.database);
    const owner = await scene.account();
    const count = () =>
      app.graphql(owner, "{ viewer { organizations { totalCount } } }", undefined, { "idempotency-key": "q" });
    expect((await count()).body).toEqual({ data: { viewer: { organizations: { totalCount: 0 } } } });
    await scene.organization(owner);
    expect((await count()).body).toEqual({ data: { viewer: { organizations: { totalCount: 1 } } } });
    expect(await app.database.prisma.idempotentAnswer.count()).toBe(0);
    await app.close();
  });
});
