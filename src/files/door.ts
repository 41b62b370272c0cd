import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import type { Context } from "../domain/context.js";
import { DomainError } from "../domain/errors.js";
import { isUnavailable } from "../domain/faults.js";
import { linkedImage } from "../domain/organization/images/image-link.js";
import { imageFile } from "../domain/organization/images/queries.js";
import { openExport } from "../domain/transfer/open-export.js";
import { exportsPath } from "../domain/transfer/export-link.js";
import { sendFile } from "../send-file.js";
import { sendStream } from "./send-stream.js";

export interface FilesDoorOptions {
  /** A context for whoever has a link: a token that comes along counts for nothing. */
  createContext: (request: FastifyRequest) => Context;
  /** A context for whoever has a link and may send a token. */
  createContextOf: (request: FastifyRequest) => Promise<Context>;
}

interface Linked {
  Querystring: { link?: string | string[] };
}

/** In seconds: how long a browser may show a picture again without asking whether its account may still see it. */
const shownAgain = 300;

/**
 * What links lead to, without a token: GET /files/images?link=… and /files/exports?link=… A link that is worth nothing is a
 * path that is not there.
 */
export const filesDoor: FastifyPluginAsync<FilesDoorOptions> = async (app, { createContext, createContextOf }) => {
  app.get<Linked>("/files/images", async (request, reply) => {
    const { link } = request.query;
    const context = createContext(request);
    const image = typeof link === "string" ? await linkedImage(context, link) : null;
    if (!image) {
      reply.callNotFound();
      return reply;
    }
    const headers = {
      "cache-control": `private, max-age=${shownAgain}`,
      "cross-origin-resource-policy": "cross-origin",
    };
    return sendFile(request, reply, { ...imageFile(context, image), headers });
  });
  app.get<Linked>(exportsPath, async (request, reply) => {
    const { link } = request.query;
    const context = await createContextOf(request);
    return sendStream(request, reply, await openExport(context, typeof link === "string" ? link : ""));
  });
  app.setErrorHandler<Error>((error, request, reply) => {
    reply.removeHeader("content-disposition");
    const code = error instanceof DomainError ? error.code : undefined;
    if (code === "NOT_FOUND") {
      reply.callNotFound();
      return reply;
    }
    if (code === "UNAUTHENTICATED" || code === "TOKEN_EXPIRED") {
      return reply.code(401).send({ error: { statusCode: 401, message: "Unauthorized" } });
    }
    if (isUnavailable(error) || code === "UNAVAILABLE") {
      const body = { error: { statusCode: 503, message: "Service Unavailable" } };
      return reply.code(503).header("retry-after", "1").send(body);
    }
    request.log.error({ err: error }, "the door of files failed");
    return reply.code(500).send({ error: { statusCode: 500, message: "Internal Server Error" } });
  });
};
