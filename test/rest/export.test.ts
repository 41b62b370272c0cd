import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seed } from "../../prisma/seed.js";
import { operatorToken } from "../../src/domain/account/operator-token.js";
import { systemContext } from "../../src/context.js";
import { exportFormats, exportTypes, importTypes } from "../../src/domain/transfer/kinds.js";
import { createLog } from "../../src/log.js";
import { fileOf } from "../files/support.js";
import { type TestApp, testApp } from "../support/app.js";
import { formWith } from "../support/form.js";
import { document, line, payment } from "../support/ledger.js";
import { type Rest, rest } from "../support/rest.js";
import { stageFor, visitors } from "../support/stage.js";
import { type Actor, type World, world } from "../support/world.js";
import { cellsOf } from "../transfer/support.js";

const unknownId = "5e9e92107f186e000eda0901";
const linkForm = /^http:\/\/127\.0\.0\.1:3000\/files\/exports\?link=[A-Za-z0-9]{64}$/;

let app: TestApp;
let call: Rest;
let scene: World;
let owner: Actor;
let organization: string;

beforeAll(async () => {
  app = await testApp();
  call = rest(app);
  scene = world(app.database);
  owner = await scene.passwordless();
  organization = await scene.organization(owner, { locale: "fr" });
  await scene.category(owner, organization, { name: "Travel", alias: "travel" });
  await scene.category(owner, organization, { name: "Office", alias: "office" });
  const invoice = await document(owner, organization, { note: "first", items: [{ ...line, price: "10" }] });
  await document(owner, organization, { type: "estimate", items: [{ ...line, price: "20" }] });
  await payment(owner, { documentId: invoice }, { amount: "5", type: "cash" });
  await payment(owner, { organizationId: organization }, { amount: "7", type: "bank" });
});
afterAll(() => app.close());

const path = (query: string, id = organization) => `/Organizations/${id}/export${query}`;
const refused = (message: string, code = "INVALID_ARGUMENT") => ({
  error: { statusCode: 400, name: "Error", message, code },
});
/** The rows below the headings. */
const rowsOf = async (query: string) => (await cellsOf(await fileOf(app, owner, organization, query))).slice(1);

describe("an export", () => {
  it("answers success and a link, and nothing that a cache keeps", async () => {
    const { status, body, headers } = await call(owner, "GET", path("?type=document"));
    expect([status, body]).toEqual([200, { success: true, link: expect.stringMatching(linkForm) as string }]);
    expect(headers["cache-control"]).toBe("no-store");
  });

  it.each(exportTypes.flatMap((type) => exportFormats.map((format) => [type, format] as const)))(
    "of every %s as %s has all rows under headings in each language",
    async (type, format) => {
      const count = await call(owner, "GET", `/Organizations/${organization}/${plural[type]}/count`);
      const headings = new Set<string>();
      for (const lang of ["en", "de-AT", "sl", "xx"]) {
        const file = await fileOf(app, owner, organization, `type=${type}&options[format]=${format}&lang=${lang}`);
        const [first, ...rows] = await cellsOf(file);
        expect(rows.length).toBe((count.body as { count: number }).count);
        headings.add((first ?? []).join());
      }
      expect(headings.size).toBe(4);
    },
  );

  it("is a spreadsheet where no format is said, and takes options as JSON, too", async () => {
    const xlsx = await fileOf(app, owner, organization, "type=category&options=");
    const csv = await fileOf(
      app,
      owner,
      organization,
      `type=category&options=${encodeURIComponent('{"format":"csv"}')}`,
    );
    expect([xlsx.subarray(0, 2).toString(), csv.subarray(0, 3).toString("hex")]).toEqual(["PK", "efbbbf"]);
  });

  it("is narrowed by where, with the properties of its type, and never leaves the organization", async () => {
    const where = (condition: object) => `where=${encodeURIComponent(JSON.stringify(condition))}`;
    const other = await scene.organization(owner);
    await scene.category(owner, other, { alias: "foreign" });
    const found = [
      await rowsOf("type=category&where[alias]=office"),
      await rowsOf(`type=category&${where({ or: [{ alias: { like: "^tra" } }, { organizationId: other }] })}`),
      await rowsOf(`type=document&${where({ type: "estimate" })}`),
      await rowsOf("type=payment&where[type][inq][0]=cash"),
      await rowsOf("type=accountOrganization&where[role]=readonly"),
      await rowsOf(`type=category&${where({ organizationId: other })}`),
      await rowsOf("type=category&where[nothing]=x"),
    ];
    expect(found.map((rows) => rows.length)).toEqual([1, 1, 1, 1, 0, 0, 0]);
    expect([found[0]?.[0]?.[0], found[1]?.[0]?.[0]]).toEqual(["Office", "Travel"]);
  });

  it("mails its link once where it is told to, and only then", async () => {
    const waiting = () => app.database.prisma.outboxMail.findMany({ where: { kind: "export-ready" } });
    const before = await waiting();
    await call(owner, "GET", path("?type=payment&email=false"));
    expect(await waiting()).toEqual(before);
    const { body } = await call(owner, "GET", path("?type=payment&email=true"));
    const { pathname, search } = new URL((body as { link: string }).link);
    expect(await waiting()).toMatchObject([
      ...before,
      { recipient: owner.email, organizationId: organization, data: { type: "payment" }, secret: pathname + search },
    ]);
  });

  it("is not mailed without end", async () => {
    const actor = await scene.passwordless();
    const id = await scene.organization(actor);
    const answers = [];
    for (let time = 0; time < 11; time++) answers.push(await call(actor, "GET", path("?type=category&email=1", id)));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(200), 429]);
    expect((await call(actor, "GET", path("?type=category", id))).status).toBe(200);
  });

  it("is not made by a HEAD, with which links are probed", async () => {
    const count = () => app.database.prisma.export.count();
    const before = await count();
    expect((await call(owner, "HEAD", path("?type=document"))).status).toBe(200);
    expect(await count()).toBe(before);
  });
});

describe("a malformed argument", () => {
  it.each([
    ["?type=invoice", "type is not one of document, payment, category, accountOrganization"],
    ["?type=Document", "type is not one of document, payment, category, accountOrganization"],
    ["?type=document&options[format]=pdf", "options.format is not one of xlsx, csv"],
    ["?type=document&options=x", '"options" is not valid JSON.', "SyntaxError"],
    ["?type=document&options=[]", '"options" is not an object.'],
    ["?type=document&email=yes", "email is not a boolean"],
    ["?type=document&where=x", '"where" is not valid JSON.', "SyntaxError"],
    ["?where=x", '"where" is not valid JSON.', "SyntaxError"],
    ['?type=document&where={"date":{"gt":"never"}}', undefined],
    ['?type=category&where={"alias":{"near":"x"}}', undefined],
  ])("%s is refused, whoever sends it", async (query, message, name = "Error") => {
    for (const who of [owner, null]) {
      const { status, body } = await call(who, "GET", path(query));
      expect(status).toBe(400);
      if (message !== undefined) {
        expect(body).toEqual({ error: { statusCode: 400, name, message, code: "INVALID_ARGUMENT" } });
      }
    }
  });

  it("is refused before a missing token, that before an unknown id, and that before a missing type", async () => {
    const stranger = await scene.passwordless();
    const answers = [
      await call(null, "GET", path("?type=x", unknownId)),
      await call(null, "GET", path("", unknownId)),
      await call(stranger, "GET", path("")),
      await call(stranger, "GET", path("", unknownId)),
      await call(owner, "GET", path("")),
      await call(owner, "GET", path("?type=")),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 401, 404, 404, 400, 400]);
    expect(answers[2]?.text.replace(organization, unknownId)).toBe(answers[3]?.text);
    expect([answers[4]?.body, answers[5]?.body]).toEqual(Array(2).fill(refused("type is a required argument")));
  });
});

describe("who may export", () => {
  const verdicts: Record<(typeof visitors)[number], [active: number, deactivated: number]> = {
    anonymous: [401, 401],
    stranger: [404, 404],
    pending: [404, 404],
    rejected: [404, 404],
    disabled: [404, 404],
    readonly: [401, 401],
    default: [200, 200],
    admin: [200, 200],
  };

  it.each(visitors)("%s", async (visitor) => {
    const { stage, actor } = await stageFor(scene, visitor);
    const ask = async (id: string) => (await call(actor, "GET", path("?type=document", id))).status;
    expect([await ask(stage.organization), await ask(stage.deactivated)]).toEqual(verdicts[visitor]);
  });
});

describe("an organization of the demo world", () => {
  it.each(exportFormats)(
    "comes back the same to the byte from its files in %s",
    async (format) => {
      const log = createLog("silent");
      const id = await seed(app.database, log);
      const token = (await operatorToken(systemContext(app.database, log), "demo@example.com", {}))?.token ?? "";
      const actor: Actor = { id, email: "demo@example.com", token, context: () => scene.contextOf(token) };
      const home = await app.database.prisma.document.groupBy({
        by: ["organizationId"],
        _count: true,
        orderBy: { _count: { organizationId: "desc" } },
      });
      const from = home[0]?.organizationId ?? "";
      const { country, timezone } = await app.database.prisma.organization.findUniqueOrThrow({ where: { id: from } });
      const empty = await scene.organization(actor, { country, timezone });
      for (const type of importTypes) {
        const query = `type=${type}&lang=en&options[format]=${format}`;
        const file = await fileOf(app, actor, from, query);
        const put = await call(
          token,
          "POST",
          `/Organizations/${empty}/import`,
          formWith(file, { type }, `x.${format}`),
        );
        expect([put.status, put.body]).toEqual([200, { success: true }]);
        expect((await cellsOf(file)).length).toBeGreaterThan(5);
        expect((await fileOf(app, actor, empty, query)).equals(file)).toBe(true);
      }
    },
    120_000,
  );
});

const plural = {
  document: "documents",
  payment: "payments",
  category: "categories",
  accountOrganization: "accountOrganizations",
} as const;
