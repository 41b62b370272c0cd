import { setTimeout as pause } from "node:timers/promises";
import cors from "@fastify/cors";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import { newId } from "./database/ids.js";
import type { Database } from "./database/open.js";
import { sql } from "./database/sql.js";
import { type Config, publicUrl } from "./config.js";
import { anonymousContext, createContext } from "./context.js";
import { DomainError } from "./domain/errors.js";
import type { Files } from "./domain/files/files.js";
import { filesDoor } from "./files/door.js";
import { graphqlDoor } from "./graphql/door.js";
import { restDoor } from "./rest/door.js";
import { refuseUnknownPath } from "./rest/router.js";
import { openStorage } from "./storage/open.js";
import { answerUnreadable, readOver } from "./unreadable-requests.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route answers while the tables are not there yet. */
    withoutTables?: boolean;
  }
}

export interface AppOptions {
  config: Config;
  database: Database;
  log: Logger;
  /** What GraphiQL's headers pane is filled with: the demo puts its token there. */
  graphiqlHeaders?: Record<string, string>;
  /** Whether a load balancer should send requests: not before the tables are there, nor once the process is ending. */
  accepting?: () => boolean;
  /** Whether the tables are there. What asks for them before is told to try again. */
  migrated?: () => boolean;
}

const tooLarge = 413;

const forWebApps = {
  credentials: false,
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  exposedHeaders: ["X-Request-Id", "Retry-After", "X-Total-Count", "ETag"],
  maxAge: 600,
};

/** The doors and the health checks, without listening. Tests call this. */
export async function createApp({
  config,
  database,
  log,
  graphiqlHeaders,
  accepting = () => true,
  migrated = () => true,
}: AppOptions): Promise<FastifyInstance> {
  // Typed by the framework's own logger, so that the app is a plain FastifyInstance.
  const logger: FastifyBaseLogger = log;
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    // Node looks at its connections every 30 s; the time limits are kept to a second.
    http: { connectionsCheckingInterval: 1_000 },
    bodyLimit: config.GRAPHQL_BODY_BYTES,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    // A path that cannot be decoded belongs to no door.
    frameworkErrors: (_error, request, reply: FastifyReply) =>
      void reply
        .header("x-request-id", request.id)
        .code(400)
        .send({ error: { statusCode: 400, name: "URIError", message: "The path cannot be decoded" } }),
    // Clients of the original service write paths in any letter case, and with doubled slashes.
    routerOptions: {
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      caseSensitive: false,
      maxParamLength: longestPath,
    },
    // So that what nobody knows below it is the door's own to refuse, however it is written.
    rewriteUrl: ({ url = "/" }) => url.replace(/^\/+v1(?=[/?]|$)/i, restPrefix),
    clientErrorHandler: answerUnreadable,
  });
  // They send filters in the body of a GET, too.
  for (const method of ["GET", "HEAD"]) app.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  // Nothing but the doors looks at bodies.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  app.server.headersTimeout = config.HEADERS_TIMEOUT_MS;

  // Another origin gets no header at all, not even those that say what would be allowed.
  app.addHook("onRequest", async (_request, reply) => {
    if (config.CORS_ORIGINS.length > 0) reply.header("vary", "Origin");
  });
  await app.register(cors, {
    delegator: (request, callback) => {
      const { origin } = request.headers;
      const known = origin !== undefined && config.CORS_ORIGINS.includes(origin);
      callback(null, known ? { ...forWebApps, origin: config.CORS_ORIGINS } : { origin: false });
    },
  });

  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
  });
  app.addHook("onSend", async (request, reply) => {
    if (reply.statusCode === tooLarge) await readOver(request.raw);
  });
  app.addHook("onResponse", async (request, reply) => {
    // The path alone, since a query may carry a token; the path of ending a token may name it, too.
    const path = decoded(request.url.split("?", 1)[0] ?? "").replace(/[A-Za-z0-9]{64}/g, "…");
    request.log.info(
      { method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "answered",
    );
  });

  app.addHook("preHandler", async (request) => {
    if (migrated() || request.routeOptions.config.withoutTables) return;
    // Each door words it in its own way.
    throw new DomainError("UNAVAILABLE", "The database is not there yet.");
  });

  const withoutTables = { config: { withoutTables: true } };
  app.get("/health", withoutTables, async () => ({ status: "ok" }));
  app.get("/ready", withoutTables, async (_request, reply) => {
    const ready = accepting() && (await reachable(database));
    if (!ready) reply.code(503).header("retry-after", "1");
    return { status: ready ? "ready" : "unavailable" };
  });

  const files: Files = {
    storage: openStorage(config),
    publicUrl: publicUrl(config),
    signingKey: config.SIGNING_KEY,
    importTimeoutMs: config.IMPORT_TIMEOUT_MS,
  };
  const contextOf = (request: FastifyRequest) =>
    createContext(database, {
      files,
      headers: request.headers,
      queryToken: config.ACCESS_TOKEN_IN_QUERY ? queryToken(request.query) : undefined,
      requestId: request.id,
      log: request.log as Logger,
    });
  await app.register(graphqlDoor, {
    config,
    log,
    ...(graphiqlHeaders ? { graphiqlHeaders } : {}),
    createContext: contextOf,
  });
  await app.register(filesDoor, {
    createContext: ({ id, log }) => anonymousContext(database, { files, requestId: id, log: log as Logger }),
    createContextOf: contextOf,
  });
  await app.register(restDoor, { config, createContext: contextOf, prefix: restPrefix });

  app.get("/", async (_request, reply) => reply.redirect("/graphql"));
  // Questions of browsers about other origins are asked here, whatever the path.
  app.setNotFoundHandler((request, reply) =>
    below(restPrefix, request.url)
      ? refuseUnknownPath(request, reply, restPrefix)
      : reply.code(404).send({ error: { statusCode: 404, message: "Not Found" } }),
  );
  return app;
}

const restPrefix = "/v1";
/** An id as long as a request line can be is an unknown id like any other. */
const longestPath = 16_384;

const below = (prefix: string, url: string): boolean => url.startsWith(`${prefix}/`) || url.split("?", 1)[0] === prefix;

/** The path as it is meant; as it was sent where it means nothing. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const queryToken = (query: unknown): string | undefined => {
  const token = (query as Record<string, unknown>).access_token;
  return typeof token === "string" ? token : undefined;
};

const readyWithinMs = 1_000;

/** Whether the database answers soon. One that is frozen does not, and a check that waited for it would be no check. */
async function reachable(database: Database): Promise<boolean> {
  const late = new AbortController();
  const answers = database.read(sql`/* ready: the database answers */ SELECT 1 AS "one"`).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answers, pause(readyWithinMs, false, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}
