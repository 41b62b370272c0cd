import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { createLog } from "../../src/log.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { world } from "../support/world.js";

const executablePath = process.env.CHROMIUM_PATH;
const why = executablePath ? "" : " (skipped: CHROMIUM_PATH does not say where Chromium is)";

/** Chromium without a sandbox, as containers need it, and without what it would ask its makers for. */
const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe.skipIf(!executablePath)(`GraphiQL in a browser${why}`, () => {
  let db: TestDatabase;
  let address: string;
  let browser: Browser;
  let page: Page;
  let stop: () => Promise<void>;
  /** Where requests went, and all that the browser complained about. */
  const hosts = new Set<string>();
  const complaints: string[] = [];

  beforeAll(async () => {
    db = await testDatabase();
    const scene = world(db.database);
    const owner = await scene.account();
    const organization = await scene.organization(owner, { name: "Čebelarstvo Ada", country: "Slovenia" });
    await scene.category(owner, organization, { name: "Honey" });
    const app = await createApp({
      config: readConfig({}),
      database: db.database,
      log: createLog("silent"),
      graphiqlHeaders: { Authorization: owner.token },
    });
    address = await app.listen({ host: "127.0.0.1", port: 0 });
    browser = await chromium.launch({ executablePath, args: quiet });
    stop = async () => {
      await browser.close();
      await app.close();
    };
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.url()} answered ${response.status()}`);
    });
    await page.goto(`${address}/`);
  });
  afterAll(async () => {
    await stop();
    await db.close();
  });

  it("runs the query that is filled in, with the token that is filled in, and shows what it answers", async () => {
    await page.locator(".graphiql-execute-button").click();
    const answer = page.locator(".result-window");
    await answer.getByText("Čebelarstvo Ada").waitFor();
    await answer.getByText("Honey").waitFor();
  });

  it("explains the schema", async () => {
    await page.getByLabel("Show Documentation Explorer").click();
    await page.locator(".graphiql-plugin").getByText("Query", { exact: true }).click();
    await page
      .locator(".graphiql-plugin")
      .getByText("The account that the token speaks for; null without a token.")
      .waitFor();
  });

  it("completes what is typed", async () => {
    const editor = page.locator(".graphiql-query-editor .monaco-editor").first();
    await editor.click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("{ vie");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget").getByText("viewer").first().waitFor();
  });

  it("asks no other host, breaks no rule of its policy, and the console stays empty", () => {
    expect([...hosts].filter((host) => host !== "")).toEqual([new URL(address).host]);
    expect(complaints).toEqual([]);
  });
});
