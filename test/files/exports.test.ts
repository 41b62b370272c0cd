import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "../../src/database/sql.js";
import { changeRole } from "../../src/domain/membership/change-role.js";
import { removeAccess } from "../../src/domain/membership/remove-access.js";
import { type TestApp, testApp } from "../support/app.js";
import { type Rest, rest } from "../support/rest.js";
import { type Actor, type World, world } from "../support/world.js";
import { cellsOf, csv, imported } from "../transfer/support.js";
import { follow, linkOf } from "./support.js";

let app: TestApp;
let call: Rest;
let scene: World;
let owner: Actor;
let organization: string;

beforeAll(async () => {
  app = await testApp();
  call = rest(app);
  scene = world(app.database);
});
afterAll(() => app.close());
beforeEach(async () => {
  owner = await scene.passwordless();
  organization = await scene.organization(owner);
  await scene.category(owner, organization, { name: "=1+1", alias: "it" });
});

const nothing = [404, '{"error":{"statusCode":404,"message":"Not Found"}}'];
const unauthorized = [401, '{"error":{"statusCode":401,"message":"Unauthorized"}}'];
const seen = async (url: string, headers: Record<string, string> = {}) => {
  const { statusCode, body } = await follow(app, url, { headers });
  return statusCode === 200 ? "the file" : [statusCode, body];
};
const categories = (format = "csv") => linkOf(call, owner, organization, `type=category&options[format]=${format}`);

describe("the link of an export", () => {
  it.each([
    ["csv", "text/csv; charset=utf-8"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ])("is a %s file to keep, without a token, which no cache keeps", async (format, type) => {
    const response = await follow(app, await categories(format));
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      "content-type": type,
      "content-disposition": `attachment; filename="category.${format}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect([response.headers["content-length"], response.headers.etag]).toEqual([undefined, undefined]);
    expect(await cellsOf(response.rawPayload)).toEqual([
      ["Name", "Alias", "Description", "Custom data"],
      ["=1+1", "it"],
    ]);
  });

  it("answers HEAD with the same headers and reads nothing", async () => {
    const link = await categories();
    const head = await follow(app, link, { method: "HEAD" });
    expect([head.statusCode, head.body, head.headers["content-type"], head.headers["content-length"]]).toEqual([
      200,
      "",
      "text/csv; charset=utf-8",
      undefined,
    ]);
    expect(await app.database.prisma.export.findFirst({ where: { organizationId: organization } })).toMatchObject({
      status: "ready",
    });
  });

  it("is refused to a token without access, and to one that is no good, wherever it is sent", async () => {
    const link = await categories();
    const stranger = await scene.passwordless();
    const { actor: reader } = await scene.member(organization, owner, "readonly", "active", await scene.passwordless());
    const ways = (token: string) =>
      Promise.all([
        seen(`${link}&access_token=${token}`),
        seen(link, { "x-access-token": token }),
        seen(link, { authorization: token }),
        seen(link, { authorization: `Bearer ${token}` }),
      ]);
    expect(await ways(owner.token)).toEqual(Array(4).fill("the file"));
    expect(await ways(stranger.token)).toEqual(Array(4).fill(nothing));
    expect(await ways(reader.token)).toEqual(Array(4).fill(nothing));
    expect(await ways("x".repeat(64))).toEqual(Array(4).fill(unauthorized));
    expect(await seen(link)).toBe("the file");
  });

  it("ends after 24 hours, as a path that is not there", async () => {
    const link = await categories();
    const move = (hours: number) =>
      app.database.prisma.$executeRaw(sql`/* test: hours go by */
        UPDATE "Export" SET "expiresAt" = "expiresAt" - make_interval(hours => ${hours}::int)
        WHERE "organizationId" = ${organization}`);
    await move(23);
    expect(await seen(link)).toBe("the file");
    await move(1);
    expect(await seen(link)).toEqual(nothing);
    expect((await follow(app, link)).headers["content-disposition"]).toBeUndefined();
  });

  it("ends while its requester may not export", async () => {
    const { actor, membershipId } = await scene.member(
      organization,
      owner,
      "default",
      "active",
      await scene.passwordless(),
    );
    const link = await linkOf(call, actor, organization, "type=category");
    const before = await seen(link);
    await changeRole(await owner.context(), membershipId, { role: "readonly" });
    const asReader = await seen(link);
    await changeRole(await owner.context(), membershipId, { role: "default" });
    const again = await seen(link);
    await removeAccess(await owner.context(), membershipId);
    expect([before, asReader, again, await seen(link)]).toEqual(["the file", nothing, "the file", nothing]);
  });

  it("that leads nowhere is a path that is not there, whatever is in it", async () => {
    const bad = ["", "?link=", "?link=x", `?link=${"a".repeat(64)}`, "?link=%00", `?link=${"a".repeat(9_000)}`];
    const link = await categories();
    bad.push(`?${link.split("?")[1] ?? ""}&link=x`);
    for (const query of bad) expect([query, await seen(`/files/exports${query}`)]).toEqual([query, nothing]);
  });
});

describe("a file that is being fetched", () => {
  const rows = 6_000;
  let base: string;

  beforeAll(async () => {
    if (!app.app.server.listening) await app.app.listen({ host: "127.0.0.1", port: 0 });
    base = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    const lines = Array.from({ length: rows }, (_, index) => `N${index},a${index},${"x".repeat(700)}`);
    const report = await imported(owner, organization, "category", csv("name,alias,description", ...lines));
    expect(report).toMatchObject({ success: true, rows });
  }, 120_000);

  /** The answer's beginning; the rest waits until it is read. */
  async function begin(): Promise<{ request: http.ClientRequest; response: IncomingMessage }> {
    const request = http.get(`${base}${await categories()}`, { agent: false });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    return { request, response };
  }
  const state = () => app.database.prisma.export.findFirstOrThrow({ where: { organizationId: organization } });

  it("waits for its reader, and stops when the reader goes away", async () => {
    const { request, response } = await begin();
    await once(response, "readable");
    expect((await state()).rowsWritten).toBeLessThan(rows);
    request.destroy();
    await vi.waitFor(async () => expect(await state()).toMatchObject({ status: "failed" }), 10_000);
    expect((await state()).rowsWritten).toBeLessThan(rows);
  });

  it("is broken off where access is lost meanwhile, so that nobody takes the beginning for the whole", async () => {
    const { response } = await begin();
    await once(response, "readable");
    await app.database.prisma.$executeRaw(sql`/* test: the requester's membership is gone */
      DELETE FROM "AccountOrganization" WHERE "organizationId" = ${organization} AND "accountId" = ${owner.id}`);
    const read = async () => {
      for await (const chunk of response) expect(chunk).toBeInstanceOf(Buffer);
    };
    await expect(read()).rejects.toThrow("aborted");
    expect(response.complete).toBe(false);
  });
});
