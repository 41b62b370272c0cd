import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../support/app.js";
import { type Actor, world } from "../support/world.js";

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

describe.skipIf(!executablePath)(`the documentation in a browser${why}`, () => {
  let app: TestApp;
  let owner: Actor;
  let organization: string;
  let address: string;
  let browser: Browser;
  let page: Page;
  /** Where requests went, and all that the browser complained about. */
  const hosts = new Set<string>();
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await testApp();
    const scene = world(app.database);
    owner = await scene.account();
    organization = await scene.organization(owner, { name: "Čebelarstvo Ada", country: "Slovenia" });
    await scene.category(owner, organization, { name: "Honey" });
    address = await app.app.listen({ host: "127.0.0.1", port: 0 });
    browser = await chromium.launch({ executablePath, args: quiet });
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
    page.on("response", (response) => {
      if (response.status() >= 400) complaints.push(`${response.url()} answered ${response.status()}`);
    });
    await page.goto(`${address}/v1/docs`);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const operation = (name: string) => page.locator(".opblock").filter({ has: page.locator(`[data-path="${name}"]`) });

  it("explains what is the same for all calls, and lists the calls under their headings", async () => {
    await page.getByRole("heading", { name: "Filters" }).waitFor();
    await page.locator(".info table").first().waitFor();
    await operation("/Organizations/{id}/categories").first().waitFor();
  });

  it("takes a token and makes a call with it, and shows what is answered", async () => {
    await page.locator(".scheme-container .btn.authorize").click();
    const form = page.locator(".auth-container").filter({ hasText: "X-Access-Token" });
    await form.locator("input").fill(owner.token);
    await form.getByRole("button", { name: "Apply credentials" }).click();
    await page.getByRole("button", { name: "Close" }).first().click();

    const list = page.locator("#operations-Categories-listCategoriesOfOrganization");
    await list.locator(".opblock-summary-control").click();
    await list.locator('[data-param-name="id"] input').fill(organization);
    await list.locator(".execute").click();
    await list.locator(".live-responses-table .response-col_status").getByText("200").first().waitFor();
    const answer = list.locator(".live-responses-table");
    await answer.getByText("Honey").first().waitFor();
    await answer.getByText("x-total-count: 1").waitFor();
  });

  it("asks no other host, breaks no rule of its policy, and the console stays empty", () => {
    expect([...hosts].filter((host) => host !== "")).toEqual([new URL(address).host]);
    expect(complaints).toEqual([]);
  });
});
