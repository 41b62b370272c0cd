import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Context } from "../domain/context.js";
import { DomainError } from "../domain/errors.js";
import { mostBytes } from "../domain/organization/images/picture.js";
import { largestImport } from "../domain/transfer/import-file.js";
import { graphiql } from "./graphiql.js";
import { multipartRequestLimit, withMultipartBody } from "./multipart-request.js";
import { createGraphQL, requestLog } from "./yoga.js";

export interface GraphQLDoorOptions {
  config: Config;
  log: Logger;
  createContext: (request: FastifyRequest) => Promise<Context>;
  /** What GraphiQL's headers pane is filled with. */
  graphiqlHeaders?: Record<string, string>;
}

/** POST and GET /graphql for programs, and GraphiQL for people with a browser. */
export const graphqlDoor: FastifyPluginAsync<GraphQLDoorOptions> = async (app, options) => {
  const yoga = createGraphQL(options.config, options.log);
  const { page, policy } = graphiql(app, options.graphiqlHeaders ?? {});

  // The body goes on as it came: Yoga parses it, and says what is wrong with it in GraphQL's words.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer", bodyLimit: options.config.GRAPHQL_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
  const multipart = {
    jsonBytes: options.config.GRAPHQL_BODY_BYTES,
    fileBytes: mostBytes,
    importBytes: largestImport,
  };
  app.addContentTypeParser(
    "multipart/form-data",
    { parseAs: "buffer", bodyLimit: multipartRequestLimit(multipart) },
    (request, body, done) => {
      // A page of another origin can send such a body without asking, and no such header.
      const asked = request.headers["graphql-require-preflight"] !== undefined;
      done(asked || request.method === "GET" ? null : unknownType(), body);
    },
  );
  // A GET has no body that counts, whatever its header says.
  app.addContentTypeParser("*", (request, payload, done) => {
    payload.resume();
    done(request.method === "GET" ? null : unknownType());
  });
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    if (error instanceof DomainError && error.code === "UNAVAILABLE") {
      return reply
        .code(503)
        .header("retry-after", "1")
        .send({ errors: [{ message: error.message, extensions: { code: error.code } }] });
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, "the GraphQL door failed");
    return reply.code(status).send({ errors: [{ message: refusal(status), extensions: { code: codeOf(status) } }] });
  });

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.method === "GET" && prefersHtml(request)) {
      return reply
        .type("text/html; charset=utf-8")
        .headers({ "content-security-policy": policy, "cache-control": "no-store" })
        .send(page());
    }
    const gone = new AbortController();
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const body = request.method === "POST" && request.body instanceof Buffer ? (request.body as Buffer) : undefined;
    const type = request.headers["content-type"] ?? "";
    const isMultipart = /^\s*multipart\//i.test(type);
    const forYoga = new Request(new URL(request.url, "http://localhost"), {
      method: request.method,
      headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      ),
      ...(body && !isMultipart ? { body: new Uint8Array(body) } : {}),
      signal: gone.signal,
    });
    if (body && isMultipart) withMultipartBody(forYoga, body, type, multipart);
    const response = await requestLog.run(request.log as Logger, async () =>
      yoga.fetch(forYoga, { createContext: () => options.createContext(request) }),
    );
    return reply.send(response);
  };
  // Fastify's answer to HEAD cannot measure a Response, and would fail.
  app.route({ method: ["GET", "POST"], url: "/graphql", exposeHeadRoute: false, handler: answer });
};

const prefersHtml = ({ headers, query }: FastifyRequest): boolean =>
  /\btext\/html\b/.test(headers.accept ?? "") && (query as Record<string, unknown>).query === undefined;

const unknownType = (): Error => Object.assign(new Error("unknown content type"), { statusCode: 415 });

const refusal = (status: number): string => {
  if (status === 413) return "The request is too large.";
  if (status === 415)
    return "A GraphQL request is sent as application/json, or with a file as multipart/form-data and the header GraphQL-Require-Preflight.";
  return status < 500 ? "The request cannot be read." : "Internal server error.";
};

const codeOf = (status: number): string => (status < 500 ? "BAD_USER_INPUT" : "INTERNAL_SERVER_ERROR");
