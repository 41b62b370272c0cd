import { afterAll, describe, expect, test } from "vitest";
import type { Condition } from "../../src/domain/list/condition.js";
import type { List } from "../../src/domain/list/list.js";
import { deleteDocument } from "../../src/domain/ledger/delete-document.js";
import { deletePayment } from "../../src/domain/ledger/delete-payment.js";
import { updateDocument } from "../../src/domain/ledger/update-document.js";
import {
  allDocumentCategoriesOfOrganization,
  allDocumentsOfOrganization,
  allPaymentsOfDocument,
  allPaymentsOfOrganization,
  documentById,
  documentCategoriesOfCategory,
  documentCategoriesOfDocument,
  documentCategoriesOfOrganization,
  documentsByIds,
  documentCategoriesByIds,
  documentsOfOrganization,
  liveDocument,
  liveDocumentCategory,
  livePayment,
  paymentsByIds,
  paymentsOfDocument,
  paymentsOfOrganization,
} from "../../src/domain/ledger/queries.js";
import { testDatabase } from "../support/database.js";
import { document, part, payment, seenDocument } from "../support/ledger.js";
import { type Actor, world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { passwordless, organization, category, member, contextOf } = world(database);
const owner = await passwordless();

/** Two documents, one of them deleted, each with a part and a payment, and a payment by itself that is deleted. */
const home = await organization(owner);
const under = await category(owner, home);
const first = await document(owner, home, { clientName: "A", dateDue: "2020-03-15" });
const second = await document(owner, home, {
  type: "advance",
  date: "2021-01-01",
  currencyId: "USD",
  conversionRate: { rate: "0.5" },
});
const parts = [await part(owner, first, under, 100), await part(owner, second, under, "33.33")];
const payments = [
  await payment(owner, { documentId: first }),
  await payment(owner, { documentId: second }, { amount: "0.5", date: "2021-01-02" }),
  await payment(owner, { organizationId: home }, { amount: -7, type: "cash" }),
];
await deleteDocument(await owner.context(), second);
await deletePayment(await owner.context(), payments[2] ?? "");

async function ids(list: List<{ id: string }>, parent: string, where?: Condition, actor: Actor | null = owner) {
  const context = actor ? await actor.context() : await contextOf(null);
  const rows = await context.loaders.slice(list, parent, { where, limit: 100, offset: 0 });
  const count = await context.loaders.count(list, parent, { where });
  expect(count).toBe(rows?.length ?? null);
  return rows?.map(({ id }) => id) ?? null;
}

const lists: [List<{ id: string }>, string, string[]][] = [
  [documentsOfOrganization, home, [first]],
  [allDocumentsOfOrganization, home, [first, second]],
  [documentById, second, [second]],
  [paymentsOfOrganization, home, payments.slice(0, 2)],
  [allPaymentsOfOrganization, home, payments],
  [paymentsOfDocument, second, payments.slice(1, 2)],
  [allPaymentsOfDocument, first, payments.slice(0, 1)],
  [documentCategoriesOfOrganization, home, parts.slice(0, 1)],
  [allDocumentCategoriesOfOrganization, home, parts],
  [documentCategoriesOfDocument, first, parts.slice(0, 1)],
  [documentCategoriesOfCategory, under, parts.slice(0, 1)],
];

describe.each(lists.map(([list, parent, rows]) => ({ name: list.name, list, parent, rows })))(
  "$name",
  ({ list, parent, rows }) => {
    test("has its rows, for who reads only too", async () => {
      const { actor } = await member(home, owner, "readonly", "active", await passwordless());
      expect([await ids(list, parent), await ids(list, parent, undefined, actor)]).toEqual([rows, rows]);
    });

    test("is not there for strangers, those who are invited, and nobody in particular", async () => {
      const { actor } = await member(home, owner, "admin", "pending", await passwordless());
      for (const who of [await passwordless(), actor, null]) expect(await ids(list, parent, undefined, who)).toBeNull();
    });

    test("can be filtered and ordered by each of its properties", async () => {
      const context = await owner.context();
      for (const [property, { nullable }] of Object.entries(list.properties)) {
        for (const direction of ["asc", "desc"] as const) {
          const orderBy = [{ property, direction }];
          const found = await context.loaders.slice(list, parent, { orderBy, limit: 100, offset: 0 });
          expect(found?.length).toBe(rows.length);
          const page = await context.loaders.page(list, parent, { orderBy, first: 1 });
          if (property === "custom") continue;
          const after = page?.rows[0]?.cursor ?? "";
          const rest = await context.loaders.page(list, parent, { orderBy, after });
          expect([...(page?.rows ?? []), ...(rest?.rows ?? [])].map(({ row }) => row.id).sort()).toEqual(rows);
        }
        const unset = await ids(list, parent, { kind: "compare", property, operator: "eq", value: null });
        if (!nullable) expect(unset).toEqual([]);
      }
    });
  },
);

test.each<[string, Condition, string[]]>([
  ["an amount, as a number", { kind: "compare", property: "totalDue", operator: "eq", value: 0 }, [first]],
  ["an amount, as text", { kind: "compare", property: "totalDue", operator: "gt", value: "121.49" }, [second]],
  ["whether it is paid", { kind: "compare", property: "paidInFull", operator: "eq", value: false }, [second]],
  ["a date", { kind: "compare", property: "date", operator: "lte", value: "2020-02-29" }, [first]],
  ["a date that may be missing", { kind: "compare", property: "dateDue", operator: "eq", value: null }, [second]],
  ["words", { kind: "among", property: "type", operator: "in", values: ["invoice"] }, [first]],
  ["what was converted", { kind: "compare", property: "totalConverted", operator: "eq", value: "50.00" }, [second]],
])("documents can be found by %s", async (_, where, found) => {
  expect(await ids(allDocumentsOfOrganization, home, where)).toEqual(found);
});

test("a deleted document is seen by id, and is not among what lives", async () => {
  const context = await owner.context();
  expect(await documentsByIds(context, [second])).toMatchObject([{ id: second, isDeleted: true, rate: "0.5" }]);
  expect(await liveDocument(context, second)).toBeNull();
  expect((await liveDocument(context, first))?.id).toBe(first);
  expect(await livePayment(context, payments[2] ?? "")).toBeNull();
  expect((await livePayment(context, payments[1] ?? ""))?.id).toBe(payments[1]);
  expect(await liveDocumentCategory(context, parts[1] ?? "")).toBeNull();
  expect((await liveDocumentCategory(context, parts[0] ?? ""))?.id).toBe(parts[0]);
});

test("a stranger sees nothing by id, and neither does nobody", async () => {
  for (const context of [await (await passwordless()).context(), await contextOf(null)]) {
    expect([
      await documentsByIds(context, [first]),
      await paymentsByIds(context, payments),
      await documentCategoriesByIds(context, parts),
    ]).toEqual([[], [], []]);
  }
});

test("a document of the last century of the calendar is shown and found by its date", async () => {
  const id = await document(owner, home, { draft: true });
  await updateDocument(await owner.context(), id, { date: "9999-12-31" });
  expect((await seenDocument(owner, id)).date).toBe("9999-12-31");
  const where = { kind: "compare", property: "date", operator: "eq", value: "9999-12-31" } as const;
  expect(await ids(documentsOfOrganization, home, where)).toEqual([id]);
});
