import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { harmless } from "../send-file.js";

/** A file that is made while it is read. */
export interface StreamedFile {
  contentType: string;
  /** The name under which it is kept. Letters, digits, hyphens and points alone. */
  fileName: string;
  content: Readable;
}

/**
 * Answers the file as it is made, no faster than the client reads. What fails before its first byte is thrown, so that it
 * can be answered; later the connection is broken off, so that nobody takes the beginning for the whole. A client that goes
 * away ends the making.
 */
export async function sendStream(
  { method }: FastifyRequest,
  reply: FastifyReply,
  { contentType, fileName, content }: StreamedFile,
): Promise<FastifyReply> {
  const isHead = method === "HEAD";
  reply.raw.once("close", () => content.destroy());
  if (isHead) content.destroy();
  else await begun(content);
  return reply
    .headers({
      "cache-control": "private, no-store",
      "content-disposition": `attachment; filename="${fileName}"`,
      "content-security-policy": harmless,
    })
    .type(contentType)
    .send(isHead ? Readable.from([]) : content);
}

/** Until there is something to send, or nobody wants it any more. */
async function begun(content: Readable): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    content.once("readable", resolve);
    content.once("close", resolve);
    // For good: between here and the sending nobody else listens, and an error that nobody hears ends the process.
    content.on("error", reject);
  });
}
