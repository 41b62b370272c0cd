import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { graphqlForm } from "../support/form.js";
import { picture } from "../support/pictures.js";
import { world } from "../support/world.js";
import { appWithFiles } from "./support.js";

const executablePath = process.env.CHROMIUM_PATH;
const why = executablePath ? "" : " (skipped: CHROMIUM_PATH does not say where Chromium is)";

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(!executablePath)(`an image in a browser${why}`, () => {
  let app: Awaited<ReturnType<typeof appWithFiles>>;
  let browser: Browser;
  let url: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    app = await appWithFiles({ PUBLIC_URL: `http://127.0.0.1:${port}` });
    const scene = world(app.database);
    const owner = await scene.passwordless();
    const organizationId = await scene.organization(owner);
    const { raw, headers } = graphqlForm(
      "mutation ($input: UploadOrganizationImageInput!) { uploadOrganizationImage(input: $input) { image { url } } }",
      { input: { organizationId, type: "LOGO", file: null } },
      await picture("png", { width: 64, height: 32 }),
    );
    const answer = await app.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { ...headers, "x-access-token": owner.token, "graphql-require-preflight": "1" },
      payload: raw,
    });
    url = (JSON.parse(answer.body) as { data: { uploadOrganizationImage: { image: { url: string } } } }).data
      .uploadOrganizationImage.image.url;
    await app.app.listen({ host: "127.0.0.1", port });
    browser = await chromium.launch({
      executablePath,
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it("is drawn by an <img> of another origin's page, without a token", async () => {
    const page = await browser.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
    await page.setContent(`<body style="margin:0"><img src="${url}">`);
    const image = page.locator("img");
    await image.evaluate((element: HTMLImageElement) => element.decode());
    const size = await image.evaluate((element: HTMLImageElement) => [element.naturalWidth, element.naturalHeight]);
    expect([size, complaints]).toEqual([[64, 32], []]);
  });

  it("opened by itself is a picture that cannot run anything", async () => {
    const page = await browser.newPage();
    const response = await page.goto(url);
    expect([response?.status(), response?.headers()["content-security-policy"]]).toEqual([
      200,
      "default-src 'none'; sandbox",
    ]);
  });

  it("is not drawn where somebody changed the link", async () => {
    const page = await browser.newPage();
    await page.setContent(`<img src="${url}x">`);
    const drawn = page.locator("img").evaluate((element: HTMLImageElement) => element.decode());
    await expect(drawn).rejects.toThrow("The source image cannot be decoded");
  });
});
