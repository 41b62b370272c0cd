import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

const assetFolder = "/graphql/assets";

const defaultQuery = `# Welcome to Orgate. Ctrl-Enter runs the operation
# under the cursor, Ctrl-Space completes. The token
# goes into the headers: {"Authorization": "..."}

query MyOrganizations {
  viewer {
    email
    organizations(first: 10) {
      totalCount
      edges {
        node {
          name
          country
          viewerRole
          categories(first: 5, orderBy: [{ field: NAME }]) {
            edges {
              node {
                name
                alias
              }
            }
          }
          accountOrganizations(first: 5) {
            edges {
              node {
                role
                status
                account {
                  email
                }
              }
            }
          }
        }
      }
    }
  }
}
`;

const start = `
const options = JSON.parse(document.querySelector("#options").textContent);
const workers = { editorWorkerService: "editor.js", json: "json.js", graphql: "graphql.js" };
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => "${assetFolder}/" + workers[label] };
YogaGraphiQL.renderYogaGraphiQL(document.querySelector("#root"), options);
`;

/** Only once somebody opens GraphiQL: it is 60 MB of memory. */
const bundle = () => import("@graphql-yoga/render-graphiql/graphiql");

const script = "text/javascript; charset=utf-8";
const assets: Record<string, { type: string; content: () => Promise<string | Buffer> }> = {
  "favicon.ico": { type: "image/x-icon", content: async () => fromDataUrl((await bundle()).favicon) },
  "graphiql.css": { type: "text/css; charset=utf-8", content: async () => (await bundle()).css },
  "graphiql.js": { type: script, content: async () => (await bundle()).js },
  "start.js": { type: script, content: () => Promise.resolve(start) },
  "editor.js": { type: script, content: async () => (await bundle()).editorWorkerService },
  "json.js": { type: script, content: async () => (await bundle()).jsonWorker },
  "graphql.js": { type: script, content: async () => (await bundle()).graphqlWorker },
};

const fromDataUrl = (url: string): Buffer => Buffer.from(url.slice(url.indexOf(",") + 1), "base64");

/** Nothing from another host. The editor puts its styles into the page itself, which is why they may be inline. */
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

const compress = promisify(gzip);

/** Serves GraphiQL's scripts and styles from this server, and answers the function that makes its page. */
export function graphiql(
  app: FastifyInstance,
  headers: Record<string, string>,
): { page: () => string; policy: string } {
  const compressed = new Map<string, Promise<Buffer>>();
  app.get<{ Params: { name: string } }>(`${assetFolder}/:name`, async (request, reply) => {
    const { name } = request.params;
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (!asset) {
      reply.callNotFound();
      return;
    }
    const content = await asset.content();
    const etag = `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`;
    reply.headers({ etag, "cache-control": "public, max-age=0, must-revalidate", vary: "accept-encoding" });
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    reply.type(asset.type);
    if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return content;
    let body = compressed.get(name);
    if (!body) compressed.set(name, (body = compress(content)));
    return reply.header("content-encoding", "gzip").send(await body);
  });

  const options = {
    title: "Orgate",
    endpoint: "/graphql",
    defaultQuery,
    ...(Object.keys(headers).length > 0 ? { headers: JSON.stringify(headers, null, 2) } : {}),
    // A token does not stay behind in the browser; the demo fills in a new one with each start.
    shouldPersistHeaders: false,
  };
  const json = JSON.stringify(options).replaceAll("<", "\\u003c");
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Orgate</title>
    <link rel="icon" href="${assetFolder}/favicon.ico" />
    <link rel="stylesheet" href="${assetFolder}/graphiql.css" />
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script type="application/json" id="options">${json}</script>
    <script src="${assetFolder}/graphiql.js"></script>
    <script src="${assetFolder}/start.js"></script>
  </body>
</html>
`;
  return { page: () => page, policy };
}
