import { promisify } from "node:util";
import zlib from "node:zlib";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { RestError } from "./errors.js";
import { multipartBody } from "./multipart-body.js";
import { readQuery } from "./query-string.js";

/** How bodies are read: JSON and forms, packed or not, in the charsets that the original service knew. */

const unpackers = new Map<string, (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>([
  ["gzip", promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)],
  ["x-gzip", promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)],
  ["deflate", promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)],
  ["br", promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)],
]);

const charsets = {
  json: new Set(["utf-8", "utf8", "us-ascii"]),
  form: new Set(["utf-8", "utf8", "us-ascii", "iso-8859-1"]),
};

const tooLarge = () => new RestError(413, "PayloadTooLargeError", "request entity too large");
const unsupported = (what: string) => new RestError(415, "UnsupportedMediaTypeError", `unsupported ${what}`);
const notJson = () => new RestError(400, "SyntaxError", "The body is not valid JSON");
const malformed = () => new RestError(400, "BadRequestError", "The body cannot be read");

/**
 * Reads JSON and form bodies of at most `limit` bytes, unpacked, and multipart ones where a file is expected; any other
 * body is read over.
 */
export function readBodies(app: FastifyInstance, limit: number): void {
  const options = { parseAs: "buffer", bodyLimit: limit } as const;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", options, async (request: FastifyRequest, body: Buffer) => {
    const text = await textOf(request, body, limit, charsets.json, notJson);
    return text.trim() === "" ? undefined : parsed(text);
  });
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    options,
    async (request: FastifyRequest, body: Buffer) =>
      readQuery(await textOf(request, body, limit, charsets.form, malformed)),
  );
  app.addContentTypeParser("multipart/form-data", options, async (request: FastifyRequest, body: Buffer) =>
    multipartBody(request, (most) => unpacked(body, request.headers["content-encoding"], most)),
  );
  app.addContentTypeParser("*", options, async () => undefined);
}

async function textOf(
  { headers }: FastifyRequest,
  body: Buffer,
  limit: number,
  known: ReadonlySet<string>,
  refusal: () => RestError,
): Promise<string> {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers["content-type"] ?? "")?.[1]?.toLowerCase() ?? "utf-8";
  if (!known.has(charset)) throw unsupported("charset");
  const plain = await unpacked(body, headers["content-encoding"], limit);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(plain);
  } catch {
    throw refusal();
  }
}

async function unpacked(body: Buffer, encoding = "identity", limit: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === "identity" || name === "") {
    // A route that takes files lets more in than others.
    if (body.length > limit) throw tooLarge();
    return body;
  }
  const unpack = unpackers.get(name);
  if (!unpack) throw unsupported("content encoding");
  try {
    return await unpack(body, { maxOutputLength: limit });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge() : malformed();
  }
}

/** Objects and lists alone: a bare word or number is no body, as it was with the original service. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) throw notJson();
  try {
    return JSON.parse(text.replace(continuedLine, "\n")) as unknown;
  } catch {
    // The parser's own message repeats what was sent, and that may be a password.
    throw notJson();
  }
}

/**
 * The original documentation's examples for the shell end the lines of a quoted body with a backslash, which the shell
 * leaves there. No JSON has one before the end of a line, so that leaving it out changes nothing else.
 */
const continuedLine = /\\\r?\n/g;
