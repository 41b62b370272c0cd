import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/database/ids.js";
import { deleteDocument } from "../../src/domain/ledger/delete-document.js";
import { deletePayment } from "../../src/domain/ledger/delete-payment.js";
import { type Answer, type TestApp, testApp } from "../support/app.js";
import { type Actor, type World, world } from "../support/world.js";
import { everythingIn } from "./support/everything.js";
import { type Leaf, mutationTargets, placeName, queryTargets, type Target, variablesWith } from "./support/places.js";
import {
  isForeignId,
  nodeTypes,
  type Objects,
  objectsOf,
  objectsWith,
  type ObjectType,
  objectTypeAt,
  samplesOf,
} from "./support/samples.js";

/** An argument that is an id, and the type of object that it names. */
interface IdPlace {
  target: Target;
  leaf: Leaf;
  name: string;
  type: ObjectType;
}

/** The id arguments of every query and mutation; filters only choose among what is visible, and come below. */
function idPlaces(objects: Objects): IdPlace[] {
  const sample = samplesOf(objects);
  return [...mutationTargets(sample), ...queryTargets(sample)].flatMap((target) =>
    target.leaves
      .filter(
        ({ type, path }) =>
          type.name === "ID" &&
          !isForeignId(path.length === 0 ? target.argument.name : String(path.at(-1))) &&
          !path.includes("eq") &&
          !path.some((step) => /^(neq|in|notIn)$/.test(String(step))),
      )
      .map((leaf) => {
        const owner =
          target.argument.name === "input"
            ? target.argument.type.toString().replace("!", "")
            : target.name.replace(/\(.*/, "");
        const property = leaf.path.findLast((step) => typeof step === "string") ?? target.argument.name;
        return { target, leaf, name: placeName(target, leaf), type: objectTypeAt(owner, property) };
      }),
  );
}

const nothing = objectsWith("");
const names = idPlaces(nothing).map(({ name }) => name);

describe("an id of what the caller may not see", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let mine: Objects;
  let theirs: Objects;
  let gone: Objects;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    mine = await objectsOf(scene, owner, await scene.organization(owner));
    const stranger = await scene.account();
    theirs = await objectsOf(scene, stranger, await scene.organization(stranger));
    gone = await removed(await scene.account());
  });
  afterAll(() => app.close());

  /** Objects that were there, of somebody else; categories and what is of the ledger were marked as deleted. */
  async function removed(stranger: Actor): Promise<Objects> {
    const organization = await scene.organization(stranger);
    const objects = await objectsOf(scene, stranger, organization);
    const { prisma } = app.database;
    await prisma.accountOrganization.delete({ where: { id: objects.AccountOrganization } });
    const leaver = await scene.account();
    await prisma.account.delete({ where: { id: leaver.id } });
    const emptied = await scene.organization(stranger);
    await prisma.organization.delete({ where: { id: emptied } });
    const category = await scene.deletedCategory(stranger, organization);
    await deletePayment(await stranger.context(), objects.Payment);
    await deleteDocument(await stranger.context(), objects.Document);
    await prisma.accessToken.delete({ where: { id: objects.AccessToken } });
    return { ...objects, Category: category, Account: leaver.id, Organization: emptied };
  }

  /** The whole answer as text, with the id that was asked for cut out. */
  async function bytes({ target, leaf, type }: IdPlace, id: string, form: "bare" | "global"): Promise<string> {
    const written = form === "global" ? `${type}:${id}` : id;
    const answer: Answer = await app.graphql(
      owner,
      target.document,
      variablesWith(target, leaf, written, samplesOf(mine)),
    );
    return JSON.stringify([answer.status, answer.body]).replaceAll(id, "<id>");
  }

  const find = (name: string): IdPlace => {
    const found = idPlaces(mine).find((place) => place.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };

  // Everybody may invite everybody, so an account's id is no secret to who has it.
  const invites = (name: string) => name === "inviteAccount(input.accountId)";

  it.each(names)(
    "answers byte for byte what a never-issued id answers, in both forms and without effect: %s",
    async (name) => {
      const place = find(name);
      const before = await everythingIn(app.database);
      const unknown = await bytes(place, newId(), "global");
      const answers = { strangers: invites(name) ? newId() : theirs[place.type], deleted: gone[place.type] };
      for (const id of Object.values(answers)) {
        expect(await bytes(place, id, "global")).toBe(unknown);
        // node and nodes take the global form only.
        if (!name.startsWith("node")) expect(await bytes(place, id, "bare")).toBe(unknown);
      }
      expect(await everythingIn(app.database)).toEqual(before);

      const isMutation = place.target.document.startsWith("mutation");
      // A statistic of an account that made nothing is zeros, of a category that is not there nothing at all.
      const isStatistic = name.startsWith("Organization.");
      if (isMutation || name === "Organization.categoryTotalStats(categoryId)") {
        expect(unknown).toContain('"code":"NOT_FOUND"');
      } else if (isStatistic) expect(unknown).toContain('"__typename":"BusinessStats"');
      else expect(unknown).toMatch(/^\[200,\{"data":\{"\w+":\[?null\]?\}\}\]$/);
    },
  );

  it("is in the table for every type of object", () => {
    // Parts of documents are asked for by node alone, below.
    expect([...new Set(idPlaces(nothing).map(({ type }) => type)), "DocumentCategory"].sort()).toEqual(
      [...nodeTypes, "AccessToken"].sort(),
    );
  });

  it("is null in its place among others that are seen", async () => {
    const ids = [
      `Category:${mine.Category}`,
      `Category:${theirs.Category}`,
      `Organization:${mine.Organization}`,
      `Account:${theirs.Account}`,
      `Document:${theirs.Document}`,
      `DocumentCategory:${theirs.DocumentCategory}`,
      `DocumentCategory:${mine.DocumentCategory}`,
      `Payment:${theirs.Payment}`,
    ];
    const answer = await app.graphql(owner, "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", { ids });
    expect(answer.body).toEqual({
      data: {
        nodes: [
          { __typename: "Category", id: ids[0] },
          null,
          { __typename: "Organization", id: ids[2] },
          null,
          null,
          null,
          { __typename: "DocumentCategory", id: ids[6] },
          null,
        ],
      },
    });
  });
});

describe("node and nodes", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let mine: Objects;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.account();
    mine = await objectsOf(scene, owner, await scene.organization(owner));
  });
  afterAll(() => app.close());

  it.each(nodeTypes)("find every object by its global id: %s", async (type) => {
    const id = `${type}:${mine[type]}`;
    const answer = await app.graphql(
      owner,
      `query ($id: ID!) { node(id: $id) { __typename id ... on ${type} { databaseId } } nodes(ids: [$id, $id]) { id } }`,
      { id },
    );
    expect(answer.body).toEqual({
      data: { node: { __typename: type, id, databaseId: mine[type] }, nodes: [{ id }, { id }] },
    });
  });

  it("take 100 ids by one statement for each type, and refuse 101", async () => {
    const ids = Array.from({ length: 100 }, () => `Category:${mine.Category}`);
    app.statements.length = 0;
    const answer = await app.graphql(owner, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect([(answer.data as { nodes: unknown[] }).nodes.length, app.statements.length]).toEqual([100, 2]);
    const refused = await app.graphql(owner, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: [...ids, ids[0]],
    });
    expect(refused.errors?.map(({ message, extensions }) => [message, extensions])).toEqual([
      ['"ids" has more than 100 entries.', { code: "BAD_USER_INPUT" }],
    ]);
  });

  it("show an access token to nobody", async () => {
    const answer = await app.graphql(owner, "query ($id: ID!) { node(id: $id) { id } }", {
      id: `AccessToken:${mine.AccessToken}`,
    });
    expect(answer.body).toEqual({ data: { node: null } });
  });
});
