import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { sql } from "../../src/database/sql.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { disableAccess } from "../../src/domain/membership/switch-access.js";
import { createLog } from "../../src/log.js";
import { formWith } from "../support/form.js";
import { picture } from "../support/pictures.js";
import { rest } from "../support/rest.js";
import { type Actor, type World, world } from "../support/world.js";
import { appWithFiles } from "./support.js";

let app: Awaited<ReturnType<typeof appWithFiles>>;
let scene: World;
let owner: Actor;
let organization: string;

beforeAll(async () => {
  app = await appWithFiles();
  scene = world(app.database);
});
afterAll(() => app.close());
beforeEach(async () => {
  owner = await scene.passwordless();
  organization = await scene.organization(owner);
  await upload();
});

const upload = async (colour = "#2060a0") =>
  rest(app)(
    owner,
    "POST",
    `/Organizations/${organization}/images`,
    formWith(await picture("png", { colour }), { type: "logo" }),
  );

/** The link without the address of the server. */
async function linkFor(who: Actor): Promise<string> {
  const answer = await app.graphql(who, `{ organization(id: "${organization}") { image(type: LOGO) { url } } }`);
  return new URL(answer.text("organization.image.url")).searchParams.get("link") ?? "";
}
const follow = (link: string, options: { method?: "GET" | "HEAD"; headers?: Record<string, string> } = {}) =>
  app.app.inject({ method: "GET", url: `/files/images?link=${link}`, ...options });
const nothing = { status: 404, body: '{"error":{"statusCode":404,"message":"Not Found"}}' };
const seen = async (link: string) => {
  const { statusCode, body } = await follow(link);
  return statusCode === 200 ? "the image" : { status: statusCode, body };
};

describe("a link", () => {
  it("shows the image without a token, and nothing that a browser could run", async () => {
    const response = await follow(await linkFor(owner));
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": "private, max-age=300",
      "content-disposition": 'inline; filename="logo.png"',
      "content-length": String(response.rawPayload.length),
    });
    const again = await follow(await linkFor(owner), { headers: { "if-none-match": String(response.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
    expect((await follow(await linkFor(owner), { method: "HEAD" })).headers["content-length"]).toBe(
      response.headers["content-length"],
    );
  });

  it("is the same for a while, so that browsers need not load the image again", async () => {
    const links = [await linkFor(owner), await linkFor(owner)];
    const [first, second] = links.map(
      (link) => JSON.parse(Buffer.from(link.split(".")[0] ?? "", "base64url").toString()) as { expires: number },
    );
    // It moves on by the half hour, which may be now.
    expect([0, 1_800]).toContain((second?.expires ?? 0) - (first?.expires ?? 0));
  });

  it("lives for half an hour at least and an hour at most", async () => {
    const { expires } = JSON.parse(Buffer.from((await linkFor(owner)).split(".")[0] ?? "", "base64url").toString()) as {
      expires: number;
    };
    const [clock] = await app.database.read<{ now: number }>(
      sql`/* test: the clock */ SELECT extract(epoch FROM statement_timestamp())::float8 AS "now"`,
    );
    const seconds = expires - (clock?.now ?? 0);
    expect(seconds > 1_790 && seconds <= 3_600).toBe(true);
  });

  it("ends when its account leaves, is disabled or is removed", async () => {
    for (const end of ["disable", "remove"] as const) {
      const { actor, membershipId } = await scene.member(
        organization,
        owner,
        "readonly",
        "active",
        await scene.passwordless(),
      );
      const link = await linkFor(actor);
      const before = await seen(link);
      if (end === "disable") await disableAccess(await owner.context(), membershipId);
      else await removeAccess(await owner.context(), membershipId);
      expect([before, await seen(link)]).toEqual(["the image", nothing]);
    }
    expect(await seen(await linkFor(owner))).toBe("the image");
  });

  it("ends with its image", async () => {
    const link = await linkFor(owner);
    await upload("#ff0000");
    expect([await seen(link), await seen(await linkFor(owner))]).toEqual([nothing, "the image"]);
  });

  it("that nobody signed, or somebody changed, is a path that is not there", async () => {
    const link = await linkFor(owner);
    const [payload = "", signature = ""] = link.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signedBy = (key: string | Buffer, text: string) =>
      `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
    const last = signature.endsWith("A") ? "B" : "A";
    const forged = [
      "",
      ".",
      "x",
      payload,
      `${payload}.`,
      `.${signature}`,
      `${payload}.${signature}.`,
      `${payload}.${signature.slice(0, -1)}${last}`,
      `${payload}.${signature}=`,
      `${written({ ...claims, expires: Number(claims.expires) + 1 })}.${signature}`,
      signedBy("", payload),
      signedBy(Buffer.alloc(32), payload),
      signedBy("guessed", written({ ...claims, account: owner.id })),
      "%00",
      "a".repeat(10_000),
      "%F0%9F%92%A9",
    ];
    for (const text of forged) expect([text.slice(0, 40), await seen(text)]).toEqual([text.slice(0, 40), nothing]);
    expect(await seen(`${link}&link=${link}`)).toEqual(nothing);
    expect((await app.app.inject({ url: "/files/images" })).body).toBe(nothing.body);
  });
});

describe("the key of links", () => {
  it("is shared by the instances of one database, and another where a setting says so", async () => {
    const link = await linkFor(owner);
    const instance = (settings: Record<string, string>) =>
      createApp({
        config: readConfig({ DATA_DIR: app.folder, ...settings }),
        database: app.database,
        log: createLog("silent"),
      });
    const [same, other] = [await instance({}), await instance({ SIGNING_KEY: "x".repeat(32) })];
    try {
      const url = `/files/images?link=${link}`;
      expect([(await same.inject({ url })).statusCode, (await other.inject({ url })).statusCode]).toEqual([200, 404]);
      expect(await app.database.prisma.signingKey.count()).toBe(1);
    } finally {
      await same.close();
      await other.close();
    }
  });

  it("signs no link that has ended into life", async () => {
    const key = "k".repeat(32);
    const other = await createApp({
      config: readConfig({ DATA_DIR: app.folder, SIGNING_KEY: key }),
      database: app.database,
      log: createLog("silent"),
    });
    try {
      const secret = createHash("sha256").update(`orgate links\0${key}`).digest();
      const image = await app.database.prisma.organizationImage.findFirstOrThrow({
        where: { organizationId: organization },
      });
      const ask = async (claims: object) => {
        const text = Buffer.from(JSON.stringify(claims)).toString("base64url");
        const link = `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
        return (await other.inject({ url: `/files/images?link=${link}` })).statusCode;
      };
      const now = Math.floor(Date.now() / 1_000);
      const claims = { kind: "image", account: owner.id, expires: now + 600, image: image.id };
      expect([
        await ask(claims),
        await ask({ ...claims, expires: now - 600 }),
        await ask({ ...claims, kind: "export" }),
        await ask({ ...claims, account: (await scene.passwordless()).id }),
        await ask({ ...claims, image: owner.id }),
      ]).toEqual([200, 404, 404, 404, 404]);
    } finally {
      await other.close();
    }
  });
});
