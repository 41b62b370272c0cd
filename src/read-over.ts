import type { IncomingMessage } from "node:http";

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
