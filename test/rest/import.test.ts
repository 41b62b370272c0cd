import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { largestImport } from "../../src/domain/transfer/import-file.js";
import { workbook } from "../sheets/support.js";
import { type TestApp, testApp } from "../support/app.js";
import { form, formWith } from "../support/form.js";
import { type Rest, rest } from "../support/rest.js";
import { stageFor, visitors } from "../support/stage.js";
import { type Actor, type World, world } from "../support/world.js";
import { csv } from "../transfer/support.js";

const unknownId = "5e9e92107f186e000eda0901";

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
});
afterAll(() => app.close());
beforeEach(async () => {
  organization = await scene.organization(owner);
});

const good = Buffer.from(csv("name,alias", "Travel,travel", "Office,office"));
const path = (query = "", id = organization) => `/Organizations/${id}/import${query}`;
const send = (
  file: Buffer | string,
  fields: Record<string, string> = { type: "category" },
  who: Actor | null = owner,
  id = organization,
) => call(who, "POST", path("", id), formWith(Buffer.from(file), fields, "rows.csv"));
const aliases = async (id = organization) =>
  (await app.database.prisma.category.findMany({ where: { organizationId: id }, orderBy: { id: "asc" } })).map(
    ({ alias }) => alias,
  );
const refusedArgument = (message: string) => ({
  error: { statusCode: 400, name: "Error", message, code: "INVALID_ARGUMENT" },
});
const required = (name: string) => refusedArgument(`${name} is a required argument`);
const errorsOf = (body: unknown) =>
  (body as { error: { details: { errors: { line: unknown; column: unknown; code: unknown; message: unknown }[] } } })
    .error.details.errors;

describe("an import", () => {
  it("writes every row of a file", async () => {
    expect(await send(good)).toMatchObject({ status: 200, body: { success: true } });
    expect(await aliases()).toEqual(["travel", "office"]);
  });

  it.each([
    ["a semicolon CSV", "name;alias\nTravel;travel\nOffice;office\n"],
    ["JSON", '[{"name":"Travel","alias":"travel"},{"name":"Office","alias":"office"}]'],
    ["UTF-16", Buffer.from("\uFEFFname;alias\nTravel;travel\nOffice;office\n", "utf16le")],
    ["headings of an export in German", csv("Name,Kürzel", "Travel,travel", "Office,office")],
  ])("takes %s", async (_, file) => {
    const { status, text } = await send(Buffer.from(file));
    expect([status, text]).toEqual([200, '{"success":true}']);
    expect(await aliases()).toEqual(["travel", "office"]);
  });

  it.each(["file", "x", "", "type", "../../etc/passwd"])("takes its file from a part called %j", async (name) => {
    const parts = form([{ name, content: good, fileName: "../../../../etc/passwd", type: "text/html" }]);
    expect((await call(owner, "POST", path("?type=category"), parts)).body).toEqual({ success: true });
  });

  it("says a heading that nobody would write once, cut, and not with every line below it", async () => {
    const { status, body, text } = await send(csv(`name${"-".repeat(1_000_000)},alias`, ",a", ",b"));
    const message = "is longer than 200 characters";
    expect([status, errorsOf(body)[0]]).toEqual([
      422,
      { line: 1, column: `name${"-".repeat(196)}…`, code: "length.max", message },
    ]);
    expect(text.length).toBeLessThan(5_000);
  });

  it("refuses names of documents that no database can hold", async () => {
    const payment = { type: "bank", date: "2020-01-01", amount: 1, documentType: "invoice" };
    const file = JSON.stringify(
      ["\0", "\ud800", "x".repeat(1_001)].map((number) => ({ ...payment, documentNumber: number })),
    );
    const { status, body } = await send(file, { type: "payment" });
    expect([status, errorsOf(body).map(({ line, column }) => [line, column])]).toEqual([
      422,
      [1, 2, 3].map((line) => [line, "documentNumber"]),
    ]);
  });

  it("takes no more JSON than other calls do, whoever sends it", async () => {
    const { statusCode } = await app.app.inject({
      method: "POST",
      url: `/v1${path()}`,
      headers: { "content-type": "application/json" },
      payload: `{"a":"${"x".repeat(1_100_000)}"}`,
    });
    expect(statusCode).toBe(413);
  });

  it("with dryRun says what the file is like, and writes nothing", async () => {
    const bad = csv("name,alias", "Travel,travel", ",Office", "Again,travel");
    const answers = [
      await send(good, { type: "category", dryRun: "true" }),
      await call(owner, "POST", path("?type=category&dryRun=1"), formWith(Buffer.from(bad))),
    ];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, { success: true, rows: 2, errors: [] }],
      [
        200,
        {
          success: false,
          rows: 3,
          errors: [
            { line: 3, column: "name", code: "presence", message: "can't be blank" },
            { line: 4, column: "alias", code: "uniqueness", message: expect.any(String) as string },
          ],
        },
      ],
    ]);
    expect(await aliases()).toEqual([]);
  });

  it("takes type and dryRun of the form before those of the query", async () => {
    const looked = await call(
      owner,
      "POST",
      path("?type=payment&dryRun=false"),
      formWith(good, { type: "category", dryRun: "true" }),
    );
    expect([looked.status, looked.body]).toEqual([200, { success: true, rows: 2, errors: [] }]);
    const half = await call(owner, "POST", path("?type=category&dryRun=true"), formWith(good, { type: "" }));
    expect(half.body).toEqual(required("type"));
    expect(await aliases()).toEqual([]);
    const written = await call(owner, "POST", path("?type=category&dryRun=true"), formWith(good, { dryRun: "false" }));
    expect([written.status, written.text]).toEqual([200, '{"success":true}']);
    expect(await aliases()).toEqual(["travel", "office"]);
  });

  it("of which one row is bad is refused with line and column, and writes nothing", async () => {
    const { status, body } = await send(csv("name,alias", "Travel,travel", ",office"));
    const said = "line 3, `name`: can't be blank";
    expect([status, body]).toEqual([
      422,
      {
        error: {
          statusCode: 422,
          name: "ValidationError",
          message: `The \`Import\` instance is not valid. Details: ${said}.`,
          details: {
            context: "Import",
            codes: { file: ["presence"] },
            messages: { file: [said] },
            errors: [{ line: 3, column: "name", code: "presence", message: "can't be blank" }],
          },
        },
      },
    ]);
    expect(await aliases()).toEqual([]);
  });

  it("tells the first 100 bad cells", async () => {
    const { body } = await send(csv("name,alias", ...Array.from({ length: 150 }, (_, index) => `,a${index}`)));
    expect(errorsOf(body).map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
  });

  it.each([
    ["a quote left open", 'name,alias\nA,a\n"B,b\n', 3, null],
    ["another encoding", Buffer.from("name,alias\nCaf\u00E9,a\n", "latin1"), 2, null],
    ["100,001 rows", `name\n${"x\n".repeat(100_001)}`, 100_002, null],
    ["nothing", "\n", null, null],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 1, null],
    ["an unknown heading alone", csv("colour", "red"), 1, "name"],
  ])("of %s is refused with its place", async (_, file, line, column) => {
    const { status, body } = await send(Buffer.from(file));
    expect(status).toBe(422);
    expect(errorsOf(body)[0]).toMatchObject({ line, column });
    expect(await aliases()).toEqual([]);
  });

  it.each([
    ["a quote left open", 'name,alias\nA,a\n"B,b\n', 'line 3: A cell begins with a quote (") that is not closed.'],
    ["nothing", "", "The file is empty: its first row are the headings."],
  ])("of %s is refused in sentences that end once", async (_, file, sentence) => {
    const [, line, message] = /^(?:line (\d+): )?(.*)$/.exec(sentence) ?? [];
    const { status, body } = await send(file);
    expect([status, body]).toEqual([
      422,
      {
        error: {
          statusCode: 422,
          name: "ValidationError",
          message: `The \`Import\` instance is not valid. Details: ${sentence}`,
          details: {
            context: "Import",
            codes: { file: ["custom.rule"] },
            messages: { file: [sentence] },
            errors: [{ line: line === undefined ? null : Number(line), column: null, code: "custom.rule", message }],
          },
        },
      },
    ]);
  });

  it("says the first three bad cells in its message, and how many more there are", async () => {
    const { body } = await send(csv("name,alias", ",a", ",b", ",c", ",d", ",e"));
    const said = [2, 3, 4].map((line) => `line ${line}, \`name\`: can't be blank`).join("; ");
    expect(body).toMatchObject({
      error: { message: `The \`Import\` instance is not valid. Details: ${said}. And 2 more.` },
    });
  });

  it("of a spreadsheet that unpacks to gigabytes is refused", async () => {
    const bomb = await workbook("<row/>".repeat(50_000_000));
    const { status, body } = await send(bomb);
    expect([status, errorsOf(body)]).toEqual([
      422,
      [{ line: null, column: null, code: "custom.rule", message: "The file unpacks to more than is let in." }],
    ]);
  }, 120_000);

  it("of more than 5 MB is too large, whoever sends it, and one of 5 MB is looked at", async () => {
    for (const who of [owner, null]) {
      for (const size of [largestImport + 1, 12_000_000]) {
        expect((await send(Buffer.alloc(size, "x"), { type: "category" }, who)).body).toEqual({
          error: { statusCode: 413, name: "PayloadTooLargeError", message: "request entity too large" },
        });
      }
    }
    expect((await send(Buffer.alloc(largestImport, "x"))).status).toBe(422);
  });

  it("without a file or a type is told what is missing, and more than one file is too many", async () => {
    const file = { name: "a", content: good, fileName: "a.csv" };
    const answers = [
      await call(owner, "POST", path("?type=category")),
      await call(owner, "POST", path(), { body: { type: "category" } }),
      await call(owner, "POST", path(), form([{ name: "type", content: "category" }])),
      await call(owner, "POST", path(), form([file])),
      await call(owner, "POST", path("?type=category"), form([file, { ...file, name: "b" }])),
      await call(null, "POST", path("?type=accountOrganization"), form([file])),
      await call(null, "POST", path("?type=category&dryRun=maybe"), form([file])),
    ];
    expect(answers.map(({ body }) => body)).toEqual([
      required("file"),
      required("file"),
      required("file"),
      required("type"),
      refusedArgument("There is more than one file"),
      refusedArgument("type is not one of category, document, payment"),
      refusedArgument("dryRun is not a boolean"),
    ]);
    const { raw, headers } = formWith(good, { type: "category" });
    for (const length of [1, 60, 150, raw.length - 5]) {
      expect((await call(owner, "POST", path(), { raw: raw.subarray(0, length), headers })).status).toBe(400);
    }
    expect(await aliases()).toEqual([]);
  });
});

describe("an import that takes long", () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `N${index},a${index}`);
  const file = Buffer.from(csv("name,alias", ...lines));

  it("is ended by its own limit alone, and leaves nothing", async () => {
    const hasty = await testApp({ IMPORT_TIMEOUT_MS: "100" });
    try {
      const actor = await world(hasty.database).passwordless();
      const id = await world(hasty.database).organization(actor);
      const { status } = await rest(hasty)(actor, "POST", path("?type=category", id), formWith(file));
      expect([status, await hasty.database.prisma.category.count()]).toEqual([503, 0]);
    } finally {
      await hasty.close();
    }
  }, 60_000);

  it("goes on where a client has to send its request sooner", async () => {
    const strict = await testApp({
      REQUEST_TIMEOUT_MS: "1000",
      MUTATION_TIMEOUT_MS: "100",
      STATEMENT_TIMEOUT_MS: "5000",
    });
    try {
      const actor = await world(strict.database).passwordless();
      const id = await world(strict.database).organization(actor);
      await strict.app.listen({ host: "127.0.0.1", port: 0 });
      const { port } = strict.app.server.address() as AddressInfo;
      const { raw, headers } = formWith(file, { type: "category" });
      const answer = await fetch(`http://127.0.0.1:${port}/v1${path("", id)}`, {
        method: "POST",
        headers: { ...headers, "x-access-token": actor.token },
        body: new Uint8Array(raw),
      });
      expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
      expect(await strict.database.prisma.category.count()).toBe(20_000);
    } finally {
      await strict.close();
    }
  }, 120_000);
});

describe("who may import", () => {
  const verdicts: Record<(typeof visitors)[number], [active: number, deactivated: number, without: number]> = {
    anonymous: [401, 401, 401],
    stranger: [404, 404, 404],
    pending: [404, 404, 404],
    rejected: [404, 404, 404],
    disabled: [404, 404, 404],
    readonly: [401, 401, 401],
    default: [401, 401, 401],
    admin: [200, 422, 400],
  };

  it.each(visitors)("%s", async (visitor) => {
    const { stage, actor } = await stageFor(scene, visitor);
    const answers = [
      await send(good, { type: "category" }, actor, stage.organization),
      await send(good, { type: "category" }, actor, stage.deactivated),
      await send(good, {}, actor, stage.organization),
    ];
    expect(answers.map(({ status }) => status)).toEqual(verdicts[visitor]);
    if (visitor === "admin") expect(answers[1]?.body).toMatchObject({ error: { code: "ORGANIZATION_INACTIVE" } });
  });

  it("a stranger is told of a foreign organization what is told of none, byte for byte", async () => {
    const stranger = await scene.passwordless();
    for (const file of [good, Buffer.from("no rows")]) {
      const foreign = await send(file, { type: "category" }, stranger);
      const none = await send(file, { type: "category" }, stranger, unknownId);
      expect([foreign.status, foreign.text.replace(organization, unknownId)]).toEqual([404, none.text]);
    }
  });
});
