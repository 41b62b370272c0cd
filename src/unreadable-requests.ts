import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/**
 * Answers a request that is no HTTP, or that is broken off or too slow, in the form of every other error, and ends its
 * connection: what would come next on it cannot be told apart.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const statusCode = statuses[error.code ?? ""] ?? 400;
  const body = JSON.stringify({
    error: { statusCode, name: "BadRequestError", message: STATUS_CODES[statusCode] ?? "Bad Request" },
  });
  const head = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? "Bad Request"}`,
    `Date: ${new Date().toUTCString()}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  if (socket.writable) socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.destroy(error);
}

/** Bytes, and milliseconds, after which a client that goes on sending is cut off. */
const most = 64 * 1_048_576;
const longest = 2_000;

/**
 * Reads what a client still sends and lets it go. Whoever is answered and cut off while sending may find the connection
 * broken before it sees the answer. Never fails.
 */
export async function readOver(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  await new Promise<void>((resolve) => {
    let read = 0;
    const count = (part: Buffer) => {
      read += part.length;
      if (read > most) end();
    };
    const end = () => {
      clearTimeout(patience);
      request.off("data", count).off("end", end).off("close", end).off("error", end);
      request.pause();
      resolve();
    };
    const patience = setTimeout(end, longest);
    request.on("end", end).on("close", end).on("error", end).on("data", count);
    request.resume();
  });
}
