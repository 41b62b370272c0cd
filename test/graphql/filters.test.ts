import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/database/sql.js";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";

const categories = `query ($id: ID!, $where: CategoryWhere, $deleted: Boolean) {
  organization(id: $id) {
    categories(where: $where, includeDeleted: $deleted, orderBy: [{ field: NAME }]) { totalCount edges { node { name } } }
  }
}`;

const members = `query ($id: ID!, $where: AccountOrganizationWhere) {
  organization(id: $id) { accountOrganizations(where: $where) { totalCount edges { node { databaseId } } } }
}`;

const organizations = `query ($where: OrganizationWhere) {
  viewer { organizations(where: $where, orderBy: [{ field: NAME }]) { totalCount edges { node { name } } } }
}`;

interface Connection {
  totalCount: number;
  edges: { node: Record<string, string> }[];
}

describe("where", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let organization: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    organization = await scene.organization(owner, { name: "Čebelar", country: "Slovenia", taxSubject: true });
    const descriptions = { apple: "Red", Banana: "yellow", cherry: "RED", Šljiva: null, zebra_100: "50% \\_ off" };
    for (const [name, description] of Object.entries(descriptions)) {
      ids[name] = await scene.category(owner, organization, { name, alias: name, description });
    }
    ids.gone = await scene.deletedCategory(owner, organization);
    await app.database.prisma.$executeRaw(sql`/* test: a known moment */
      UPDATE "Category" SET "createdAt" = '2020-02-29T07:59:37.938Z' WHERE "id" = ${ids.cherry}`);
  });
  afterAll(() => app.close());

  /** The values of one field of a connection, once it is sure that the count says the same. */
  async function found(connection: unknown, field: string): Promise<string[]> {
    const { totalCount, edges } = (await connection) as Connection;
    expect(totalCount).toBe(edges.length);
    return edges.map(({ node }) => String(node[field]));
  }

  const names = async (where: unknown, deleted = false) => {
    const answer = await app.graphql(owner, categories, { id: organization, where, deleted });
    expect(answer.errors).toBeUndefined();
    return found((answer.data as { organization: { categories: Connection } }).organization.categories, "name");
  };

  const everything = ["Banana", "apple", "cherry", "zebra_100", "Šljiva"];
  const but = (...left: string[]) => everything.filter((name) => !left.includes(name));

  it.each<[unknown, string[]]>([
    [{}, everything],
    [null, everything],
    [{ name: {} }, everything],
    [{ description: { eq: "Red" } }, ["apple"]],
    [{ description: { eq: "rEd", mode: "INSENSITIVE" } }, ["apple", "cherry"]],
    [{ description: { eq: null } }, ["Šljiva"]],
    [{ description: { neq: "Red" } }, but("apple")],
    [{ description: { neq: "red", mode: "INSENSITIVE" } }, but("apple", "cherry")],
    [{ description: { neq: null } }, but("Šljiva")],
    [{ description: { in: ["Red", "yellow"] } }, ["Banana", "apple"]],
    [{ description: { in: ["red"], mode: "INSENSITIVE" } }, ["apple", "cherry"]],
    [{ description: { in: ["Red", null] } }, ["apple", "Šljiva"]],
    [{ description: { in: [] } }, []],
    [{ description: { notIn: ["Red", null] } }, but("apple", "Šljiva")],
    [{ description: { notIn: ["RED"], mode: "INSENSITIVE" } }, but("apple", "cherry")],
    [{ description: { notIn: [] } }, everything],
    [{ name: { contains: "e" } }, ["apple", "cherry", "zebra_100"]],
    [{ name: { contains: "šLJ", mode: "INSENSITIVE" } }, ["Šljiva"]],
    [{ name: { contains: "šlj" } }, []],
    [{ name: { startsWith: "a" } }, ["apple"]],
    [{ name: { startsWith: "b", mode: "INSENSITIVE" } }, ["Banana"]],
    [{ name: { endsWith: "_100" } }, ["zebra_100"]],
    [{ name: { endsWith: "IVA", mode: "INSENSITIVE" } }, ["Šljiva"]],
    [{ description: { contains: "% \\_" } }, ["zebra_100"]],
    [{ description: { contains: "%" } }, ["zebra_100"]],
    [{ name: { contains: "e", startsWith: "a" } }, ["apple"]],
    [{ name: { contains: "e" }, description: { eq: "RED" } }, ["cherry"]],
    [{ isDeleted: { eq: false } }, everything],
    [{ isDeleted: { neq: false } }, []],
    [{ createdAt: { eq: "2020-02-29T07:59:37.938Z" } }, ["cherry"]],
    [{ createdAt: { eq: "2020-02-29T08:59:37.938+01:00" } }, ["cherry"]],
    [{ createdAt: { neq: "2020-02-29T07:59:37.938Z" } }, but("cherry")],
    [{ createdAt: { gt: "2020-02-29T07:59:37.938Z" } }, but("cherry")],
    [{ createdAt: { gte: "2020-02-29T07:59:37.938Z" } }, everything],
    [{ createdAt: { lt: "2020-02-29T07:59:37.938Z" } }, []],
    [{ createdAt: { lte: "2020-02-29T07:59:37.938Z" } }, ["cherry"]],
    [{ createdAt: { gte: "0000-01-01T00:00:00Z", lt: "9999-12-31T23:59:59.999Z" } }, everything],
    [{ deletedAt: { eq: null } }, everything],
    [{ deletedAt: { neq: null } }, []],
    [{ and: [{ name: { contains: "e" } }, { description: { neq: "RED" } }] }, ["apple", "zebra_100"]],
    [{ and: [] }, everything],
    [{ or: [{ name: { eq: "apple" } }, { name: { eq: "cherry" } }] }, ["apple", "cherry"]],
    [{ or: [] }, []],
    [{ not: { description: { eq: "Red" } } }, but("apple")],
    [{ not: { not: { name: { eq: "apple" } } } }, ["apple"]],
    [{ not: {} }, []],
    [
      { name: { contains: "e" }, not: { or: [{ name: { eq: "apple" } }, { and: [{ name: { eq: "cherry" } }] }] } },
      ["zebra_100"],
    ],
    [{ not: { and: [{ or: [{ not: { and: [{ name: { eq: "apple" } }] } }] }] } }, ["apple"]],
  ])("%j finds %j, and totalCount agrees", async (where, expected) => {
    expect(await names(where)).toEqual(expected);
  });

  it("compares ids in either form", async () => {
    const { apple = "", cherry = "", gone = "" } = ids;
    expect(await names({ id: { eq: apple } })).toEqual(["apple"]);
    expect(await names({ id: { eq: `Category:${apple}` } })).toEqual(["apple"]);
    expect(await names({ id: { neq: `Category:${apple}` } })).toEqual(but("apple"));
    expect(await names({ id: { in: [apple, `Category:${cherry}`, gone] } })).toEqual(["apple", "cherry"]);
    expect(await names({ id: { notIn: [apple, `Category:${cherry}`] } })).toEqual(but("apple", "cherry"));
    expect(await names({ id: { eq: null } })).toEqual([]);
  });

  it("finds deleted rows only where includeDeleted asks for them", async () => {
    expect(await names({ isDeleted: { eq: true } })).toEqual([]);
    expect(await names({ isDeleted: { eq: true } }, true)).toEqual(["Services"]);
    expect(await names({ deletedAt: { neq: null } }, true)).toEqual(["Services"]);
    expect(await names({}, true)).toEqual(["Banana", "Services", "apple", "cherry", "zebra_100", "Šljiva"]);
  });

  it("reads roles, states and flags of memberships", async () => {
    const place = await scene.organization(owner);
    const [owners] = await memberships(place, {});
    const states = ["active", "disabled", "pending", "rejected", "expired"] as const;
    const made: Record<string, string> = { owner: owners ?? "" };
    for (const state of states)
      made[state] = (await scene.member(place, owner, state === "active" ? "readonly" : "default", state)).membershipId;
    const nameOf = (id: string) => Object.keys(made).find((name) => made[name] === id);
    const found = async (where: unknown) => (await memberships(place, where)).map(nameOf);

    expect(await found({ role: { eq: "READONLY" } })).toEqual(["active"]);
    expect(await found({ role: { neq: "DEFAULT" } })).toEqual(["owner", "active"]);
    expect(await found({ role: { in: ["ADMIN", "READONLY"] } })).toEqual(["owner", "active"]);
    expect(await found({ role: { notIn: ["ADMIN", "READONLY"] } })).toEqual([
      "disabled",
      "pending",
      "rejected",
      "expired",
    ]);
    for (const state of states.slice(1)) expect(await found({ status: { eq: state.toUpperCase() } })).toEqual([state]);
    expect(await found({ status: { eq: "ACTIVE" } })).toEqual(["owner", "active"]);
    expect(await found({ status: { neq: "ACTIVE" } })).toEqual(["disabled", "pending", "rejected", "expired"]);
    expect(await found({ status: { in: ["PENDING", "EXPIRED"] } })).toEqual(["pending", "expired"]);
    expect(await found({ status: { notIn: ["PENDING", "EXPIRED", "ACTIVE"] } })).toEqual(["disabled", "rejected"]);
    expect(await found({ disabled: { eq: true } })).toEqual(["disabled"]);
    expect(await found({ rejected: { eq: true } })).toEqual(["rejected"]);
    expect(await found({ active: { neq: true } })).toEqual(["pending", "rejected", "expired"]);
    expect(await found({ inviterId: { eq: null } })).toEqual(["owner"]);
    expect(await found({ inviterId: { eq: `Account:${owner.id}` }, active: { eq: true } })).toEqual([
      "active",
      "disabled",
    ]);
    expect(await found({ accountId: { eq: owner.id } })).toEqual(["owner"]);
    expect(await found({ organizationId: { neq: place } })).toEqual([]);
  });

  async function memberships(place: string, where: unknown): Promise<string[]> {
    const answer = await app.graphql(owner, members, { id: place, where });
    expect(answer.errors).toBeUndefined();
    return found(
      (answer.data as { organization: { accountOrganizations: Connection } }).organization.accountOrganizations,
      "databaseId",
    );
  }

  it.each<[unknown, string[]]>([
    [{ countryAlpha2Code: { eq: "SI" } }, ["Čebelar"]],
    [{ name: { startsWith: "č", mode: "INSENSITIVE" } }, ["Čebelar"]],
    [{ taxSubject: { eq: true } }, ["Čebelar"]],
    [{ taxSubject: { eq: null } }, ["Orgate Works"]],
    [{ taxSubject: { neq: true } }, ["Orgate Works"]],
    [{ timezone: { in: ["Europe/Ljubljana"] }, active: { eq: true }, deactivatedAt: { eq: null } }, ["Čebelar"]],
    [{ IBAN: { neq: null } }, []],
  ])("of the viewer's organizations: %j finds %j", async (where, expected) => {
    const answer = await app.graphql(owner, organizations, { where });
    expect(answer.errors).toBeUndefined();
    expect(
      await found((answer.data as { viewer: { organizations: Connection } }).viewer.organizations, "name"),
    ).toEqual(expected);
  });

  const deep = (levels: number): unknown => (levels === 0 ? { name: { eq: "apple" } } : { not: deep(levels - 1) });
  const many = (count: number) => ({ and: Array.from({ length: count }, () => ({ name: { neq: "x" } })) });

  it("takes 5 levels of logic, 50 conditions, lists of 100 and texts of 1,000 characters", async () => {
    expect(await names(deep(4))).toEqual(["apple"]);
    expect(await names(deep(5))).toEqual(but("apple"));
    expect(await names(many(50))).toEqual(everything);
    expect(await names({ name: { notIn: Array.from({ length: 100 }, () => "x".repeat(1_000)) } })).toEqual(everything);
  });

  it.each<[string, unknown, string]>([
    ["6 levels of logic", deep(6), '"where" goes deeper than 5 levels of and, or, not.'],
    ["51 conditions", many(51), '"where" has more than 50 conditions.'],
    [
      "a list of 101",
      { name: { in: Array.from({ length: 101 }, () => "x") } },
      '"where.name.in" has more than 100 entries.',
    ],
    ["101 parts", { or: Array.from({ length: 101 }, () => ({})) }, '"where.or" has more than 100 entries.'],
    [
      "a text of 1,001 characters",
      { name: { contains: "x".repeat(1_001) } },
      '"where.name.contains" is longer than 1000 characters.',
    ],
    ["null as a filter", { name: null }, '"where.name" is null, which is no condition. Leave it out, or use eq: null.'],
    ["null as a part", { not: null }, '"where.not" is null, which is no condition. Leave it out, or use eq: null.'],
    ["null in a text", { name: { contains: null } }, '"where.name.contains" is null, which is in no text.'],
    [
      "greater than null",
      { createdAt: { gt: null } },
      '"where.createdAt.gt" is null: nothing is greater or smaller than that.',
    ],
    ["null as a list", { name: { in: null } }, '"where.name.in" is no list.'],
    [
      "deep down",
      { and: [{}, { or: [{ name: { startsWith: null } }] }] },
      '"where.and[1].or[0].name.startsWith" is null, which is in no text.',
    ],
  ])("is BAD_USER_INPUT that names the part, with %s", async (_what, where, message) => {
    const answer = await app.graphql(owner, categories, { id: organization, where });
    expect(answer.errors?.map((error) => [error.message, error.extensions])).toEqual([
      [message, { code: "BAD_USER_INPUT" }],
    ]);
    expect(answer.data).toEqual({ organization: { categories: null } });
  });
});
