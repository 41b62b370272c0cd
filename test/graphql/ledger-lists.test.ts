import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { document, part, payment } from "../support/ledger.js";
import { type Actor, type World, world } from "../support/world.js";
import { faultsOf } from "./support/answers.js";

interface Connection {
  totalCount: number;
  pageInfo: { endCursor: string | null };
  edges: { cursor: string; node: Record<string, string> }[];
}

describe("the lists of the ledger", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let organization: string;
  let category: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.passwordless();
    organization = await scene.organization(owner);
    category = await scene.category(owner, organization);
    const make = async (name: string, fields: object) => {
      ids[name] = await document(owner, organization, { reference: name, ...fields });
      return ids[name];
    };
    const a = await make("a", { items: [{ price: "9.5" }], date: "2020-01-31" });
    await make("b", { items: [{ price: "10" }], date: "2020-02-29", dateDue: "2020-03-31", unitId: "north" });
    const c = await make("c", { items: [{ price: "100" }], date: "2020-03-01", type: "credit-note" });
    await make("d", { items: [{ price: "100" }], date: "2020-03-01", draft: true, incoming: true });
    const gone = await make("gone", { draft: true });
    await app.graphql(owner, `mutation { deleteDocument(input: { id: "${gone}" }) { deletedId } }`);
    await payment(owner, { documentId: a }, { note: "a", type: "cash", amount: "9.50", date: "2020-02-01" });
    await payment(owner, { organizationId: organization }, { note: "b", amount: "-1.00" });
    await part(owner, a, category, "9.50");
    await part(owner, c, category, "1.00");
  });
  afterAll(() => app.close());

  async function list(field: string, args: string, node: string): Promise<Connection> {
    const answer = await app.graphql(
      owner,
      `query ($id: ID!) { organization(id: $id) { ${field}${args ? `(${args})` : ""} {
        totalCount pageInfo { endCursor } edges { cursor node { ${node} } } } } }`,
      { id: organization },
    );
    expect(faultsOf(answer)).toEqual([]);
    expect(answer.errors).toBeUndefined();
    const [found] = Object.values((answer.data as { organization: Record<string, Connection> }).organization);
    if (!found) throw new Error(`there is no list ${field}`);
    return found;
  }

  const found = async (field: string, args: string, node: string) => {
    const { totalCount, edges } = await list(field, args, node);
    expect(edges).toHaveLength(totalCount);
    return edges.map((edge) => edge.node[node]).join("");
  };

  it.each<[string, string]>([
    ["", "abcd"],
    ["includeDeleted: true", "abcdgone"],
    ["where: { isDeleted: { eq: true } }, includeDeleted: true", "gone"],
    ['where: { total: { eq: "9.500" } }', "a"],
    ["where: { total: { gt: 9.5 } }", "bcd"],
    ['where: { total: { gte: "9.5", lt: 100 } }', "ab"],
    ['where: { total: { neq: "10" } }', "acd"],
    ['where: { total: { lte: "1e2", gt: "1e1" } }', "cd"],
    [`where: { total: { lt: "${"9".repeat(90)}" } }`, "abcd"],
    ['where: { totalDue: { eq: "0" } }', "a"],
    ['where: { totalPaid: { gt: "0.00" } }', "a"],
    ["where: { paidInFull: { eq: true } }", "a"],
    ['where: { date: { eq: "2020-02-29" } }', "b"],
    ['where: { date: { gt: "2020-02-29" } }', "cd"],
    ['where: { date: { gte: "2020-02-29", lte: "2020-02-29" } }', "b"],
    ['where: { date: { neq: "2020-03-01" } }', "ab"],
    ["where: { dateDue: { eq: null } }", "acd"],
    ["where: { dateDue: { neq: null } }", "b"],
    ["where: { type: { eq: CREDIT_NOTE } }", "c"],
    ["where: { type: { in: [CREDIT_NOTE, ESTIMATE] } }", "c"],
    ["where: { type: { notIn: [CREDIT_NOTE] } }", "abd"],
    ["where: { type: { neq: INVOICE } }", "c"],
    ["where: { draft: { eq: true } }", "d"],
    ["where: { incoming: { eq: false }, canceled: { eq: false } }", "abc"],
    ["where: { number: { eq: null } }", "d"],
    ['where: { number: { startsWith: "2020-0000" } }', "abc"],
    ['where: { unitId: { in: ["NORTH"], mode: INSENSITIVE } }', "b"],
    ['where: { currencyId: { eq: "EUR" } }', "abcd"],
    ['where: { not: { or: [{ reference: { eq: "a" } }, { reference: { eq: "b" } }] } }', "cd"],
    ["orderBy: [{ field: TOTAL, direction: DESC }, { field: REFERENCE, direction: DESC }]", "dcba"],
    ["orderBy: [{ field: DATE_DUE, direction: DESC }, { field: DATE, direction: DESC }, { field: ID }]", "bcda"],
    ["orderBy: [{ field: NUMBER }, { field: TYPE, direction: DESC }]", "dacb"],
  ])("of documents are filtered and ordered by: %s", async (args, expected) => {
    expect(await found("documents", args, "reference")).toBe(expected);
  });

  it("of documents are filtered by their id and by who made them, in both forms", async () => {
    for (const id of [ids.a, `Document:${ids.a}`]) {
      expect(await found("documents", `where: { id: { eq: "${id}" } }`, "reference")).toBe("a");
    }
    expect(await found("documents", `where: { accountId: { neq: "Account:${owner.id}" } }`, "reference")).toBe("");
  });

  it.each<[string, string]>([
    ["", "ab"],
    ["where: { type: { eq: CASH } }", "a"],
    ["where: { type: { notIn: [CASH] } }", "b"],
    ["where: { documentId: { eq: null } }", "b"],
    ['where: { amount: { lt: "0" } }', "b"],
    ['where: { date: { gte: "2020-02-01T00:00:00Z", lt: "2020-02-02T00:00:00Z" } }', "a"],
    ["orderBy: [{ field: AMOUNT }]", "ba"],
    ["orderBy: [{ field: TYPE, direction: DESC }]", "ab"],
  ])("of payments are filtered and ordered by: %s", async (args, expected) => {
    expect(await found("payments", args, "note")).toBe(expected);
  });

  it("of parts are filtered by document and category", async () => {
    const by = (args: string) => found("documentCategories", args, "amount");
    expect(await by("")).toBe("9.501.00");
    expect(await by(`where: { documentId: { eq: "${ids.c}" } }`)).toBe("1.00");
    expect(await by(`where: { categoryId: { eq: "Category:${category}" }, date: { lt: "2020-03-01" } }`)).toBe("9.50");
    expect(await by(`where: { categoryId: { eq: "${ids.c}" } }`)).toBe("");
  });

  it.each(["DATE", "DATE_DUE", "TOTAL", "NUMBER", "PAID"])(
    "are walked by cursors, every row once, ordered by %s",
    async (field) => {
      const order = field === "PAID" ? "TOTAL_PAID" : field;
      for (const direction of ["ASC", "DESC"]) {
        const orderBy = `orderBy: [{ field: ${order}, direction: ${direction} }]`;
        const whole = (await list("documents", orderBy, "reference")).edges.map(({ node }) => node.reference);
        const walked: unknown[] = [];
        for (let after = ""; ;) {
          const page = await list("documents", `first: 1, ${orderBy}${after}`, "reference");
          walked.push(...page.edges.map(({ node }) => node.reference));
          if (page.edges.length === 0) break;
          after = `, after: "${page.pageInfo.endCursor ?? ""}"`;
        }
        expect(walked).toEqual(whole);
      }
    },
  );

  it.each<[string, string]>([
    ["documents(first: 101) { totalCount }", '"first" is a whole number from 0 to 100.'],
    ["payments(last: -1) { totalCount edges { cursor } }", '"last" is a whole number from 0 to 100.'],
    ['documents(after: "x") { edges { cursor } }', '"after" is not a cursor of this list in this order.'],
    [
      "documents(where: { total: { gt: null } }) { totalCount }",
      '"where.total.gt" is null: nothing is greater or smaller than that.',
    ],
    [
      'documents(where: { date: { eq: "2021-02-29" } }) { totalCount }',
      'Argument "where.date.eq": This is no Date: A day of the calendar, such as `2020-02-29`.',
    ],
    [
      "documents(where: { type: { eq: RECEIPT } }) { totalCount }",
      'Argument "where.type.eq": Value "RECEIPT" does not exist in "DocumentType" enum.',
    ],
    [
      "documents(orderBy: [{ field: CUSTOM }]) { totalCount }",
      'Argument "orderBy[0].field": Value "CUSTOM" does not exist in "DocumentOrderField" enum.',
    ],
  ])("refuse %s", async (field, message) => {
    const answer = await app.graphql(owner, `{ organization(id: "${organization}") { ${field} } }`);
    expect(answer.errors?.map((error) => [error.message, error.extensions])).toEqual([
      [message, { code: "BAD_USER_INPUT" }],
    ]);
  });

  it("are shown to no stranger, through no path", async () => {
    const stranger = await scene.passwordless();
    const answer = await app.graphql(
      stranger,
      `query ($organization: ID!, $document: ID!, $category: ID!) {
        organization(id: $organization) { documents { totalCount } payments { totalCount } }
        document(id: $document) { id } category(id: $category) { documentCategories { totalCount } }
        viewer { organizations { edges { node { documents(where: { id: { eq: $document } }, includeDeleted: true) { totalCount } } } } }
      }`,
      { organization, document: ids.a, category },
    );
    expect(answer.body).toEqual({
      data: { organization: null, document: null, category: null, viewer: { organizations: { edges: [] } } },
    });
  });
});
