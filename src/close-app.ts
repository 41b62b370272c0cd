import type { FastifyInstance } from "fastify";

/** How often connections are looked at that finished their last request in the meantime. */
const sweepMs = 50;

/**
 * Takes no more connections, and waits until the accepted requests are answered. A connection that is kept alive is
 * closed after its answer: waiting for the client to do so could take a minute.
 */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}
