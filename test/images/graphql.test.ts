import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { form, graphqlForm, type Part } from "../support/form.js";
import { endOfArchive, picture } from "../support/pictures.js";
import { stageFor, visitors } from "../support/stage.js";
import { type Actor, type World, world } from "../support/world.js";
import { appWithFiles } from "./support.js";

let app: Awaited<ReturnType<typeof appWithFiles>>;
let scene: World;
let owner: Actor;
let organization: string;
let logo: Buffer;

beforeAll(async () => {
  app = await appWithFiles({ PUBLIC_URL: "https://orgate.example.com/" });
  scene = world(app.database);
  owner = await scene.passwordless();
  logo = await picture("webp");
});
afterAll(() => app.close());
beforeEach(async () => {
  organization = await scene.organization(owner);
});

const uploading = `mutation ($input: UploadOrganizationImageInput!) { uploadOrganizationImage(input: $input) {
  image { contentType width height byteSize } organization { databaseId data { name value } } userErrors { code field message } } }`;

interface Answered {
  status: number;
  body: { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
}

async function send(
  who: Actor | null,
  { raw, headers }: ReturnType<typeof form>,
  further: Record<string, string> = { "graphql-require-preflight": "1" },
): Promise<Answered> {
  const response = await app.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { ...headers, ...(who ? { "x-access-token": who.token } : {}), ...further },
    payload: raw,
  });
  return { status: response.statusCode, body: JSON.parse(response.body) as Answered["body"] };
}

const variables = (id = organization, type = "LOGO") => ({ input: { organizationId: id, type, file: null } });
const upload = (who: Actor | null = owner, file = logo, id = organization) =>
  send(who, graphqlForm(uploading, variables(id), file));

describe("uploadOrganizationImage", () => {
  it("answers the image and the organization with it", async () => {
    expect(await upload()).toEqual({
      status: 200,
      body: {
        data: {
          uploadOrganizationImage: {
            image: { contentType: "image/webp", width: 64, height: 32, byteSize: expect.any(Number) as number },
            organization: { databaseId: organization, data: [{ name: "image_logo", value: true }] },
            userErrors: [],
          },
        },
      },
    });
  });

  it("says in userErrors what is wrong with a picture", async () => {
    const refused = [
      [Buffer.concat([await picture(), endOfArchive]), "file is something else besides a picture"],
      [Buffer.from("<svg><script>alert(1)</script></svg>"), "file is not a PNG, JPEG, WebP or GIF"],
    ] as const;
    for (const [bytes, message] of refused) {
      expect((await upload(owner, bytes)).body.data).toEqual({
        uploadOrganizationImage: {
          image: null,
          organization: null,
          userErrors: [{ code: "VALIDATION_FAILED", field: ["file"], message }],
        },
      });
    }
    const { data } = await app.graphql(
      owner,
      `{ organization(id: "${organization}") { image(type: LOGO) { width } } }`,
    );
    expect(data).toEqual({ organization: { image: null } });
  });

  it("of more than 1 MB is too large", async () => {
    const { status, body } = await upload(owner, Buffer.alloc(1_048_577));
    expect([status, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([413, ["BAD_USER_INPUT"]]);
    expect((await upload(owner, Buffer.alloc(4_000_000))).status).toBe(413);
  });

  it.each(["", "x", "Category:5f0c1ad0aa00000000c0de01", "5f0c1ad0aa00000000c0de0", "a\0b"])(
    "with the malformed id %j is told which it is",
    async (id) => {
      const { body } = await upload(owner, logo, id);
      expect(body.errors?.map(({ message, extensions }) => [message.slice(0, 20), extensions.code])).toEqual([
        ['"organizationId" is ', "BAD_USER_INPUT"],
      ]);
    },
  );

  it("needs the header that pages of other origins cannot send without asking", async () => {
    const { status, body } = await send(owner, graphqlForm(uploading, variables(), logo), {});
    expect([status, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([415, ["BAD_USER_INPUT"]]);
    expect(await app.database.prisma.organizationImage.count({ where: { organizationId: organization } })).toBe(0);
  });

  it.each([
    ["a text in JSON", { file: "data:image/png;base64,AA==" }],
    ["an object in JSON", { file: {} }],
    ["nothing", { file: null }],
  ])("takes no %s for a file", async (_what, { file }) => {
    const input = { organizationId: organization, type: "LOGO", file };
    const { codes } = await app.graphql(owner, uploading, { input });
    expect(codes()).toEqual(["BAD_USER_INPUT"]);
  });

  it("takes no literal for a file, and no second upload in one operation", async () => {
    const input = `organizationId: "${organization}", type: LOGO`;
    const literal = await app.graphql(
      owner,
      `mutation { uploadOrganizationImage(input: { ${input}, file: "x" }) { userErrors { code } } }`,
    );
    expect(literal.codes()).toEqual(["BAD_USER_INPUT"]);
    const one = `uploadOrganizationImage(input: $input) { userErrors { code } }`;
    const twice = `mutation ($input: UploadOrganizationImageInput!) { a: ${one} b: ${one} }`;
    const { body } = await send(owner, graphqlForm(twice, variables(), logo));
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  it("with a key has one effect for one file, and another file is another request", async () => {
    const key = { "graphql-require-preflight": "1", "idempotency-key": `upload-${organization}` };
    const first = await send(owner, graphqlForm(uploading, variables(), logo), key);
    const second = await send(owner, graphqlForm(uploading, variables(), logo), key);
    expect(second).toEqual(first);
    expect(
      await app.database.prisma.auditLog.count({
        where: { objectId: organization, action: "organization.uploadImage" },
      }),
    ).toBe(1);
    const other = await send(owner, graphqlForm(uploading, variables(), await picture("png")), key);
    expect(other.body.data).toMatchObject({
      uploadOrganizationImage: { image: null, userErrors: [{ code: "IDEMPOTENCY_MISMATCH" }] },
    });
  });
});

describe("a multipart request", () => {
  const operations = { name: "operations", content: JSON.stringify({ query: "{ __typename }" }) };
  const map = { name: "map", content: "{}" };
  const file = { name: "0", content: "bytes", fileName: "x.png" };
  const inputs = (content: unknown) => ({ name: "operations", content: JSON.stringify(content) });

  it("without a file is a request like any other", async () => {
    expect(await send(null, form([operations, map]))).toEqual({ status: 200, body: { data: { __typename: "Query" } } });
  });

  const places = (paths: unknown) => ({ name: "map", content: JSON.stringify({ 0: paths }) });
  const refused: Record<string, Part[]> = {
    "without operations": [map],
    "without a map": [operations],
    "with operations that are no JSON": [{ ...operations, content: "{" }, map],
    "with a list of operations": [{ ...operations, content: `[{"query": "{ __typename }"}]` }, map],
    "with operations that are a number": [{ ...operations, content: "3" }, map],
    "with a map that is a list": [operations, { ...map, content: "[]" }],
    "with a map of numbers": [operations, places(3), file],
    "with a map of lists of numbers": [operations, places([3]), file],
    "with a place for a file that is not there": [operations, places(["variables.file"])],
    "with a place that is not there": [operations, places(["variables.file"]), file],
    "with a place that is no null": [
      inputs({ query: "{ __typename }", variables: { file: 3 } }),
      places(["variables.file"]),
      file,
    ],
    "with a place in the query": [inputs({ query: null }), places(["query"]), file],
    "with a place in what every object inherits": [operations, places(["variables.__proto__.x"]), file],
    "with a place in a constructor": [inputs({ variables: {} }), places(["variables.constructor.prototype.x"]), file],
    "with two files": [operations, map, file, { ...file, name: "1" }],
    "with a thousand places": [
      inputs({ query: "{ __typename }", variables: { file: null } }),
      places(Array.from({ length: 1_000 }, () => "variables.file")),
      file,
    ],
  };
  it.each(Object.entries(refused))("%s is refused as the caller's mistake", async (_name, parts) => {
    const { status, body } = await send(null, form(parts));
    expect([status, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([400, ["BAD_USER_INPUT"]]);
  });

  it("that breaks off is refused, wherever it does", async () => {
    const { raw, headers } = graphqlForm(uploading, variables(), logo);
    for (const length of [0, 10, 100, 400, raw.length >> 1, raw.length - 5]) {
      const { status, body } = await send(owner, { raw: raw.subarray(0, length), headers });
      expect([length, status, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([
        length,
        400,
        ["BAD_USER_INPUT"],
      ]);
    }
  });

  it("has the limits of a request as JSON", async () => {
    const long = inputs({ query: `{ __typename } # ${"x".repeat(300_000)}` });
    expect((await send(null, form([long, map]))).status).toBe(413);
    const deep = `{"query": "{ __typename }", "variables": ${'{"a":'.repeat(5_000)}null${"}".repeat(5_000)}}`;
    const { body } = await send(null, form([{ name: "operations", content: deep }, map]));
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("image and deleteOrganizationImage", () => {
  const asking = `query ($id: ID!) { organization(id: $id) {
    logo: image(type: LOGO) { url contentType width height byteSize } signature: image(type: SIGNATURE) { url } } }`;

  it("answers what there is, with an address below the public one", async () => {
    await upload();
    const { data } = await app.graphql(owner, asking, { id: organization });
    expect(data).toEqual({
      organization: {
        logo: {
          url: expect.stringMatching(/^https:\/\/orgate\.example\.com\/files\/images\?link=[\w-]+\.[\w-]+$/) as string,
          contentType: "image/webp",
          width: 64,
          height: 32,
          byteSize: expect.any(Number) as number,
        },
        signature: null,
      },
    });
  });

  it("deletes it, and says so where there was none, too", async () => {
    await upload();
    const deleting = `mutation { deleteOrganizationImage(input: { organizationId: "${organization}", type: LOGO }) { success userErrors { code } } }`;
    for (let time = 0; time < 2; time++) {
      const { data } = await app.graphql(owner, deleting);
      expect(data).toEqual({ deleteOrganizationImage: { success: true, userErrors: [] } });
    }
    expect((await app.graphql(owner, asking, { id: organization })).data).toEqual({
      organization: { logo: null, signature: null },
    });
  });

  it("costs one statement for however many organizations, besides the key of links", async () => {
    const reader = await scene.passwordless();
    for (let count = 0; count < 5; count++) await scene.organization(reader);
    const query =
      "{ viewer { organizations { edges { node { logo: image(type: LOGO) { url } subscription { status } } } } } }";
    app.statements.length = 0;
    await app.graphql(reader, query);
    const names = app.statements.map((text) => /\/\* (\w+):/.exec(text)?.[1]);
    expect(names.filter((name) => name === "imagesOfOrganizations" || name === "licenceDatesByIds").sort()).toEqual([
      "imagesOfOrganizations",
      "licenceDatesByIds",
    ]);
  });
});

describe("who may", () => {
  const stranger = ["NOT_FOUND", "nothing", "NOT_FOUND"];
  const member = ["FORBIDDEN", "an image", "FORBIDDEN"];
  const verdicts: Record<(typeof visitors)[number], string[]> = {
    anonymous: ["UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED"],
    stranger,
    pending: stranger,
    rejected: stranger,
    disabled: stranger,
    readonly: member,
    default: member,
    admin: ["done", "an image", "done"],
  };

  it.each(visitors)("%s", async (visitor) => {
    const { stage, actor } = await stageFor(scene, visitor);
    const uploaded = await upload(actor, logo, stage.organization);
    await app.database.prisma.organizationImage.upsert({
      where: { organizationId_type: { organizationId: stage.organization, type: "logo" } },
      update: {},
      create: {
        id: stage.category.replace(/^./, "d"),
        organizationId: stage.organization,
        type: "logo",
        key: `images/${stage.category}`,
        contentType: "image/png",
        width: 1,
        height: 1,
        byteSize: 1,
        hash: "0".repeat(64),
      },
    });
    const read = await app.graphql(
      actor,
      `{ organization(id: "${stage.organization}") { image(type: LOGO) { width } } }`,
    );
    const image = (read.data as { organization?: { image?: unknown } | null } | null)?.organization?.image;
    const removed = await app.graphql(
      actor,
      `mutation { deleteOrganizationImage(input: { organizationId: "${stage.organization}", type: LOGO }) { success } }`,
    );
    expect([
      uploaded.body.errors?.[0]?.extensions.code ?? "done",
      read.codes()[0] ?? (image ? "an image" : "nothing"),
      removed.codes()[0] ?? "done",
    ]).toEqual(verdicts[visitor]);
  });

  it("nobody writes to a deactivated organization", async () => {
    await scene.deactivate(owner, organization);
    expect((await upload()).body.data).toMatchObject({
      uploadOrganizationImage: { image: null, userErrors: [{ code: "ORGANIZATION_INACTIVE" }] },
    });
  });
});
