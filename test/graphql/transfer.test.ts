import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/database/ids.js";
import { largestImport } from "../../src/domain/transfer/import-file.js";
import { type Answer, type TestApp, testApp } from "../support/app.js";
import { graphqlForm } from "../support/form.js";
import { document } from "../support/ledger.js";
import { mailsTo } from "../support/outbox.js";
import { visitors, stageFor } from "../support/stage.js";
import { type Actor, type World, world } from "../support/world.js";
import { cellsOf, csv } from "../transfer/support.js";
import { everythingIn } from "./support/everything.js";
import { sendForm } from "./support/send-form.js";

let app: TestApp;
let scene: World;
let owner: Actor;
let home: string;

beforeAll(async () => {
  app = await testApp({ PUBLIC_URL: "https://orgate.example.com/" });
  scene = world(app.database);
  owner = await scene.passwordless();
});
afterAll(() => app.close());
beforeEach(async () => {
  home = await scene.organization(owner, { country: "Slovenia", locale: "sl" });
});

const fields =
  "id databaseId type format lang status rowsTotal rowsWritten createdAt expiresAt organization { databaseId }";

const exporting = `mutation ($input: ExportOrganizationInput!) { exportOrganization(input: $input) {
  export { ${fields} url } userErrors { code field message } } }`;

const ask = (who: Actor | null, input: Record<string, unknown>, headers = {}): Promise<Answer> =>
  app.graphql(who, exporting, { input: { organizationId: home, type: "CATEGORY", ...input } }, headers);

/** The rows behind the link of an answer, fetched without a token. */
async function fetched(answer: Answer): Promise<(string | null)[][]> {
  const { pathname, search, origin } = new URL(answer.text("exportOrganization.export.url"));
  expect(origin).toBe("https://orgate.example.com");
  const response = await app.app.inject({ method: "GET", url: `${pathname}${search}` });
  expect(response.statusCode).toBe(200);
  return cellsOf(response.rawPayload);
}

const importing = `mutation ($input: ImportOrganizationInput!) { importOrganization(input: $input) {
  report { success rows errors { line column code message } ignoredColumns
    import { id type dryRun status rowsTotal rowsChecked rowsWritten organization { databaseId } } }
  userErrors { code field message } } }`;

const bring = (
  who: Actor | null,
  file: string | Buffer,
  input: Record<string, unknown> = {},
  headers?: Record<string, string>,
): Promise<Answer> =>
  sendForm(
    app,
    who,
    graphqlForm(
      importing,
      { input: { organizationId: home, type: "CATEGORY", file: null, ...input } },
      Buffer.from(file),
    ),
    headers && { "graphql-require-preflight": "1", ...headers },
  );

const good = csv("alias,name", "one,One", "two,Two");

const aliases = async (): Promise<string[]> =>
  (await app.database.prisma.category.findMany({ where: { organizationId: home }, orderBy: { alias: "asc" } })).map(
    ({ alias }) => alias,
  );

describe("exportOrganization", () => {
  it.each(["XLSX", "CSV"])("makes a link that leads to the rows as %s", async (format) => {
    await scene.category(owner, home, { alias: "it", name: "IT" });
    const answer = await ask(owner, { format, lang: "en" });
    expect(answer.data).toEqual({
      exportOrganization: {
        export: {
          id: expect.stringMatching(/^Export:[0-9a-f]{24}$/) as string,
          databaseId: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
          type: "CATEGORY",
          format,
          lang: "en",
          status: "READY",
          rowsTotal: 1,
          rowsWritten: 0,
          createdAt: expect.any(String) as string,
          expiresAt: expect.any(String) as string,
          organization: { databaseId: home },
          url: expect.stringContaining("https://orgate.example.com/files/exports?link=") as string,
        },
        userErrors: [],
      },
    });
    const [createdAt, expiresAt] = ["createdAt", "expiresAt"].map((name) =>
      Date.parse(answer.text(`exportOrganization.export.${name}`)),
    );
    expect((expiresAt ?? 0) - (createdAt ?? 0)).toBe(24 * 60 * 60_000);
    const [headings, ...rows] = await fetched(answer);
    expect([headings?.slice(0, 2), rows.map((row) => row.slice(0, 2).sort())]).toEqual([
      ["Name", "Alias"],
      [["IT", "it"]],
    ]);
  });

  it("is XLSX in the organization's language where neither is said, or the language is none of the six", async () => {
    for (const lang of [undefined, null, "", "zz", "x".repeat(1_000)]) {
      expect((await ask(owner, { lang })).data).toMatchObject({
        exportOrganization: { export: { format: "XLSX", lang: "sl" } },
      });
    }
    expect((await ask(owner, { lang: "de-AT" })).data).toMatchObject({
      exportOrganization: { export: { lang: "de" } },
    });
  });

  it("can be asked how far it is, by its id and as a node, by whoever reads the organization, without the link", async () => {
    await scene.category(owner, home);
    const made = await ask(owner, { format: "CSV" });
    const id = made.text("exportOrganization.export.id");
    const asking = `query ($id: ID!) { export(id: $id) { status rowsTotal rowsWritten url } node(id: $id) { ... on Export { status } } }`;
    const reader = await scene.member(home, owner, "readonly", "active", await scene.passwordless());
    const before = { status: "READY", rowsTotal: 1, rowsWritten: 0, url: null };
    expect((await app.graphql(reader.actor, asking, { id })).data).toEqual({
      export: before,
      node: { status: "READY" },
    });
    await fetched(made);
    expect((await app.graphql(reader.actor, asking, { id })).data).toEqual({
      export: { ...before, status: "DONE", rowsWritten: 1 },
      node: { status: "DONE" },
    });
    expect((await app.graphql(await scene.passwordless(), asking, { id })).data).toEqual({ export: null, node: null });
  });

  it("takes the where of /v1, by its names, for each type", async () => {
    await scene.category(owner, home, { alias: "it", name: "IT" });
    await scene.category(owner, home, { alias: "travel", name: "Travel" });
    await document(owner, home, { note: "first" });
    await document(owner, home, { note: "second" });
    const found = async (type: string, where: unknown) =>
      ((await ask(owner, { type, where })).data as { exportOrganization: { export: { rowsTotal: number } } })
        .exportOrganization.export.rowsTotal;
    expect([
      await found("CATEGORY", { or: [{ alias: "it" }, { name: { like: "^Nobody" } }] }),
      await found("CATEGORY", { _isDeleted: true }),
      await found("CATEGORY", { nothing: { neq: 1 } }),
      await found("DOCUMENT", { note: { inq: ["first", "third"] } }),
      await found("PAYMENT", { amount: { gt: 1 } }),
      await found("ACCOUNT_ORGANIZATION", { role: "admin" }),
      await found("ACCOUNT_ORGANIZATION", null),
    ]).toEqual([1, 0, 2, 1, 0, 1, 1]);
    const rows = await fetched(await ask(owner, { where: { alias: "it" }, format: "CSV" }));
    expect(rows.slice(1).map((row) => row.slice(0, 2).sort())).toEqual([["IT", "it"]]);
  });

  it.each<[string, unknown, RegExp]>([
    ["an unknown operator", { alias: { wat: 1 } }, /^"where\.alias\.wat"/],
    ["an operator of a database", { $where: "1" }, /^"where": The operator "\$where" is not allowed/],
    ["a number that is none", { and: [{ createdAt: { gt: "yesterday" } }] }, /^"where\.and\[0\]\.createdAt\.gt"/],
    [
      "too many levels",
      Array.from({ length: 13 }).reduce<unknown>((inner) => ({ and: [inner] }), {}),
      /^"where": The query object exceeds/,
    ],
    ["too many conditions", { or: Array.from({ length: 51 }, () => ({ alias: "a" })) }, /^"where" has more than 50/],
  ])("names where it has %s", async (_what, where, message) => {
    const answer = await ask(owner, { where });
    expect([answer.data, answer.codes()]).toEqual([null, ["BAD_USER_INPUT"]]);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });

  it.each<[string, Record<string, unknown>]>([
    ["a type", { type: "EVERYTHING" }],
    ["no type", { type: null }],
    ["a format", { format: "PDF" }],
    ["a language", { lang: 3 }],
    ["a where that is a text", { where: "{}" }],
    ["a where that is a list", { where: [] }],
    ["an organization", { organizationId: "Category:5f0c1ad0aa00000000c0de01" }],
  ])("refuses %s that is none as the caller's mistake", async (_what, input) => {
    expect((await ask(owner, input)).codes()).toEqual(["BAD_USER_INPUT"]);
  });

  it("mails the link to the caller where that is wanted", async () => {
    const writer = await scene.member(home, owner, "default", "active", await scene.passwordless());
    await ask(writer.actor, {});
    const before = (await mailsTo(app.database, writer.actor.email)).length;
    await ask(writer.actor, { email: true });
    const mails = (await mailsTo(app.database, writer.actor.email)).slice(before);
    expect(mails.map(({ kind, organizationId }) => [kind, organizationId])).toEqual([["export-ready", home]]);
  });

  it("works for a deactivated organization", async () => {
    await scene.deactivate(owner, home);
    expect((await ask(owner, {})).data).toMatchObject({ exportOrganization: { userErrors: [] } });
  });

  it("with a key makes one link, and another where is another request", async () => {
    const key = { "idempotency-key": `export-${home}` };
    const first = await ask(owner, {}, key);
    expect((await ask(owner, {}, key)).body).toEqual(first.body);
    expect(await app.database.prisma.export.count({ where: { organizationId: home } })).toBe(1);
    expect((await ask(owner, { where: { alias: "a" } }, key)).data).toMatchObject({
      exportOrganization: { export: null, userErrors: [{ code: "IDEMPOTENCY_MISMATCH" }] },
    });
  });
});

describe("importOrganization", () => {
  it("writes every row of a good file, and tells which columns it left out", async () => {
    const answer = await bring(owner, csv("alias,name,mood", "one,One,fine", "two,Two,"));
    expect([answer.status, answer.data]).toEqual([
      200,
      {
        importOrganization: {
          report: {
            success: true,
            rows: 2,
            errors: [],
            ignoredColumns: ["mood"],
            import: {
              id: expect.stringMatching(/^Import:[0-9a-f]{24}$/) as string,
              type: "CATEGORY",
              dryRun: false,
              status: "DONE",
              rowsTotal: 2,
              rowsChecked: 2,
              rowsWritten: 2,
              organization: { databaseId: home },
            },
          },
          userErrors: [],
        },
      },
    ]);
    expect(await aliases()).toEqual(["one", "two"]);
  });

  it("writes nothing of a file with bad rows, and names line, column and reason of each", async () => {
    await scene.category(owner, home, { alias: "two", name: "Two" });
    const answer = await bring(owner, csv("alias,name", "one,One", "three,", "one,Three"));
    expect(answer.data).toMatchObject({
      importOrganization: {
        report: {
          success: false,
          rows: 3,
          errors: [
            { line: 3, column: "name", code: "presence", message: "can't be blank" },
            { line: 4, column: "alias", code: "uniqueness" },
          ],
          ignoredColumns: [],
          import: { status: "REFUSED", rowsWritten: 0 },
        },
        userErrors: [
          { code: "VALIDATION_FAILED", field: ["file"], message: "line 3, name: can't be blank" },
          { code: "VALIDATION_FAILED", field: ["file"] },
        ],
      },
    });
    expect(await aliases()).toEqual(["two"]);
  });

  it("answers a file that cannot be read as a fault of the file", async () => {
    const found: [string | Buffer, line: number | null, message: string, said: string][] = [
      [
        "",
        null,
        "The file is empty: its first row are the headings.",
        "The file is empty: its first row are the headings.",
      ],
      [
        csv('alias,"name', "a,b"),
        1,
        'A cell begins with a quote (") that is not closed.',
        'line 1: A cell begins with a quote (") that is not closed.',
      ],
    ];
    for (const [file, line, message, said] of found) {
      expect((await bring(owner, file)).data).toMatchObject({
        importOrganization: {
          report: { success: false, rows: 0, errors: [{ line, column: null, code: "custom.rule", message }] },
          userErrors: [{ code: "VALIDATION_FAILED", field: ["file"], message: said }],
        },
      });
    }
    expect((await bring(owner, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1]))).data).toMatchObject({
      importOrganization: {
        report: { success: false, errors: [expect.anything()] },
        userErrors: [{ code: "VALIDATION_FAILED", field: ["file"] }],
      },
    });
    expect(await aliases()).toEqual([]);
  });

  it("only looks at the file where that is wanted", async () => {
    expect((await bring(owner, good, { dryRun: true })).data).toMatchObject({
      importOrganization: {
        report: { success: true, rows: 2, errors: [], import: { dryRun: true, status: "DONE", rowsWritten: 0 } },
      },
    });
    expect(await aliases()).toEqual([]);
  });

  it("takes what exportOrganization made, in both formats", async () => {
    await scene.category(owner, home, { alias: "it", name: "=IT" });
    for (const format of ["XLSX", "CSV"]) {
      const { pathname, search } = new URL((await ask(owner, { format })).text("exportOrganization.export.url"));
      const { rawPayload } = await app.app.inject({ method: "GET", url: `${pathname}${search}` });
      const empty = await scene.organization(owner);
      const answer = await bring(owner, rawPayload, { organizationId: `Organization:${empty}` });
      expect(answer.data).toMatchObject({
        importOrganization: { report: { success: true, rows: 1, ignoredColumns: [] } },
      });
      const [made] = await app.database.prisma.category.findMany({ where: { organizationId: empty } });
      expect([made?.alias, made?.name]).toEqual(["it", "=IT"]);
    }
  });

  it("can be asked how far it is, by its id, as a node and from the organization, by whoever reads that", async () => {
    const first = (await bring(owner, good, { dryRun: true })).text("importOrganization.report.import.id");
    const second = (await bring(owner, good)).text("importOrganization.report.import.id");
    const asking = `query ($id: ID!, $home: ID!) { import(id: $id) { status rowsTotal rowsWritten finishedAt }
      node(id: $id) { id } organization(id: $home) { imports { id status dryRun } } }`;
    const reader = await scene.member(home, owner, "readonly", "active", await scene.passwordless());
    expect((await app.graphql(reader.actor, asking, { id: second, home })).data).toEqual({
      import: { status: "DONE", rowsTotal: 2, rowsWritten: 2, finishedAt: expect.any(String) as string },
      node: { id: second },
      organization: {
        imports: [
          { id: second, status: "DONE", dryRun: false },
          { id: first, status: "DONE", dryRun: true },
        ],
      },
    });
    const invited = await scene.member(home, owner, "admin", "pending", await scene.passwordless());
    for (const who of [invited.actor, await scene.passwordless()]) {
      const { data } = await app.graphql(who, asking, { id: second, home });
      expect(data).toEqual({ import: null, node: null, organization: null });
    }
    const { data } = await app.graphql(
      invited.actor,
      "query ($id: ID!) { accountOrganization(id: $id) { organization { databaseId imports { id } } } }",
      { id: invited.membershipId },
    );
    expect(data).toEqual({ accountOrganization: { organization: { databaseId: home, imports: null } } });
  });

  it("is listed by one statement for however many organizations", async () => {
    const reader = await scene.passwordless();
    for (let count = 0; count < 4; count++) {
      await bring(reader, good, { organizationId: await scene.organization(reader) });
    }
    app.statements.length = 0;
    await app.graphql(reader, "{ viewer { organizations { edges { node { imports { status } } } } } }");
    expect(app.statements.filter((text) => text.includes("importsOfOrganizations")).length).toBe(1);
  });

  it("of more than 5 MB is too large, and pictures may still have 1 MB", async () => {
    const before = await everythingIn(app.database);
    for (const size of [largestImport + 1, largestImport + 100_000, 6_000_000]) {
      const answer = await bring(owner, Buffer.alloc(size, "x"));
      expect([answer.status, answer.codes()]).toEqual([413, ["BAD_USER_INPUT"]]);
    }
    const uploading = `mutation ($input: UploadOrganizationImageInput!) { uploadOrganizationImage(input: $input) { userErrors { code } } }`;
    const input = { organizationId: home, type: "LOGO", file: null };
    for (const size of [1_048_577, 4_000_000]) {
      const answer = await sendForm(app, owner, graphqlForm(uploading, { input }, Buffer.alloc(size)));
      expect([answer.status, answer.codes()]).toEqual([413, ["BAD_USER_INPUT"]]);
    }
    // The word alone lets the file in, and the picture is measured again.
    const sly = await sendForm(
      app,
      owner,
      graphqlForm(`# importOrganization\n${uploading}`, { input }, Buffer.alloc(2_000_000)),
    );
    expect(sly.data).toEqual({ uploadOrganizationImage: { userErrors: [{ code: "VALIDATION_FAILED" }] } });
    expect(await everythingIn(app.database)).toEqual(before);
  });

  it("of almost 5 MB is read", async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `c${index},Name,${"x".repeat(9_000)}`);
    const answer = await bring(owner, csv("alias,name,description", ...rows, ...rows.map((row) => `d${row}`)), {
      dryRun: true,
    });
    expect(answer.data).toMatchObject({ importOrganization: { report: { rows: 400 } } });
  });

  it("needs the header that pages of other origins cannot send without asking", async () => {
    const { raw, headers } = graphqlForm(
      importing,
      { input: { organizationId: home, type: "CATEGORY", file: null } },
      Buffer.from(good),
    );
    const answer = await sendForm(app, owner, { raw, headers }, {});
    expect([answer.status, answer.codes(), await aliases()]).toEqual([415, ["BAD_USER_INPUT"], []]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["a type", { type: "ACCOUNT_ORGANIZATION" }],
    ["no type", { type: null }],
    ["an organization", { organizationId: "x" }],
    ["whether to look only", { dryRun: "yes" }],
  ])("refuses %s that is none as the caller's mistake", async (_what, input) => {
    expect((await bring(owner, good, input)).codes()).toEqual(["BAD_USER_INPUT"]);
    expect(await aliases()).toEqual([]);
  });

  it("is asked once in an operation, and with a file", async () => {
    const input = { organizationId: home, type: "CATEGORY", file: null };
    const one = "importOrganization(input: $input) { report { success } }";
    const twice = `mutation ($input: ImportOrganizationInput!) { a: ${one} ...B } fragment B on Mutation { b: ${one} }`;
    expect((await sendForm(app, owner, graphqlForm(twice, { input }, Buffer.from(good)))).codes()).toEqual([
      "QUERY_TOO_COMPLEX",
    ]);
    expect((await app.graphql(owner, importing, { input })).codes()).toEqual(["BAD_USER_INPUT"]);
    expect((await app.graphql(owner, importing, { input: { ...input, file: good } })).codes()).toEqual([
      "BAD_USER_INPUT",
    ]);
    expect(await aliases()).toEqual([]);
  });

  it("is refused for a deactivated organization", async () => {
    await scene.deactivate(owner, home);
    expect((await bring(owner, good)).data).toEqual({
      importOrganization: {
        report: null,
        userErrors: [{ code: "ORGANIZATION_INACTIVE", field: null, message: expect.any(String) as string }],
      },
    });
    expect(await aliases()).toEqual([]);
  });

  it("with a key has one effect for one file, and another file is another request", async () => {
    const key = { "idempotency-key": `import-${home}` };
    const first = await bring(owner, good, {}, key);
    expect(first.data).toMatchObject({ importOrganization: { report: { success: true } } });
    expect((await bring(owner, good, {}, key)).body).toEqual(first.body);
    expect(await app.database.prisma.import.count({ where: { organizationId: home } })).toBe(1);
    expect((await bring(owner, csv("alias,name", "three,Three"), {}, key)).data).toMatchObject({
      importOrganization: { report: null, userErrors: [{ code: "IDEMPOTENCY_MISMATCH" }] },
    });
    expect(await aliases()).toEqual(["one", "two"]);
  });
});

describe("time", () => {
  it("that other mutations have does not end an import", async () => {
    const hasty = await testApp({ MUTATION_TIMEOUT_MS: "100", IMPORT_TIMEOUT_MS: "60000" });
    const place = world(hasty.database);
    const somebody = await place.passwordless();
    const organizationId = await place.organization(somebody);
    const rows = Array.from({ length: 20_000 }, (_, index) => `c${index},Category ${index}`);
    const input = { organizationId, type: "CATEGORY", file: null };
    const document = importing.replace(
      "{ importOrganization",
      "{ ...Root } fragment Root on Mutation { importOrganization",
    );
    const answer = await sendForm(
      hasty,
      somebody,
      graphqlForm(document, { input }, Buffer.from(csv("alias,name", ...rows))),
    );
    expect(answer.data).toMatchObject({ importOrganization: { report: { success: true, rows: 20_000 } } });
    await hasty.close();
  });
});

describe("who may", () => {
  const stranger = ["NOT_FOUND", "NOT_FOUND"];
  const verdicts: Record<(typeof visitors)[number], string[]> = {
    anonymous: ["UNAUTHENTICATED", "UNAUTHENTICATED"],
    stranger,
    pending: stranger,
    rejected: stranger,
    disabled: stranger,
    readonly: ["FORBIDDEN", "FORBIDDEN"],
    default: ["done", "FORBIDDEN"],
    admin: ["done", "done"],
  };

  it.each(visitors)("%s", async (visitor) => {
    const { stage, actor } = await stageFor(scene, visitor);
    const input = { organizationId: stage.organization };
    const unknown = newId();
    const answers = [await ask(actor, input), await bring(actor, good, input)];
    expect(answers.map((answer) => answer.codes()[0] ?? "done")).toEqual(verdicts[visitor]);
    if (verdicts[visitor] !== stranger) return;
    const never = { organizationId: unknown };
    const same = [await ask(actor, never), await bring(actor, good, never)];
    const bytes = ({ status, body }: Answer) => JSON.stringify([status, body]);
    expect(answers.map((answer) => bytes(answer).replaceAll(stage.organization, unknown))).toEqual(same.map(bytes));
  });
});
