import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";

/** A file as it is answered. */
export interface FileAnswer {
  contentType: string;
  byteSize: number;
  /** Names the bytes: other bytes have another one. */
  hash: string;
  /** The name under which a browser keeps it. Letters, digits, hyphens and points alone. */
  name: string;
  /** Whether a browser is to keep it, rather than to show it. */
  attachment?: boolean;
  /** What else is said of it, in place of what is said of every file. */
  headers?: Record<string, string>;
  /** Its bytes; asked for only where they are sent. */
  open: () => Promise<Readable>;
}

const tagLength = 27;
/** The policy of whatever is sent: it is never taken for a page. */
export const harmless = "default-src 'none'; sandbox";

/**
 * Answers the file's bytes; 304 where the client has them, and without them to HEAD. What is sent is never taken for a
 * page, whatever is in it.
 */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: FileAnswer): Promise<FastifyReply> {
  const etag = `W/"${file.hash.slice(0, tagLength)}"`;
  const about = { "cache-control": "private, no-cache", ...file.headers, etag, "content-security-policy": harmless };
  if (fresh(request.headers, { etag })) return reply.code(304).headers(about).send();
  // Before anything is said: a refusal is not to be kept under the file's tag.
  const bytes = request.method === "HEAD" ? Readable.from([]) : await file.open();
  return reply
    .headers(about)
    .type(file.contentType)
    .header("content-length", file.byteSize)
    .header("content-disposition", `${file.attachment ? "attachment" : "inline"}; filename="${file.name}"`)
    .send(bytes);
}
