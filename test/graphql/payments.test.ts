import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/database/ids.js";
import { type TestApp, testApp } from "../support/app.js";
import { document } from "../support/ledger.js";
import { type Actor, type World, world } from "../support/world.js";
import { userErrorsOf } from "./support/answers.js";
import { everythingIn } from "./support/everything.js";

const record = `mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) {
  payment { id databaseId type date amount amountConverted note transactionId custom isDeleted deletedAt
    organization { id } document { id totalPaid totalDue paidInFull } }
  userErrors { code message field } } }`;

describe("payments", () => {
  let app: TestApp;
  let scene: World;
  let owner: Actor;
  let organization: string;

  beforeAll(async () => {
    app = await testApp();
    scene = world(app.database);
    owner = await scene.passwordless();
    organization = await scene.organization(owner, { timezone: "Europe/Ljubljana" });
  });
  afterAll(() => app.close());

  const send = (input: object, who: Actor | null = owner) => app.graphql(who, record, { input });
  const plain = { note: null, transactionId: null, custom: {}, isDeleted: false, deletedAt: null };

  it("of a document are of what is due unless told otherwise, and pay it", async () => {
    const id = await document(owner, organization, { currencyId: "USD", conversionRate: { rate: "0.5" } });
    const part = await send({
      documentId: `Document:${id}`,
      type: "CARD",
      date: "2020-03-01T12:00:00+02:00",
      amount: "22.005",
      note: "Half 💶",
      transactionId: "T-1",
      custom: { a: 1 },
    });
    const partId = part.text("recordPayment.payment.databaseId");
    expect(part.body).toEqual({
      data: {
        recordPayment: {
          payment: {
            id: `Payment:${partId}`,
            databaseId: partId,
            type: "CARD",
            date: "2020-03-01T10:00:00.000Z",
            amount: "22.01",
            amountConverted: "11.01",
            note: "Half 💶",
            transactionId: "T-1",
            custom: { a: 1 },
            isDeleted: false,
            deletedAt: null,
            organization: { id: `Organization:${organization}` },
            document: { id: `Document:${id}`, totalPaid: "22.01", totalDue: "99.99", paidInFull: false },
          },
          userErrors: [],
        },
      },
    });
    const rest = await send({ documentId: id, organizationId: organization, type: "BANK", date: "2020-03-02" });
    const restId = rest.text("recordPayment.payment.databaseId");
    expect(rest.body).toEqual({
      data: {
        recordPayment: {
          payment: {
            id: `Payment:${restId}`,
            databaseId: restId,
            type: "BANK",
            // The beginning of the day in Ljubljana.
            date: "2020-03-01T23:00:00.000Z",
            amount: "99.99",
            amountConverted: "50.00",
            ...plain,
            organization: { id: `Organization:${organization}` },
            document: { id: `Document:${id}`, totalPaid: "122.00", totalDue: "0.00", paidInFull: true },
          },
          userErrors: [],
        },
      },
    });

    const deletedId = `Payment:${restId}`;
    const deleted = await app.graphql(
      owner,
      "mutation ($id: ID!) { deletePayment(input: { id: $id }) { deletedId userErrors { code } } }",
      { id: restId },
    );
    expect(deleted.body).toEqual({ data: { deletePayment: { deletedId, userErrors: [] } } });
    const seen = await app.graphql(
      owner,
      `query ($id: ID!, $document: ID!) {
        payment(id: $id) { isDeleted document { totalDue } }
        document(id: $document) {
          live: payments { totalCount edges { node { id } } }
          all: payments(includeDeleted: true, orderBy: [{ field: DATE, direction: DESC }]) { totalCount edges { node { id } } }
        }
      }`,
      { id: deletedId, document: id },
    );
    const node = { node: { id: `Payment:${partId}` } };
    expect(seen.body).toEqual({
      data: {
        payment: { isDeleted: true, document: { totalDue: "99.99" } },
        document: {
          live: { totalCount: 1, edges: [node] },
          all: { totalCount: 2, edges: [{ node: { id: deletedId } }, node] },
        },
      },
    });
  });

  it("without a document are of the organization, negative ones too", async () => {
    const answer = await send({ organizationId: organization, type: "CASH", date: "2020-03-01T00:00:00Z", amount: -5 });
    const id = answer.text("recordPayment.payment.databaseId");
    expect(answer.body).toEqual({
      data: {
        recordPayment: {
          payment: {
            id: `Payment:${id}`,
            databaseId: id,
            type: "CASH",
            date: "2020-03-01T00:00:00.000Z",
            amount: "-5.00",
            amountConverted: "-5.00",
            ...plain,
            organization: { id: `Organization:${organization}` },
            document: null,
          },
          userErrors: [],
        },
      },
    });
  });

  it.each<[string, object, string, string[]]>([
    ["no amount", {}, "amount can't be blank", ["amount"]],
    ["30 digits", { amount: "1".repeat(30) }, "amount is not a number", ["amount"]],
    ["too much", { amount: "100000000000000" }, "amount is more than 99999999999999.99", ["amount"]],
    ["a NUL in the note", { amount: 1, note: "\0" }, "note has characters that cannot be stored", ["note"]],
    [
      "a long transactionId",
      { amount: 1, transactionId: "x".repeat(1_001) },
      "transactionId is too long (at most 1000)",
      ["transactionId"],
    ],
    ["a year that no clock has", { amount: 1, date: "9999-12-31" }, "date is not a date", ["date"]],
  ])("are refused with nothing written: %s", async (_what, fields, message, field) => {
    const before = await everythingIn(app.database);
    const answer = await send({ organizationId: organization, type: "CASH", date: "2020-03-01", ...fields });
    expect(answer.body).toEqual({
      data: { recordPayment: { payment: null, userErrors: [{ code: "VALIDATION_FAILED", message, field }] } },
    });
    expect(await everythingIn(app.database)).toEqual(before);
  });

  it("are of somebody: neither document nor organization is BAD_USER_INPUT that names both", async () => {
    const answer = await send({ type: "CASH", date: "2020-03-01", amount: 1 });
    expect(answer.errors?.map(({ message, extensions }) => [message, extensions])).toEqual([
      ['Give "documentId" or "organizationId".', { code: "BAD_USER_INPUT" }],
    ]);
  });

  it("cannot be put on a document of another organization, deleted or not, as on one that never was", async () => {
    const other = await scene.organization(owner);
    const foreign = await document(owner, other);
    const deleted = await document(owner, organization, { draft: true });
    await app.graphql(owner, `mutation { deleteDocument(input: { id: "${deleted}" }) { deletedId } }`);
    const bytes = async (documentId: string) => {
      const answer = await send({ documentId, organizationId: organization, type: "CASH", date: "2020-03-01" });
      expect(answer.codes()).toEqual(["NOT_FOUND"]);
      return JSON.stringify(answer.body).replaceAll(documentId, "<id>");
    };
    const unknown = await bytes(newId());
    expect(await bytes(foreign)).toBe(unknown);
    expect(await bytes(deleted)).toBe(unknown);
  });

  it("are written once by five at once with one Idempotency-Key", async () => {
    const id = await document(owner, organization);
    const input = { documentId: id, type: "CASH", date: "2020-03-01", amount: "1.00" };
    const key = { "idempotency-key": newId() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.graphql(owner, record, { input }, key)));
    expect(answers.flatMap(userErrorsOf)).toEqual([]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await app.database.prisma.payment.count({ where: { documentId: id } })).toBe(1);
  });
});
