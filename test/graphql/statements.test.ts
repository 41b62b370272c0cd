import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document, part, payment } from "../support/ledger.js";
import { type Actor, type World, world } from "../support/world.js";

/** The widest query that the schema allows below the viewer: every edge, every list, every count. */
const widest = `query Widest($page: Int!) {
  viewer {
    id
    master { id }
    accessTokens { handle }
    accountOrganizations(first: $page) {
      totalCount
      edges { node { id status organization { id name data { name } } account { id master { id } } inviter { id } } }
    }
    organizations(first: $page) {
      totalCount
      edges {
        node {
          id
          data { name value }
          categories(first: 4) { totalCount edges { node { id name organization { id name data { name } } } } }
          accountOrganizations(first: 4) {
            totalCount
            edges { node { id status account { id email } inviter { id email } organization { id name } } }
          }
          documents(first: 1) {
            totalCount
            edges {
              node {
                id
                items { name taxes { rate } }
                taxes { rate }
                organization { id }
                account { email }
                payments(first: 2) { totalCount edges { node { amount document { id } organization { id } } } }
                documentCategories { amount category { name documentCategories(first: 1) { totalCount } } document { id } }
              }
            }
          }
          payments(first: 1) { totalCount edges { node { id document { number } } } }
          documentCategories(first: 1) { totalCount edges { node { id category { id } } } }
        }
      }
    }
  }
}`;

describe("the number of SQL statements", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  const organizations = 50;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    const guest = await scene.account();
    for (let index = 0; index < organizations; index++) {
      const organization = await scene.organization(owner, { data: [{ name: "colour", value: "green" }] });
      await scene.category(owner, organization);
      const category = await scene.category(owner, organization);
      const invoice = await document(owner, organization);
      await part(owner, invoice, category, "1.00");
      await payment(owner, { documentId: invoice });
      if (index < 3) await scene.invite(organization, owner, guest);
    }
  }, 120_000);
  afterAll(() => app.close());

  async function statementsOf(page: number): Promise<number> {
    app.statements.length = 0;
    const answer = await app.graphql(owner, widest, { page });
    expect(answer.errors).toBeUndefined();
    const found = (answer.data as { viewer: { organizations: { edges: unknown[] } } }).viewer.organizations.edges;
    expect(found).toHaveLength(page);
    return app.statements.length;
  }

  it("is the same for a page of 1 and a page of 50 of the widest nested query", async () => {
    const one = await statementsOf(1);
    expect(await statementsOf(organizations)).toBe(one);
  });

  it("is one for each level of organizations, their members and their categories, and one for the token", async () => {
    app.statements.length = 0;
    const answer = await app.graphql(
      owner,
      `{ viewer { organizations(first: 50) { edges { node { name
          categories(first: 5) { edges { node { name } } }
          accountOrganizations(first: 5) { edges { node { account { email } } } } } } } } }`,
    );
    expect(answer.errors).toBeUndefined();
    const names = app.statements.map((statement) => /\/\* (\w+):/.exec(statement)?.[1]);
    expect(names.sort()).toEqual(
      [
        "authenticate",
        "accountsByIds",
        "organizationsOfAccount",
        "categories",
        "accountOrganizationsOfOrganization",
        "accountsByIds",
      ].sort(),
    );
  });

  it("is one for each level of documents, their payments, parts and categories, and one for the token", async () => {
    app.statements.length = 0;
    const answer = await app.graphql(
      owner,
      `{ viewer { organizations(first: 20) { edges { node { documents(first: 5) { edges { node { items { total } account { email }
          payments(first: 5) { edges { node { amount document { number } } } }
          documentCategories { amount category { name } } } } } } } } } }`,
    );
    expect(answer.errors).toBeUndefined();
    const names = app.statements.map((statement) => /\/\* (\w+):/.exec(statement)?.[1]);
    expect(names.sort()).toEqual(
      [
        "authenticate",
        "accountsByIds",
        "organizationsOfAccount",
        "documents",
        "paymentsOfDocument",
        "documentsByIds",
        "documentCategoriesOfDocument",
        "categoriesByIds",
      ].sort(),
    );
  });

  it("does not grow for totalCount where it is not asked for", async () => {
    app.statements.length = 0;
    await app.graphql(owner, "{ viewer { organizations(first: 2) { edges { node { id } } } } }");
    expect(app.statements.filter((statement) => statement.includes("count(*)"))).toEqual([]);
  });

  it("is none for a request that is refused before it runs", async () => {
    app.statements.length = 0;
    await app.graphql(owner, "{ viewer { unknown } }");
    await app.graphql(owner, "{ viewer { ");
    expect(app.statements).toEqual([]);
  });

  it("is none for an anonymous visitor", async () => {
    app.statements.length = 0;
    const answer = await app.graphql(null, "{ viewer { id } }");
    expect(answer.body).toEqual({ data: { viewer: null } });
    expect(app.statements).toEqual([]);
  });
});
