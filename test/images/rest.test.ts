import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/database/ids.js";
import { form, formWith } from "../support/form.js";
import { historyOf } from "../support/history.js";
import { badPictures, picture } from "../support/pictures.js";
import { type Rest, rest } from "../support/rest.js";
import { stageFor, visitors } from "../support/stage.js";
import { type Actor, type World, world } from "../support/world.js";
import { appWithFiles } from "./support.js";

const unknownId = "5e9e92107f186e000eda0901";

let app: Awaited<ReturnType<typeof appWithFiles>>;
let call: Rest;
let scene: World;
let owner: Actor;
let organization: string;
let logo: Buffer;

beforeAll(async () => {
  app = await appWithFiles();
  call = rest(app);
  scene = world(app.database);
  owner = await scene.passwordless();
  logo = await picture();
});
afterAll(() => app.close());
beforeEach(async () => {
  organization = await scene.organization(owner);
});

const images = (query = "", id = organization) => `/Organizations/${id}/images${query}`;
const upload = (who: Actor | null = owner, type = "logo", file = logo, id = organization) =>
  call(who, "POST", images("", id), formWith(file, { type }));

const required = (name: string) => ({
  error: { statusCode: 400, name: "Error", message: `${name} is a required argument`, code: "INVALID_ARGUMENT" },
});
const refusedArgument = (message: string) => ({
  error: { statusCode: 400, name: "Error", message, code: "INVALID_ARGUMENT" },
});
const missing = (message: string) => ({
  error: { statusCode: 404, name: "Error", message, code: "MODEL_NOT_FOUND" },
});

describe("an image that was uploaded", () => {
  it("is answered as its bytes, with type, name, size and a tag", async () => {
    expect(await upload()).toMatchObject({ status: 200, body: { success: true } });
    const { status, headers, bytes } = await call(owner, "GET", images("?type=logo"));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "image/png",
      "content-length": String(bytes?.length),
      "content-disposition": 'inline; filename="logo.png"',
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-cache",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 64, height: 32 });
  });

  it("is the same under every name of the call", async () => {
    await upload();
    await upload(owner, "signature", await picture("jpeg"));
    const paths = [
      images("?type=logo"),
      images("/logo"),
      `/organizations/${organization.toUpperCase()}/IMAGES/Logo/`,
      `/Organizations/${organization}/download-image?type=logo`,
    ];
    const answers = await Promise.all(paths.map((path) => call(owner, "GET", path)));
    expect(answers.map(({ status, bytes, headers }) => [status, bytes, headers["content-disposition"]])).toEqual([
      [200, answers[0]?.bytes, 'inline; filename="logo.png"'],
      [200, answers[0]?.bytes, 'inline; filename="logo.png"'],
      [200, answers[0]?.bytes, 'inline; filename="logo.png"'],
      [200, answers[0]?.bytes, 'attachment; filename="logo.png"'],
    ]);
    const signature = await call(owner, "GET", images("/signature"));
    expect([signature.status, signature.headers["content-type"], signature.headers["content-disposition"]]).toEqual([
      200,
      "image/jpeg",
      'inline; filename="signature.jpg"',
    ]);
  });

  it("is not sent again to who has it, nor to HEAD", async () => {
    await upload();
    const { headers } = await call(owner, "GET", images("/logo"));
    const has = { headers: { "if-none-match": String(headers.etag) } };
    const again = await call(owner, "GET", images("/logo"), has);
    expect([again.status, again.text, again.headers.etag]).toEqual([304, "", headers.etag]);
    const head = await call(owner, "HEAD", images("/logo"));
    expect([head.status, head.text, head.headers["content-length"], head.headers["content-type"]]).toEqual([
      200,
      "",
      headers["content-length"],
      "image/png",
    ]);
    const stranger = await scene.passwordless();
    expect((await call(stranger, "GET", images("/logo"), has)).status).toBe(404);
    await upload(owner, "logo", await picture("png", { colour: "#ff0000" }));
    expect((await call(owner, "GET", images("/logo"), has)).status).toBe(200);
  });

  it("takes the place of the one before, whose file goes", async () => {
    const before = await app.files();
    await upload();
    await upload(owner, "logo", await picture("gif"));
    expect((await call(owner, "GET", images("/logo"))).headers["content-type"]).toBe("image/gif");
    expect((await app.files()).length - before.length).toBe(1);
    expect(await app.database.prisma.unownedFile.count()).toBe(0);
  });

  it("is deleted with its file, once", async () => {
    const before = await app.files();
    await upload();
    const deleted = [];
    for (const path of [images("?type=logo"), `/Organizations/${organization}/delete-image?type=logo`]) {
      deleted.push((await call(owner, "DELETE", path)).body);
    }
    expect(deleted).toEqual([{ count: 1 }, { count: 0 }]);
    expect(await call(owner, "GET", images("/logo"))).toMatchObject({
      status: 404,
      body: missing('Unknown "Image" id "logo".'),
    });
    expect(await app.files()).toEqual(before);
  });

  it("is told of in the history", async () => {
    await upload();
    await call(owner, "DELETE", images("?type=logo"));
    const imageId = expect.stringMatching(/^[0-9a-f]{24}$/) as string;
    const [, ...history] = await historyOf(app.database, organization);
    const common = { actorId: owner.id, organizationId: organization };
    expect(history).toEqual([
      {
        ...common,
        action: "organization.uploadImage",
        from: null,
        to: { type: "logo", imageId, contentType: "image/png", byteSize: expect.any(Number) as number },
      },
      { ...common, action: "organization.deleteImage", from: { type: "logo", imageId }, to: null },
    ]);
  });
});

describe("an upload", () => {
  it.each(["file", "image", "logo", "", "a b", "type"])("takes its file from a part called %j", async (name) => {
    const parts = [{ name, content: logo, fileName: "x.png", type: "image/png" }];
    expect((await call(owner, "POST", images("?type=logo"), form(parts))).body).toEqual({ success: true });
  });

  it.each([
    ["../../../../etc/passwd", "image/png"],
    ["logo.html", "text/html"],
    ["a\0b", "image/svg+xml"],
    [`${"x".repeat(5_000)}.png`, "application/octet-stream"],
  ])("minds neither the name %j nor the type that a client gives", async (fileName, type) => {
    const parts = [{ name: "file", content: logo, fileName, type }];
    await call(owner, "POST", images("?type=logo"), form(parts));
    const { headers } = await call(owner, "GET", `/Organizations/${organization}/download-image?type=logo`);
    expect([headers["content-type"], headers["content-disposition"]]).toEqual([
      "image/png",
      'attachment; filename="logo.png"',
    ]);
  });

  it("works under its older name", async () => {
    const path = `/organizations/${organization}/upload-image`;
    expect((await call(owner, "POST", path, formWith(logo, { type: "logo" }))).body).toEqual({ success: true });
  });

  it("of what is no good picture is refused with the reason, and changes nothing", async () => {
    await upload();
    const { bytes } = await call(owner, "GET", images("/logo"));
    const files = await app.files();
    for (const [name, [bad, rule, message]] of Object.entries(await badPictures())) {
      const { status, body } = await upload(owner, "logo", bad);
      expect([name, status, body]).toEqual([
        name,
        422,
        {
          error: {
            statusCode: 422,
            name: "ValidationError",
            message: `The \`Image\` instance is not valid. Details: \`file\` ${message} (value: …).`,
            details: { context: "Image", codes: { file: [rule] }, messages: { file: [message] } },
          },
        },
      ]);
    }
    expect((await call(owner, "GET", images("/logo"))).bytes).toEqual(bytes);
    expect(await app.files()).toEqual(files);
  });

  it("is of the type in the form before that in the query", async () => {
    const answer = await call(owner, "POST", images("?type=logo"), formWith(logo, { type: "signature" }));
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    const statuses = ["/logo", "?type=signature"].map(
      async (which) => (await call(owner, "GET", images(which))).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 200]);
  });

  it("without a file, or without a type, is told what is missing", async () => {
    const answers = await Promise.all([
      call(owner, "POST", images(), { body: { type: "logo" } }),
      call(owner, "POST", images(), { form: { type: "logo" } }),
      call(owner, "POST", images(), form([{ name: "type", content: "logo" }])),
      call(
        owner,
        "POST",
        images(),
        form([
          { name: "type", content: "logo" },
          { name: "file", content: "", fileName: "" },
        ]),
      ),
      call(owner, "POST", images("?type=logo")),
      call(owner, "POST", images(), formWith(logo)),
      call(owner, "POST", images(), { body: {} }),
    ]);
    expect(answers.map(({ body }) => body)).toEqual([
      ...Array.from({ length: 5 }, () => required("file")),
      required("type"),
      required("type"),
    ]);
  });

  it("with two files, an unknown type or a file that is none is refused, whoever sends it", async () => {
    const file = { name: "a", content: logo, fileName: "a.png" };
    for (const who of [owner, null]) {
      const answers = await Promise.all([
        call(who, "POST", images("?type=logo"), form([file, { ...file, name: "b" }])),
        call(who, "POST", images("?type=logo"), form([file, file])),
        call(who, "POST", images("?type=photo"), formWith(logo)),
        call(who, "POST", images(), formWith(logo, { type: "Logo" })),
        call(who, "POST", images(), { body: { type: "logo", file: "data:image/png;base64,AA==" } }),
      ]);
      expect(answers.map(({ body }) => body)).toEqual([
        refusedArgument("There is more than one file"),
        refusedArgument("There is more than one file"),
        refusedArgument("type is not one of logo, signature"),
        refusedArgument("type is not one of logo, signature"),
        refusedArgument("file is not a file"),
      ]);
    }
  });

  it("of more than 1 MB is too large, whoever sends it, and one of 1 MB is looked at", async () => {
    const tooLarge = {
      error: { statusCode: 413, name: "PayloadTooLargeError", message: "request entity too large" },
    };
    for (const who of [owner, null]) {
      for (const size of [1_048_577, 3_000_000]) {
        expect((await upload(who, "logo", Buffer.alloc(size))).body).toEqual(tooLarge);
      }
    }
    expect((await upload(owner, "logo", Buffer.alloc(1_048_576))).status).toBe(422);
  });

  it("that breaks off is unreadable, wherever it does", async () => {
    const { raw, headers } = formWith(logo, { type: "logo" });
    for (const length of [1, 30, 60, 150, raw.length >> 1, raw.length - 5]) {
      const { status, body } = await call(owner, "POST", images(), { raw: raw.subarray(0, length), headers });
      expect([length, status, body]).toEqual([
        length,
        400,
        { error: { statusCode: 400, name: "BadRequestError", message: "The body cannot be read" } },
      ]);
    }
    expect((await call(owner, "GET", images("/logo"))).status).toBe(404);
  });

  it.each(["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other"])(
    "with the content type %j is unreadable",
    async (type) => {
      const { raw } = formWith(logo, { type: "logo" });
      const { status } = await call(owner, "POST", images(), { raw, headers: { "content-type": type } });
      expect(status).toBe(400);
    },
  );

  it("is read over where no file is expected", async () => {
    const { raw, headers } = form([{ name: "name", content: "Other" }]);
    const { body } = await call(owner, "PATCH", `/Organizations/${organization}`, { raw, headers });
    expect(body).toMatchObject({ name: "Orgate Works" });
  });
});

describe("who may", () => {
  const verdicts: Record<(typeof visitors)[number], [upload: number, read: number, remove: number]> = {
    anonymous: [401, 401, 401],
    stranger: [404, 404, 404],
    pending: [404, 404, 404],
    rejected: [404, 404, 404],
    disabled: [404, 404, 404],
    readonly: [401, 200, 401],
    default: [401, 200, 401],
    admin: [200, 200, 200],
  };

  it.each(visitors)("%s", async (visitor) => {
    const { stage, actor } = await stageFor(scene, visitor);
    const first = await upload(actor, "signature", logo, stage.organization);
    if (first.status !== 200) await seedImage(stage.organization);
    const read = await call(actor, "GET", images("/signature", stage.organization));
    const removed = await call(actor, "DELETE", images("?type=signature", stage.organization));
    expect([first.status, read.status, removed.status]).toEqual(verdicts[visitor]);
  });

  /** An image of an organization, whoever its admin is. */
  async function seedImage(id: string): Promise<void> {
    const admin = await scene.passwordless();
    await app.database.prisma.accountOrganization.create({
      data: {
        id: newId(),
        organizationId: id,
        accountId: admin.id,
        role: "admin",
        active: true,
      },
    });
    expect((await upload(admin, "signature", logo, id)).status).toBe(200);
  }

  it("a stranger is told of a foreign organization what is told of none, byte for byte", async () => {
    await upload();
    const stranger = await scene.passwordless();
    const calls = [
      (id: string) => upload(stranger, "logo", logo, id),
      (id: string) => upload(stranger, "logo", Buffer.from("no picture"), id),
      (id: string) => call(stranger, "GET", images("?type=logo", id)),
      (id: string) => call(stranger, "GET", images("/logo", id)),
      (id: string) => call(stranger, "GET", images("", id)),
      (id: string) => call(stranger, "DELETE", images("?type=logo", id)),
    ];
    for (const ask of calls) {
      const [foreign, none] = [await ask(organization), await ask(unknownId)];
      expect([foreign.status, foreign.text.replace(organization, unknownId)]).toEqual([404, none.text]);
    }
  });

  it("nobody writes to a deactivated organization, whose images go on", async () => {
    await upload();
    await scene.deactivate(owner, organization);
    const refused = [await upload(), await call(owner, "DELETE", images("?type=logo"))];
    expect(refused.map(({ status, body }) => [status, (body as { error: { code: string } }).error.code])).toEqual([
      [422, "ORGANIZATION_INACTIVE"],
      [422, "ORGANIZATION_INACTIVE"],
    ]);
    expect((await call(owner, "GET", images("/logo"))).status).toBe(200);
  });
});

describe("_data", () => {
  const dataOf = async () => {
    const { body } = await call(owner, "GET", `/Organizations/${organization}`);
    return (body as { _data: { id: string; name: string; value: unknown; options: unknown }[] })._data;
  };
  const own = { name: "theme", value: "dark", options: null };
  const id = expect.stringMatching(/^[0-9a-f]{24}$/) as string;

  it("shows each image while there is one, after what the client keeps there", async () => {
    await call(owner, "PATCH", `/Organizations/${organization}`, { body: { _data: [own] } });
    await upload(owner, "signature");
    await upload();
    const entries = [
      { id, ...own },
      { id, name: "image_logo", value: true, options: null },
      { id, name: "image_signature", value: true, options: null },
    ];
    expect(await dataOf()).toEqual(entries);
    await call(owner, "DELETE", images("?type=logo"));
    expect(await dataOf()).toEqual([entries[0], entries[2]]);
  });

  it("that is sent back neither loses an image nor shows it twice", async () => {
    await upload();
    const before = await dataOf();
    const { body } = await call(owner, "PATCH", `/Organizations/${organization}`, {
      body: { _data: [own, ...before] },
    });
    expect(body).toMatchObject({ _data: [own, { name: "image_logo", value: true }] });
    await call(owner, "PATCH", `/Organizations/${organization}`, { body: { _data: [] } });
    expect(await dataOf()).toEqual(before);
  });

  it("cannot say that there is an image where there is none", async () => {
    const forged = [{ name: "image_logo", value: true }, { name: "image_signature", value: "yes" }, own];
    const { body } = await call(owner, "PATCH", `/Organizations/${organization}`, { body: { _data: forged } });
    expect((body as { _data: unknown })._data).toEqual([{ id, ...own }]);
    const made = await call(owner, "POST", `/Accounts/${owner.id}/organizations`, {
      body: { name: "Forged", _data: forged },
    });
    expect((made.body as { _data: unknown })._data).toEqual([{ id, ...own }]);
  });

  it("takes a hundred entries besides the images", async () => {
    await upload();
    const hundred = Array.from({ length: 100 }, (_, index) => ({ name: `n${index}`, value: index }));
    const path = `/Organizations/${organization}`;
    await call(owner, "PATCH", path, { body: { _data: hundred } });
    const again = await call(owner, "PATCH", path, { body: { _data: await dataOf() } });
    expect([again.status, (await dataOf()).length]).toEqual([200, 101]);
    const more = await call(owner, "PATCH", path, { body: { _data: [...hundred, own] } });
    expect([more.status, (more.body as { error: { details: unknown } }).error.details]).toEqual([
      422,
      {
        context: "Organization",
        codes: { _data: ["length.max"] },
        messages: { _data: ["is too long (at most 100)"] },
      },
    ]);
  });
});
