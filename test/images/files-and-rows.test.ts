import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/database/ids.js";
import { sql } from "../../src/database/sql.js";
import type { Context } from "../../src/domain/context.js";
import { announceFile, deleteUnownedFiles, ownFile } from "../../src/domain/files/unowned.js";
import { type FileStorage, StorageUnavailable } from "../../src/domain/files/storage.js";
import { UploadedFile } from "../../src/domain/files/upload.js";
import { imageLink } from "../../src/domain/organization/images/image-link.js";
import { uploadImage } from "../../src/domain/organization/images/upload-image.js";
import { openStorage } from "../../src/storage/open.js";
import { readConfig } from "../../src/config.js";
import { formWith } from "../support/form.js";
import { picture } from "../support/pictures.js";
import { codeOf } from "../support/refusal.js";
import { type Rest, rest } from "../support/rest.js";
import { type S3Server, s3Server } from "../support/s3-server.js";
import { type Actor, type World, world } from "../support/world.js";
import { appWithFiles } from "./support.js";

let app: Awaited<ReturnType<typeof appWithFiles>>;
let scene: World;
let owner: Actor;
let organization: string;
let storage: FileStorage;
let file: UploadedFile;

beforeAll(async () => {
  app = await appWithFiles();
  scene = world(app.database);
  owner = await scene.passwordless();
  storage = openStorage(readConfig({ DATA_DIR: app.folder }));
  file = new UploadedFile(await picture());
});
afterAll(() => app.close());
beforeEach(async () => {
  organization = await scene.organization(owner);
});

/** A request of the owner whose files are kept by `storage`, or by it with something else in the place of a part. */
const context = async (parts: Partial<FileStorage> = {}): Promise<Context> => ({
  ...(await owner.context()),
  files: {
    storage: { ...storage, ...parts },
    publicUrl: "http://127.0.0.1",
    signingKey: undefined,
    importTimeoutMs: 300_000,
  },
});
const rows = () => app.database.prisma.organizationImage.findMany({ where: { organizationId: organization } });
const unowned = () =>
  app.database.prisma.$queryRaw<{ key: string }[]>(
    sql`/* test: files that are nobody's */ SELECT "key" FROM "UnownedFile"`,
  );
const logo = {
  type: "logo",
  get file() {
    return file;
  },
} as const;

describe("an upload that fails", () => {
  it("at the storage leaves neither a row nor a file, and the image before stays", async () => {
    await uploadImage(await context(), organization, logo);
    const [before] = await rows();
    const files = await app.files();
    const full = async () => Promise.reject(new StorageUnavailable("the disk is full"));
    await expect(uploadImage(await context({ put: full }), organization, logo)).rejects.toThrow(StorageUnavailable);
    expect([await rows(), await app.files(), await unowned()]).toEqual([[before], files, []]);
  });

  it("because access ended meanwhile leaves neither a row nor a file", async () => {
    const files = await app.files();
    const put: FileStorage["put"] = async (key, bytes, type) => {
      await storage.put(key, bytes, type);
      await scene.deactivate(owner, organization);
    };
    expect(await codeOf(uploadImage(await context({ put }), organization, logo))).toBe("ORGANIZATION_INACTIVE");
    expect([await rows(), await app.files(), await unowned()]).toEqual([[], files, []]);
  });

  it("because its file was deleted as nobody's leaves no row without a file", async () => {
    const put: FileStorage["put"] = async (key, bytes, type) => {
      await storage.put(key, bytes, type);
      await app.database.read(
        sql`/* test: an hour later */ UPDATE "UnownedFile" SET "dueAt" = statement_timestamp() WHERE "key" = ${key}`,
      );
      await deleteUnownedFiles(await context());
    };
    await expect(uploadImage(await context({ put }), organization, logo)).rejects.toThrow(
      "the file was not written in time",
    );
    expect(await rows()).toEqual([]);
  });
});

describe("a file that is nobody's", () => {
  it("because a process died is deleted by the next upload, an hour later", async () => {
    const key = `images/${newId()}`;
    await announceFile(await context(), key);
    await storage.put(key, Buffer.from("x"), "image/png");
    await deleteUnownedFiles(await context());
    expect((await storage.get(key))?.destroy()).toBeDefined();
    await app.database.read(
      sql`/* test: an hour later */ UPDATE "UnownedFile" SET "dueAt" = "dueAt" - interval '1 hour'`,
    );
    await uploadImage(await context(), organization, logo);
    expect([await storage.get(key), await unowned()]).toEqual([null, []]);
  });

  it("and cannot be deleted now does not keep the upload from its success, and is deleted later", async () => {
    await uploadImage(await context(), organization, logo);
    const [before] = await rows();
    const away = async () => Promise.reject(new StorageUnavailable("away"));
    await uploadImage(await context({ delete: away }), organization, logo);
    expect(await unowned()).toEqual([{ key: before?.key }]);
    await deleteUnownedFiles(await context());
    expect([await storage.get(before?.key ?? ""), await unowned()]).toEqual([null, []]);
  });

  it("is a row's from the commit on, whatever is deleted then", async () => {
    const key = `images/${newId()}`;
    await announceFile(await context(), key);
    await storage.put(key, Buffer.from("x"), "image/png");
    await app.database.transaction((tx) => ownFile(tx, key));
    await deleteUnownedFiles(await context());
    expect((await storage.get(key))?.destroy()).toBeDefined();
  });
});

describe("a row whose file the storage lost", () => {
  it("is answered 503, not with an empty image", async () => {
    await uploadImage(await context(), organization, logo);
    const [row] = await rows();
    await storage.delete(row?.key ?? "");
    const { status, headers } = await rest(app)(owner, "GET", `/Organizations/${organization}/images/logo`);
    expect([status, headers["retry-after"]]).toEqual([503, "1"]);
    const { loaders } = await owner.context();
    const [image] = await loaders.organizationImages.load(organization);
    if (!image) throw new Error("there is no image");
    const link = await imageLink(await context(), image);
    const linked = await app.app.inject({ url: `/files/images?link=${link}` });
    expect([linked.statusCode, linked.headers["cache-control"], linked.headers.etag]).toEqual([
      503,
      undefined,
      undefined,
    ]);
  });
});

describe("images in a bucket", () => {
  let server: S3Server;
  let inBucket: Awaited<ReturnType<typeof appWithFiles>>;
  let call: Rest;
  beforeAll(async () => {
    server = await s3Server();
    inBucket = await appWithFiles(server.settings);
    call = rest(inBucket);
  });
  afterAll(async () => {
    await inBucket.close();
    await server.close();
  });

  it("are uploaded, shown, replaced and deleted, and nothing is kept in the folder", async () => {
    const there = world(inBucket.database);
    const admin = await there.passwordless();
    const images = `/Organizations/${await there.organization(admin)}/images`;
    const sent: Buffer[] = [];
    for (const format of ["png", "gif"] as const) {
      await call(admin, "POST", images, formWith(await picture(format), { type: "logo" }));
      const { headers, bytes } = await call(admin, "GET", `${images}/logo`);
      expect([headers["content-type"], headers["content-length"]]).toEqual([`image/${format}`, String(bytes?.length)]);
      sent.push(bytes ?? Buffer.alloc(0));
    }
    expect(sent[0]).not.toEqual(sent[1]);
    expect((await call(admin, "DELETE", `${images}?type=logo`)).body).toEqual({ count: 1 });
    expect((await call(admin, "GET", `${images}/logo`)).status).toBe(404);
    expect([await inBucket.files(), await inBucket.database.prisma.unownedFile.count()]).toEqual([[], 0]);
  });

  it("are 503 while the service is away, and the rest goes on", async () => {
    const away = await appWithFiles({ ...server.settings, S3_ENDPOINT: "http://127.0.0.1:9" });
    try {
      const there = world(away.database);
      const admin = await there.passwordless();
      const id = await there.organization(admin);
      const uploaded = await rest(away)(
        admin,
        "POST",
        `/Organizations/${id}/images`,
        formWith(await picture(), { type: "logo" }),
      );
      expect([uploaded.status, uploaded.headers["retry-after"]]).toEqual([503, "1"]);
      expect((await rest(away)(admin, "GET", `/Organizations/${id}`)).body).toMatchObject({ _data: [] });
    } finally {
      await away.close();
    }
  });
});
