import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "../../src/database/sql.js";
import { inLine } from "../../src/domain/transfer/import-line.js";
import { type Answer, type TestApp, testApp } from "../support/app.js";
import { graphqlForm } from "../support/form.js";
import { type Actor, type World, world } from "../support/world.js";
import { csv } from "../transfer/support.js";
import { everythingIn } from "./support/everything.js";
import { sendForm } from "./support/send-form.js";

let app: TestApp;
let scene: World;
let owner: Actor;
let home: string;

beforeAll(async () => {
  app = await testApp();
  scene = world(app.database);
});
afterAll(() => app.close());
beforeEach(async () => {
  owner = await scene.passwordless();
  home = await scene.organization(owner, { country: "Slovenia" });
});

const importing = `mutation ($input: ImportOrganizationInput!) { importOrganization(input: $input) {
  report { success rows errors { message } import { id status } } userErrors { code } } }`;

const bring = (file: string, input: Record<string, unknown> = {}): Promise<Answer> =>
  sendForm(
    app,
    owner,
    graphqlForm(
      importing,
      { input: { organizationId: home, type: "CATEGORY", file: null, ...input } },
      Buffer.from(file),
    ),
    { "graphql-require-preflight": "1", "idempotency-key": `import-${home}` },
  );

const good = csv("alias,name", "one,One", "two,Two");
const taken = {
  importOrganization: {
    report: { success: true, rows: 2, errors: [], import: { id: expect.any(String) as string, status: "DONE" } },
    userErrors: [],
  },
};

const execute = (statement: ReturnType<typeof sql>) => app.database.prisma.$executeRaw(statement);
const aliases = async () =>
  (await app.database.prisma.category.findMany({ where: { organizationId: home }, orderBy: { alias: "asc" } })).map(
    ({ alias }) => alias,
  );
const statuses = async () =>
  (await app.database.prisma.import.findMany({ where: { organizationId: home }, orderBy: { id: "asc" } })).map(
    ({ status }) => status,
  );

/** The repeat does what the first could not, and the repeat of that has its answer and writes nothing. */
async function takenWhenRepeated(file = good, input: Record<string, unknown> = {}): Promise<void> {
  const second = await bring(file, input);
  expect([second.status, second.data]).toEqual([200, taken]);
  const before = await everythingIn(app.database);
  const third = await bring(file, input);
  expect([third.status, third.body]).toEqual([second.status, second.body]);
  expect(await everythingIn(app.database)).toEqual(before);
}

describe("an import with an Idempotency-Key that is told UNAVAILABLE is done when it is repeated", () => {
  const told = (answer: Answer) => [
    answer.status,
    answer.headers["retry-after"],
    answer.errors?.map(({ message, extensions }) => [message, extensions]),
  ];

  it("where too many were waiting", async () => {
    let leave: () => void = () => undefined;
    const place = new Promise<void>((resolve) => (leave = resolve));
    const before = Array.from({ length: 4 }, () => inLine(owner.id, () => place));
    expect(told(await bring(good))).toEqual([
      503,
      "5",
      [["Too many imports of this account are waiting.", { code: "UNAVAILABLE" }]],
    ]);
    expect([await aliases(), await statuses()]).toEqual([[], []]);
    leave();
    await Promise.all(before);
    await takenWhenRepeated();
    expect([await aliases(), await statuses()]).toEqual([["one", "two"], ["done"]]);
  });

  it("where the organization's currency changed while the file was read", async () => {
    await execute(sql`/* test: the currency of an organization into which an import has begun */
      CREATE FUNCTION "change_currency"() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN UPDATE "Organization" SET "currencyId" = 'USD' WHERE "id" = NEW."organizationId"; RETURN NULL; END $$`);
    await execute(sql`/* test: changes once the import knows the former one */
      CREATE CONSTRAINT TRIGGER "change_currency" AFTER INSERT ON "Import" DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION "change_currency"()`);
    const file = csv("type,date,amount,currencyId", "cash,2020-01-01,1,EUR", "cash,2020-01-01,2,EUR");
    try {
      expect(told(await bring(file, { type: "PAYMENT" }))).toEqual([
        503,
        "1",
        [["The organization was changed while the file was read. Try again.", { code: "UNAVAILABLE" }]],
      ]);
    } finally {
      await execute(sql`/* test: no more */ DROP FUNCTION "change_currency" CASCADE`);
    }
    const count = () => app.database.prisma.payment.count({ where: { organizationId: home } });
    expect([await count(), await statuses()]).toEqual([0, ["failed"]]);
    await app.database.prisma.organization.update({ where: { id: home }, data: { currencyId: "EUR" } });
    await takenWhenRepeated(file, { type: "PAYMENT" });
    expect([await count(), await statuses()]).toEqual([2, ["failed", "done"]]);
  });

  it("where the database went away while the rows were written", async () => {
    await execute(sql`/* test: as if the server was going down */ CREATE FUNCTION "going_down"() RETURNS trigger
      LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'going down' USING ERRCODE = '57P01'; END $$`);
    await execute(sql`/* test: at every new category */ CREATE TRIGGER "going_down" BEFORE INSERT ON "Category"
      FOR EACH ROW EXECUTE FUNCTION "going_down"()`);
    try {
      expect(told(await bring(good))).toEqual([
        503,
        "1",
        [["The service cannot answer right now. Try again shortly.", { code: "UNAVAILABLE" }]],
      ]);
    } finally {
      await execute(sql`/* test: it is back */ DROP FUNCTION "going_down" CASCADE`);
    }
    expect([await aliases(), await statuses()]).toEqual([[], ["failed"]]);
    await takenWhenRepeated();
    expect([await aliases(), await statuses()]).toEqual([
      ["one", "two"],
      ["failed", "done"],
    ]);
  });
});

describe("an import with an Idempotency-Key that was answered has the same answer when it is repeated", () => {
  const repeated = async (file: string, input: Record<string, unknown> = {}) => {
    const first = await bring(file, input);
    const before = await everythingIn(app.database);
    const second = await bring(file, input);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(await everythingIn(app.database)).toEqual(before);
    return first.data;
  };

  it("though nothing was written, as rows were not good", async () => {
    expect(await repeated(csv("alias,name", "one,"))).toMatchObject({
      importOrganization: { report: { success: false }, userErrors: [{ code: "VALIDATION_FAILED" }] },
    });
  });

  it("though nothing was written, as it was only looked at", async () => {
    expect(await repeated(good, { dryRun: true })).toEqual(taken);
    expect(await aliases()).toEqual([]);
  });
});
