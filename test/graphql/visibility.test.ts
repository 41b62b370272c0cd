import {
  getNamedType,
  type GraphQLArgument,
  isCompositeType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schema } from "../../src/graphql/schema.js";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";

/** What some fields cannot be asked without: any word of a list, and what statistics need. */
const needed: Record<string, string> = { from: '"2020-01-01"', to: '"2020-12-31"' };
const valueFor = ({ name, type }: GraphQLArgument): string => {
  const named = getNamedType(type);
  return (isEnumType(named) ? named.getValues()[0]?.name : needed[name]) ?? "";
};

/** Every field of a type: plain ones as they are, lists and edges by their first field. */
function everyField(typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  return Object.values(type.getFields())
    .map((field) => {
      const named = getNamedType(field.type);
      if (!isCompositeType(named)) return field.name;
      const args = field.args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${valueFor(arg)}`);
      const call = args.length > 0 ? `${field.name}(${args.join(", ")})` : field.name;
      return `${call} { ${"getFields" in named && "totalCount" in named.getFields() ? "totalCount" : "__typename"} }`;
    })
    .join(" ");
}

const nulls = (typeName: string): Record<string, null> => {
  const type = schema.getType(typeName);
  return Object.fromEntries(Object.keys(isObjectType(type) ? type.getFields() : {}).map((name) => [name, null]));
};

describe("what of somebody else's is shown", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let organization: string;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    await app.graphql(
      owner,
      'mutation { updateAccount(input: { firstname: "Ada", lastname: "L", label: "me", taxNumber: "1", locale: "en", custom: { a: 1 } }) { account { id } } }',
    );
    organization = await scene.organization(owner, {
      name: "Čebelar",
      country: "Slovenia",
      city: "Bled",
      taxSubject: true,
      custom: { a: 1 },
      data: [{ name: "colour", value: "green" }],
    });
    await scene.category(owner, organization);
  });
  afterAll(() => app.close());

  it.each(["pending", "rejected", "expired", "disabled"] as const)(
    "of an organization to a %s member: id and name, and no list, count or role",
    async (state) => {
      const { actor, membershipId } = await scene.member(organization, owner, "admin", state);
      const shown = {
        ...nulls("Organization"),
        id: `Organization:${organization}`,
        databaseId: organization,
        name: "Čebelar",
      };
      const byId = await app.graphql(
        actor,
        `query ($id: ID!) { accountOrganization(id: $id) { organization { ${everyField("Organization")} } } }`,
        { id: membershipId },
      );
      expect(byId.body).toEqual({ data: { accountOrganization: { organization: shown } } });
      const inList = await app.graphql(
        actor,
        `{ viewer { organizations { totalCount } accountOrganizations { edges { node { organization { ${everyField("Organization")} } } } } } }`,
      );
      expect(inList.body).toEqual({
        data: {
          viewer: {
            organizations: { totalCount: 0 },
            accountOrganizations: { edges: [{ node: { organization: shown } }] },
          },
        },
      });
      const direct = await app.graphql(actor, "query ($id: ID!) { organization(id: $id) { id } }", {
        id: organization,
      });
      expect(direct.body).toEqual({ data: { organization: null } });
    },
  );

  it("of an account to a colleague, an invitee and the invited one's inviter: id, address and names", async () => {
    const colleague = await scene.member(organization, owner, "admin");
    const invitee = await scene.member(organization, owner, "default", "pending");
    const shown = {
      ...nulls("Account"),
      id: `Account:${owner.id}`,
      databaseId: owner.id,
      email: owner.email,
      firstname: "Ada",
      lastname: "L",
    };
    const document = `query ($id: ID!) { node(id: $id) { ... on Account { ${everyField("Account")} } } }`;
    for (const { actor } of [colleague, invitee]) {
      const answer = await app.graphql(actor, document, { id: `Account:${owner.id}` });
      expect(answer.body).toEqual({ data: { node: shown } });
    }
    const invited = await app.graphql(owner, document, { id: `Account:${invitee.actor.id}` });
    const { id, email } = invitee.actor;
    expect(invited.body).toEqual({
      data: { node: { ...nulls("Account"), id: `Account:${id}`, databaseId: id, email } },
    });
  });

  it("of an account to itself: all of it", async () => {
    const answer = await app.graphql(owner, `{ viewer { ${everyField("Account")} } }`);
    expect((answer.data as { viewer: unknown }).viewer).toMatchObject({
      label: "me",
      taxNumber: "1",
      locale: "en",
      emailVerified: true,
      custom: { a: 1 },
      master: null,
      accessTokens: [{ __typename: "AccessToken" }],
    });
  });

  it("of a child account to its master: all but its tokens", async () => {
    const child = await scene.account({ master: owner });
    const answer = await app.graphql(
      owner,
      `query ($id: ID!) { node(id: $id) { ... on Account { ${everyField("Account")} } } }`,
      {
        id: `Account:${child.id}`,
      },
    );
    expect((answer.data as { node: unknown }).node).toMatchObject({
      email: child.email,
      custom: {},
      master: { __typename: "Account" },
      organizations: { totalCount: 0 },
      accessTokens: null,
    });
  });
});

describe("filters and counts", () => {
  it("reach nothing of another organization, whatever they name", async () => {
    const app = await testApp();
    const scene = world(app.database);
    const owner = await scene.account();
    const stranger = await scene.account();
    const organization = await scene.organization(owner);
    const foreign = await scene.organization(stranger, { name: "Secret" });
    const category = await scene.category(stranger, foreign, { name: "Secret" });
    const { membershipId, actor } = await scene.member(foreign, stranger, "default");
    await scene.category(owner, organization, { name: "Mine" });

    const answer = await app.graphql(
      owner,
      `query ($organization: ID!, $foreign: ID!, $category: ID!, $member: ID!, $account: ID!) {
        organization(id: $organization) {
          byName: categories(where: { name: { contains: "e" } }) { totalCount }
          byId: categories(where: { id: { eq: $category } }) { totalCount }
          either: categories(where: { or: [{ id: { eq: $category } }, { name: { eq: "Secret" } }, {}] }, includeDeleted: true) { totalCount }
          others: categories(where: { not: { name: { eq: "Mine" } } }, includeDeleted: true) { totalCount }
          member: accountOrganizations(where: { id: { in: [$member] } }) { totalCount }
          account: accountOrganizations(where: { accountId: { eq: $account } }) { totalCount }
          organization: accountOrganizations(where: { organizationId: { eq: $foreign } }) { totalCount }
          elsewhere: accountOrganizations(where: { not: { organizationId: { eq: $organization } } }) { totalCount }
          all: accountOrganizations { totalCount }
        }
        viewer {
          byId: organizations(where: { id: { eq: $foreign } }) { totalCount }
          byName: organizations(where: { name: { eq: "Secret" } }) { totalCount }
          all: organizations(where: { or: [{}] }) { totalCount }
        }
      }`,
      { organization, foreign, category, member: membershipId, account: actor.id },
    );
    const none = { totalCount: 0 };
    const one = { totalCount: 1 };
    expect(answer.body).toEqual({
      data: {
        organization: {
          byName: one,
          byId: none,
          either: one,
          others: none,
          member: none,
          account: none,
          organization: none,
          elsewhere: none,
          all: one,
        },
        viewer: { byId: none, byName: none, all: one },
      },
    });
    await app.close();
  });
});
