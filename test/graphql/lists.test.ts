import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf } from "./support/answers.js";

const list = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $orderBy: [CategoryOrder!]) {
  organization(id: $id) {
    categories(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { name } }
    }
  }
}`;

interface Page {
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  edges: { cursor: string; node: { name: string } }[];
}

const names = ["b", "a", "b", "c", "a", "b", "d"];

describe("a list", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let organization: string;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    organization = await scene.organization(owner);
    for (const name of names) await scene.category(owner, organization, { name });
  });
  afterAll(() => app.close());

  const ask = (variables: Record<string, unknown>, id = organization) => app.graphql(owner, list, { id, ...variables });

  async function page(variables: Record<string, unknown>): Promise<Page> {
    const answer = await ask(variables);
    expect(answer.errors).toBeUndefined();
    return (answer.data as { organization: { categories: Page } }).organization.categories;
  }

  const namesOf = ({ edges }: Page) => edges.map(({ node }) => node.name);

  it.each<[string, unknown, string[]]>([
    ["by id where nothing is said", undefined, names],
    ["by id, backwards", [{ field: "ID", direction: "DESC" }], names.toReversed()],
    ["by name, ascending where nothing is said", [{ field: "NAME" }], ["a", "a", "b", "b", "b", "c", "d"]],
    ["by name, descending", [{ field: "NAME", direction: "DESC" }], ["d", "c", "b", "b", "b", "a", "a"]],
    [
      "by time, newest first",
      [
        { field: "CREATED_AT", direction: "DESC" },
        { field: "ID", direction: "DESC" },
      ],
      names.toReversed(),
    ],
    ["with rows without a value", [{ field: "DELETED_AT" }, { field: "NAME" }], ["a", "a", "b", "b", "b", "c", "d"]],
    ["by nothing", [], names],
  ])("has one order: %s", async (_what, orderBy, expected) => {
    expect(namesOf(await page({ orderBy }))).toEqual(expected);
  });

  describe("walked page by page has every row exactly once, in its order", () => {
    const orders = { ID: "ASC", NAME: "DESC", CREATED_AT: "ASC", DELETED_AT: "DESC" };
    const cases = Object.entries(orders).flatMap(([field, direction]) =>
      [1, 2, 3, 7, 100].flatMap((size) => [true, false].map((forward) => ({ field, direction, size, forward }))),
    );

    it.each(cases)("$field $direction by $size, forward: $forward", async ({ field, direction, size, forward }) => {
      const orderBy = [{ field, direction }];
      const whole = (await page({ orderBy })).edges.map(({ cursor }) => cursor);
      const seen: string[] = [];
      let cursor: string | null = null;
      for (let more = true; more;) {
        const { edges, pageInfo }: Page = await page({
          orderBy,
          ...(forward ? { first: size, after: cursor } : { last: size, before: cursor }),
        });
        const cursors = edges.map((edge) => edge.cursor);
        expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([cursors[0], cursors.at(-1)]);
        if (forward) seen.push(...cursors);
        else seen.unshift(...cursors);
        more = forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
        cursor = forward ? pageInfo.endCursor : pageInfo.startCursor;
      }
      expect(seen).toEqual(whole);
      expect(new Set(seen).size).toBe(names.length);
    });
  });

  it("that is empty has no cursors and nothing around it", async () => {
    const answer = await ask({}, await scene.organization(owner));
    const nothing = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
    expect(answer.body).toEqual({ data: { organization: { categories: { pageInfo: nothing, edges: [] } } } });
  });

  it("counts its rows only where it is asked to, with one statement more", async () => {
    const counts = () => app.statements.filter((statement) => statement.includes("count(*)")).length;
    app.statements.length = 0;
    await app.graphql(owner, "query ($id: ID!) { organization(id: $id) { categories { edges { node { id } } } } }", {
      id: organization,
    });
    expect([app.statements.length, counts()]).toEqual([3, 0]);
    app.statements.length = 0;
    const answer = await app.graphql(
      owner,
      "query ($id: ID!) { organization(id: $id) { categories(first: 1) { totalCount } } }",
      {
        id: organization,
      },
    );
    expect(answer.body).toEqual({ data: { organization: { categories: { totalCount: names.length } } } });
    expect([app.statements.length, counts()]).toEqual([4, 1]);
  });

  it("has 20 rows where no size is named, and 100 at most", async () => {
    const large = await scene.organization(owner);
    for (let index = 0; index < 101; index++) await scene.category(owner, large);
    const sizes: number[] = [];
    for (const variables of [{}, { first: 100 }, { last: 100 }, { first: 0 }, { before: null }]) {
      const answer = await ask(variables, large);
      sizes.push((answer.data as { organization: { categories: Page } }).organization.categories.edges.length);
    }
    expect(sizes).toEqual([20, 100, 100, 0, 20]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["first: -1", { first: -1 }, '"first" is a whole number from 0 to 100.'],
    ["first: 101", { first: 101 }, '"first" is a whole number from 0 to 100.'],
    ["last: -1", { last: -1 }, '"last" is a whole number from 0 to 100.'],
    ["last: 101", { last: 101 }, '"last" is a whole number from 0 to 100.'],
    ["the largest Int", { first: 2_147_483_647 }, '"first" is a whole number from 0 to 100.'],
    ["the smallest Int", { last: -2_147_483_648 }, '"last" is a whole number from 0 to 100.'],
    ["first with last", { first: 1, last: 1 }, '"first" and "last" do not go together.'],
    ["after with last", { after: "x", last: 1 }, '"after" goes with "first", "before" with "last".'],
    ["before with first", { before: "x", first: 1 }, '"before" goes with "last", "after" with "first".'],
    [
      "6 words of order",
      { orderBy: Array.from({ length: 6 }, () => ({ field: "NAME" })) },
      '"orderBy" has more than 5 words.',
    ],
  ])("cannot be asked for with %s", async (_what, variables, message) => {
    const answer = await ask(variables);
    const [error] = answer.errors ?? [];
    expect(faultsOf(answer)).toEqual([]);
    // What could be a page of millions is refused by its cost already.
    const costly = Number(variables.first ?? 0) > 10_000;
    expect([answer.errors?.length, error?.message, error?.extensions.code]).toEqual(
      costly
        ? [1, "This could answer more than 10000 objects. Ask for smaller pages.", "QUERY_TOO_COMPLEX"]
        : [1, message, "BAD_USER_INPUT"],
    );
  });

  it("takes no cursor but its own, of this parent and in this order", async () => {
    const orderBy = [{ field: "NAME" }];
    const { cursor } = (await page({ orderBy })).edges[0] ?? { cursor: "" };
    const elsewhere = await scene.organization(owner);
    const members = await app.graphql(
      owner,
      "query ($id: ID!) { organization(id: $id) { accountOrganizations { pageInfo { endCursor } } } }",
      {
        id: organization,
      },
    );
    const forged = (...values: unknown[]) => {
      const [mark] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as string[];
      return Buffer.from(JSON.stringify([mark, ...values])).toString("base64url");
    };
    const id = "5f0c1ad0aa00000000c0de01";
    const cases: Record<string, { after: string; id?: string; orderBy?: unknown }> = {
      nothing: { after: "" },
      garbage: { after: "garbage" },
      "half of it": { after: cursor.slice(0, cursor.length / 2) },
      "more than it": { after: `${cursor}${cursor}` },
      "5,000 characters": { after: "x".repeat(5_000) },
      "of another list": { after: members.text("organization.accountOrganizations.pageInfo.endCursor"), orderBy: [] },
      "of another parent": { after: cursor, id: elsewhere },
      "of another order": { after: cursor, orderBy: [{ field: "NAME", direction: "DESC" }] },
      "of no order": { after: cursor, orderBy: [] },
      "a value of another type": { after: forged(5, id) },
      "an object as a value": { after: forged({}, id) },
      "a NUL byte": { after: forged("\0", id) },
      "an id that is none": { after: forged("a", "x") },
      "no id": { after: forged("a") },
      "JSON that is no list": { after: Buffer.from('{"__proto__":[]}').toString("base64url") },
    };
    const wrong: string[] = [];
    for (const [what, { id: parent = organization, ...variables }] of Object.entries(cases)) {
      const answer = await ask({ orderBy, ...variables }, parent);
      const good =
        answer.errors?.map((error) => error.message).join() === '"after" is not a cursor of this list in this order.';
      if (!good || answer.codes().join() !== "BAD_USER_INPUT") wrong.push(`${what}: ${JSON.stringify(answer.body)}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "2020-02-30T00:00:00.000Z"])(
    "takes or refuses a forged cursor at %s, without a fault",
    async (instant) => {
      const orderBy = [{ field: "CREATED_AT" }];
      const { cursor } = (await page({ orderBy })).edges[0] ?? { cursor: "" };
      const [mark] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as string[];
      const after = Buffer.from(JSON.stringify([mark, instant, "5f0c1ad0aa00000000c0de01"])).toString("base64url");
      expect(faultsOf(await ask({ orderBy, after }))).toEqual([]);
    },
  );

  it("of the caller's own memberships can be asked for by state", async () => {
    const guest = await scene.account();
    const invitation = await scene.invite(organization, owner, guest);
    const ofState = async (status: string | null) => {
      const answer = await app.graphql(
        guest,
        "query ($status: AccountOrganizationStatus) { viewer { accountOrganizations(status: $status) { totalCount edges { node { databaseId } } } } }",
        { status },
      );
      return answer.body;
    };
    const one = {
      data: { viewer: { accountOrganizations: { totalCount: 1, edges: [{ node: { databaseId: invitation } }] } } },
    };
    const none = { data: { viewer: { accountOrganizations: { totalCount: 0, edges: [] } } } };
    expect(await ofState("PENDING")).toEqual(one);
    expect(await ofState(null)).toEqual(one);
    expect(await ofState("ACTIVE")).toEqual(none);
    expect(await ofState("EXPIRED")).toEqual(none);
  });
});
