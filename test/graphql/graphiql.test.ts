import { gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { createLog } from "../../src/log.js";
import { type TestDatabase, testDatabase } from "../support/database.js";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const byBrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

describe("GraphiQL", () => {
  let db: TestDatabase;
  let app: FastifyInstance;

  beforeAll(async () => {
    db = await testDatabase();
    app = await createApp({
      config: readConfig({}),
      database: db.database,
      log: createLog("silent"),
      graphiqlHeaders: { Authorization: "</script><script>alert(1)</script>" },
    });
  });
  afterAll(async () => {
    await app.close();
    await db.close();
  });

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
  const page = async () => (await get("/graphql", { accept: byBrowser })).body;

  it("is a page for browsers, with everything forbidden that it does not need", async () => {
    const response = await get("/graphql", { accept: byBrowser });
    expect([response.statusCode, response.headers]).toMatchObject([
      200,
      {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      },
    ]);
  });

  it.each(["*/*", "application/json", "application/graphql-response+json", "", "text/plain"])(
    "is not what a program gets that accepts %j",
    async (accept) => {
      const response = await get("/graphql", { accept });
      expect(String(response.headers["content-type"])).not.toContain("text/html");
      expect(response.body).not.toContain("<!doctype");
    },
  );

  it("is where the root leads to", async () => {
    const response = await get("/");
    expect([response.statusCode, response.headers.location]).toEqual([302, "/graphql"]);
  });

  it("names no other host in its markup", async () => {
    const html = await page();
    const targets = [...html.matchAll(/(?:src|href|action|url)\s*=\s*"([^"]*)"/g)].map(([, target]) => target ?? "");
    expect(
      targets.filter((target) => !target.startsWith("/graphql/assets/") && !target.startsWith("data:image/")),
    ).toEqual([]);
    expect(html.replaceAll(/href="data:[^"]*"/g, "")).not.toMatch(/https?:|"\/\//);
    expect(html).not.toMatch(/<script>(?!<)|\son\w+=/);
  });

  it("shows a header that looks like markup as text", async () => {
    expect(await page()).not.toContain("<script>alert");
  });

  it.each(["graphiql.css", "graphiql.js", "start.js", "editor.js", "json.js", "graphql.js"])(
    "gets %s from this server, compressed where it may be, and only once by its ETag",
    async (name) => {
      const url = `/graphql/assets/${name}`;
      const plain = await get(url);
      expect([plain.statusCode, plain.headers]).toMatchObject([
        200,
        {
          "content-type": name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
          "x-content-type-options": "nosniff",
          "cache-control": "public, max-age=0, must-revalidate",
          vary: "accept-encoding",
        },
      ]);
      const compressed = await get(url, { "accept-encoding": "gzip, br" });
      expect(compressed.headers["content-encoding"]).toBe("gzip");
      expect(gunzipSync(compressed.rawPayload).equals(plain.rawPayload)).toBe(true);
      const again = await get(url, { "if-none-match": String(plain.headers.etag) });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, "", plain.headers.etag]);
    },
  );

  it("asks for no asset that is not served", async () => {
    const names = [...(await page()).matchAll(/\/graphql\/assets\/([\w.]+)/g)].map(([path]) => path);
    const answered = await Promise.all(names.map(async (path) => (await get(path)).statusCode));
    expect([names.length, new Set(answered)]).toEqual([4, new Set([200])]);
  });

  it.each(["nothing.js", "__proto__", "constructor", "..%2f..%2fpackage.json", "a%00b"])(
    "has no asset %s",
    async (name) => {
      expect((await get(`/graphql/assets/${name}`)).statusCode).toBe(404);
    },
  );
});
