import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const assets = ["swagger-ui.css", "swagger-ui-bundle.js", "start.js"];

describe("the documentation of /v1", () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.close());

  const get = (url: string, headers: Record<string, string> = {}) => app.app.inject({ url, headers });

  it("is a page for everybody, with everything forbidden that it does not need", async () => {
    const { statusCode, headers } = await get("/v1/docs");
    expect([statusCode, headers]).toMatchObject([
      200,
      {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "public, max-age=0, must-revalidate",
      },
    ]);
  });

  it.each(["/V1/Docs", "/v1/docs/", "/v1/OPENAPI.json", "/v1/Docs/Assets/start.js"])(
    "is found under %s, too",
    async (url) => {
      expect((await get(url)).statusCode).toBe(200);
    },
  );

  it("names no other host in its markup, and runs nothing that is written in it", async () => {
    const { body } = await get("/v1/docs");
    const targets = [...body.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, target]) => target);
    expect(targets).toEqual(["data:,", ...assets.map((name) => `/v1/docs/assets/${name}`)]);
    expect(body).not.toMatch(/https?:|"\/\/|<script>|<style|\son\w+=/);
  });

  it.each(assets)("gets %s from this server, compressed where it may be, and only once by its ETag", async (name) => {
    const url = `/v1/docs/assets/${name}`;
    const plain = await get(url);
    expect([plain.statusCode, plain.headers]).toMatchObject([
      200,
      {
        "content-type": name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=0, must-revalidate",
        "x-content-type-options": "nosniff",
        vary: expect.stringMatching(/\baccept-encoding$/) as string,
      },
    ]);
    const compressed = await get(url, { "accept-encoding": "gzip, br" });
    expect(compressed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(compressed.rawPayload).equals(plain.rawPayload)).toBe(true);
    const again = await get(url, { "if-none-match": String(plain.headers.etag) });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, "", plain.headers.etag]);
  });

  it.each(["nothing.js", "__proto__", "constructor", "..%2f..%2fpackage.json", "a%00b", "index.html"])(
    "has no asset %s",
    async (name) => {
      expect((await get(`/v1/docs/assets/${name}`)).statusCode).toBe(404);
    },
  );

  it("lets programs keep the description, and tells them that it has not changed", async () => {
    const { statusCode, headers } = await get("/v1/openapi.json");
    expect([statusCode, headers]).toMatchObject([
      200,
      {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "public, max-age=0, must-revalidate",
        etag: expect.stringMatching(/^W\/"/) as string,
      },
    ]);
    const again = await get("/v1/openapi.json", { "if-none-match": String(headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });

  it("differs by the origin, too, where web apps of other origins are let in", async () => {
    const origin = "https://app.example.com";
    const open = await testApp({ CORS_ORIGINS: origin });
    const { headers } = await open.app.inject({ url: "/v1/docs/assets/start.js", headers: { origin } });
    await open.close();
    expect(headers).toMatchObject({ "access-control-allow-origin": origin, vary: "Origin, accept-encoding" });
  });
});
