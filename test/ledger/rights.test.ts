import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import type { Context } from "../../src/domain/context.js";
import { cancelDocument, uncancelDocument } from "../../src/domain/ledger/cancel-document.js";
import { categorizeDocument } from "../../src/domain/ledger/categorize-document.js";
import { createDocument } from "../../src/domain/ledger/create-document.js";
import { createDocumentCategory } from "../../src/domain/ledger/create-document-category.js";
import { deleteDocument } from "../../src/domain/ledger/delete-document.js";
import { deleteDocumentCategory } from "../../src/domain/ledger/delete-document-category.js";
import { deletePayment } from "../../src/domain/ledger/delete-payment.js";
import { recordPayment } from "../../src/domain/ledger/record-payment.js";
import { replaceDocumentCategory } from "../../src/domain/ledger/replace-document-category.js";
import { replacePayment } from "../../src/domain/ledger/replace-payment.js";
import { replaceDocument, updateDocument } from "../../src/domain/ledger/update-document.js";
import { testDatabase } from "../support/database.js";
import { document, part, payment } from "../support/ledger.js";
import { codeOf, refusalOf } from "../support/refusal.js";
import { visitors, type Visitor } from "../support/stage.js";
import { type Actor, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization, category, member, deactivate, contextOf } = world(database);

interface Ids {
  organization: string;
  category: string;
  document: string;
  part: string;
  payment: string;
}

const paid = { type: "bank", date: "2020-01-01", amount: 1 };

/** Every write of the ledger, with what it is about. */
const writes: [string, keyof Ids, (context: Context, id: string, ids: Ids) => Promise<unknown>][] = [
  ["create a document", "organization", (context, id) => createDocument(context, id, { type: "invoice" })],
  ["update a document", "document", (context, id) => updateDocument(context, id, { note: "N" })],
  ["replace a document", "document", (context, id) => replaceDocument(context, id, { note: "N" })],
  ["cancel a document", "document", cancelDocument],
  ["uncancel a document", "document", uncancelDocument],
  ["categorize a document", "document", (context, id) => categorizeDocument(context, id, { parts: [] })],
  ["delete a document", "document", deleteDocument],
  [
    "add a part",
    "document",
    (context, id, ids) => createDocumentCategory(context, id, { categoryId: ids.category, amount: 1 }),
  ],
  [
    "replace a part",
    "part",
    (context, id, ids) => replaceDocumentCategory(context, id, { categoryId: ids.category, amount: 1 }),
  ],
  ["delete a part", "part", deleteDocumentCategory],
  ["record a payment", "organization", (context, id) => recordPayment(context, { organizationId: id }, paid)],
  ["record a payment of a document", "document", (context, id) => recordPayment(context, { documentId: id }, paid)],
  ["replace a payment", "payment", (context, id) => replacePayment(context, id, paid)],
  ["delete a payment", "payment", deletePayment],
];

async function stageFor(owner: Actor): Promise<Ids> {
  const home = await organization(owner);
  const categoryId = await category(owner, home);
  const documentId = await document(owner, home, { type: "advance" });
  return {
    organization: home,
    category: categoryId,
    document: documentId,
    part: await part(owner, documentId, categoryId, 1),
    payment: await payment(owner, { documentId }),
  };
}

async function visit(visitor: Visitor, home: string, owner: Actor): Promise<Context> {
  if (visitor === "anonymous") return contextOf(null);
  const actor = await passwordless();
  if (visitor === "pending" || visitor === "rejected" || visitor === "disabled") {
    await member(home, owner, "admin", visitor, actor);
  } else if (visitor !== "stranger") await member(home, owner, visitor, "active", actor);
  return actor.context();
}

const ends: Record<Visitor, string> = {
  anonymous: "UNAUTHENTICATED",
  stranger: "NOT_FOUND",
  pending: "NOT_FOUND",
  rejected: "NOT_FOUND",
  disabled: "NOT_FOUND",
  readonly: "FORBIDDEN",
  default: "done",
  admin: "done",
};

describe.each(writes)("who may %s", (_, about, write) => {
  test("a member and an admin, not who reads only, and nobody else", async () => {
    const owner = await passwordless();
    const found: Partial<Record<Visitor, string>> = {};
    for (const visitor of visitors) {
      const ids = await stageFor(owner);
      const context = await visit(visitor, ids.organization, owner);
      const act = write(context, ids[about], ids);
      found[visitor] = ends[visitor] === "done" ? await act.then(() => "done") : await codeOf(act);
    }
    expect(found).toEqual(ends);
  });

  test("nobody while the organization is deactivated", async () => {
    const owner = await passwordless();
    const ids = await stageFor(owner);
    await deactivate(owner, ids.organization);
    expect(await codeOf(write(await owner.context(), ids[about], ids))).toBe("ORGANIZATION_INACTIVE");
  });

  test("what is foreign is not found in the words for what was never there", async () => {
    const ids = await stageFor(await passwordless());
    const context = await (await passwordless()).context();
    const unknown = newId();
    const missing = await refusalOf(write(context, unknown, ids));
    const foreign = await refusalOf(write(context, ids[about], ids));
    expect([foreign.code, foreign.message.replace(ids[about], unknown)]).toEqual(["NOT_FOUND", missing.message]);
  });
});
