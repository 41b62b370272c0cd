import etag from "etag";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";
import { type Context, requireCaller } from "../domain/context.js";
import { fault, type Refusal, refusalOf, RestError } from "./errors.js";
import { sendFile } from "../send-file.js";
import { multipartLimit } from "./multipart-body.js";
import { readQuery } from "./query-string.js";
import { readCall } from "./request.js";
import type { Route } from "./route.js";

export type CreateContext = (request: FastifyRequest) => Promise<Context>;

/** Hangs every row of the table on the server, under each of its names. Knows no route by itself. */
export function register(app: FastifyInstance, routes: readonly Route[], createContext: CreateContext): void {
  for (const route of routes) {
    const fileBytes = Object.values(route.args ?? {}).find((argument) => argument.fileBytes !== undefined)?.fileBytes;
    const takesFile = fileBytes === undefined ? {} : { bodyLimit: multipartLimit(fileBytes), config: { fileBytes } };
    for (const { method, path } of [route, ...(route.oldNames ?? [])]) {
      app.route({
        method,
        url: path,
        ...takesFile,
        handler: (request, reply) => handle(route, request, reply, createContext),
      });
    }
  }
}

const jsonType = "application/json; charset=utf-8";

async function handle(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  createContext: CreateContext,
): Promise<FastifyReply> {
  const { call, asked } = readCall(route, {
    params: request.params as Record<string, string>,
    query: readQuery(queryOf(request)),
    body: request.body,
  });
  // Whoever keeps the answer would take it for the next one, too.
  if (route.changes) reply.header("cache-control", "no-store");
  try {
    const context = await createContext(request);
    if (!route.public) requireCaller(context);
    if (request.method === "HEAD" && route.changes) return await reply.type(jsonType).send("");
    const {
      body,
      json = body === undefined ? undefined : JSON.stringify(body),
      total,
      file,
    } = await route.run({
      ...call,
      context,
    });
    if (file) return await sendFile(request, reply, file);
    if (total !== undefined) reply.header("x-total-count", total);
    if (json === undefined) return await reply.code(204).send();
    return await reply.type(jsonType).send(json);
  } catch (error) {
    const refusal = refusalOf(error, asked);
    if (!refusal) throw error;
    return answer(reply, refusal);
  }
}

/** What every answer of `/v1` has in common: errors in one form, and ETags on what was read. */
export function commonAnswers(app: FastifyInstance, prefix: string): void {
  // Before the body is read: an unknown path is unknown whatever comes with it.
  app.addHook("onRequest", async (request, reply) => {
    if (request.is404) return refuseUnknownPath(request, reply, prefix);
    // The framework refuses what is no media type; here it is one that is not read.
    const type = request.raw.headers["content-type"];
    if (type !== undefined && !mediaType.test(type)) request.raw.headers["content-type"] = "application/octet-stream";
    return undefined;
  });
  app.setNotFoundHandler((request, reply) => refuseUnknownPath(request, reply, prefix));

  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const refusal = refusalOf(error) ?? refusalOf(unreadable(error.statusCode));
    if (refusal) return answer(reply, refusal);
    request.log.error({ err: error }, "an unforeseen error");
    return answer(reply, fault(500));
  });

  app.addHook("onSend", async (request, reply, payload) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      // Tokens are answered to some of these.
      reply.header("cache-control", "no-store");
      return payload;
    }
    if (reply.statusCode !== 200) return payload;
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "private, no-cache");
    if (typeof payload !== "string") return payload;
    const tag = etag(payload, { weak: true });
    reply.header("etag", tag);
    if (!fresh(request.headers, { etag: tag })) return payload;
    reply.code(304).removeHeader("content-type").removeHeader("content-length");
    return null;
  });
}

const mediaType = /^\s*[\w.+-]+\/[\w.+-]+\s*(;[^,]*)?$/;

/** Answers that nothing is at this path, or not for this verb; names what is below the door, without the query. */
export function refuseUnknownPath(request: FastifyRequest, reply: FastifyReply, prefix: string): FastifyReply {
  const path = (request.url.split("?", 1)[0] ?? "").slice(prefix.length) || "/";
  return answer(reply, unknownRoute(request.method, path));
}

/** The framework's own refusals of a body, in the original service's words. */
function unreadable(status: number | undefined): RestError | undefined {
  if (status === 413) return new RestError(413, "PayloadTooLargeError", "request entity too large");
  if (status === 415) return new RestError(415, "UnsupportedMediaTypeError", "unsupported media type");
  return status !== undefined && status >= 400 && status < 500
    ? new RestError(400, "BadRequestError", "The request cannot be read")
    : undefined;
}

const unknownRoute = (method: string, path: string): Refusal => ({
  status: 404,
  body: {
    error: {
      statusCode: 404,
      name: "Error",
      message: `There is no method to handle ${method} ${path}`,
      code: "ROUTE_NOT_FOUND",
    },
  },
});

const answer = (reply: FastifyReply, { status, headers, body }: Refusal): FastifyReply =>
  reply
    .code(status)
    .headers(headers ?? {})
    .type(jsonType)
    .send(JSON.stringify(body));

const queryOf = ({ url }: FastifyRequest): string => {
  const start = url.indexOf("?");
  return start < 0 ? "" : url.slice(start + 1);
};
