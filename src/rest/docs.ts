import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { projectRoot } from "../project-root.js";
import { revalidated, serveAssets, withoutTables } from "./docs-assets.js";
import { type OpenApi, openApi } from "./openapi.js";
import { routes } from "./routes.js";

/** The description of the interface for programs, and a page for people who read it and try its calls. */

const viewer = createRequire(import.meta.url);

/** A file of the viewer. The package holds the viewer's own build, without what counts its installations. */
const viewerFile = (name: string) => async () => readFile(viewer.resolve(`@fastify/swagger-ui/static/${name}`));

const start = (description: string) => async () =>
  Buffer.from(`SwaggerUIBundle({
  url: ${JSON.stringify(description)},
  domNode: document.querySelector("#docs"),
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // A token does not stay behind in the browser.
  persistAuthorization: false,
  // The description is not sent to another host to be checked.
  validatorUrl: null,
});
`);

/** Nothing from another host. The viewer puts styles into its elements, which is why they may be inline. */
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

const page = (assets: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Orgate REST</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${assets}/swagger-ui.css" />
  </head>
  <body>
    <noscript>This page needs JavaScript. The description itself is in openapi.json.</noscript>
    <div id="docs"></div>
    <script src="${assets}/swagger-ui-bundle.js"></script>
    <script src="${assets}/start.js"></script>
  </body>
</html>
`;

/** Serves `openapi.json` and `docs` below the app's prefix. */
export function documentation(app: FastifyInstance): void {
  const description = JSON.stringify(servedDescription());
  app.get("/openapi.json", withoutTables, async (_request, reply) =>
    reply.headers(revalidated).type("application/json; charset=utf-8").send(description),
  );

  const html = page(`${app.prefix}/docs/assets`);
  app.get("/docs", withoutTables, async (_request, reply) =>
    reply
      .headers({ ...revalidated, "content-security-policy": policy })
      .type("text/html; charset=utf-8")
      .send(html),
  );
  serveAssets(app, "/docs/assets", {
    "swagger-ui.css": { type: "text/css; charset=utf-8", content: viewerFile("swagger-ui.css") },
    "swagger-ui-bundle.js": { type: script, content: viewerFile("swagger-ui-bundle.js") },
    "start.js": { type: script, content: start(`${app.prefix}/openapi.json`) },
  });
}

const script = "text/javascript; charset=utf-8";

/** What `openapi.json` says. */
export function servedDescription(): OpenApi {
  const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string };
  return openApi(routes, version);
}
