import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate as nextRound, setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** For this long every answer says that its connection ends, so that no client is about to use one that is closed. */
const farewellMs = 250;
/** A connection without a request may have one on its way that a busy process has not read: so long it is waited for. */
const silenceMs = 1_000;
/** How often connections are looked at. */
const sweepMs = 50;
/** Rounds of the event loop: after so many without a new connection nobody waits, and after so many it is enough. */
const quietRounds = 3;
const mostRounds = 2_000;

/**
 * Answers the function that closes the app without failing a request: first it tells its clients, then it takes who is
 * waiting and no more connections, then it waits until what was accepted is answered. Call before the app listens.
 */
export function closeGracefully(app: FastifyInstance): () => Promise<void> {
  const { server } = app;
  const answering = new Set<ServerResponse>();
  /** Since when a connection has had nothing to answer, and whether it ever had. In milliseconds of the process. */
  const silent = new Map<Socket, { since: number; used: boolean }>();
  /** Connections that are not read from for the moment. */
  const held = new Set<Socket>();
  let closing = false;
  let holding = false;
  let accepted = 0;

  server.on("connection", (socket: Socket) => {
    accepted++;
    silent.set(socket, { since: performance.now(), used: false });
    socket.once("close", () => silent.delete(socket));
    if (holding) held.add(socket);
  });
  // In front of the app's own listener, which may answer at once.
  server.prependListener("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (closing) response.shouldKeepAlive = false;
    silent.delete(socket);
    answering.add(response);
    response.once("close", () => {
      answering.delete(response);
      if (!socket.destroyed) silent.set(socket, { since: performance.now(), used: true });
    });
  });

  const closeSilent = () => {
    for (const [socket, { since, used }] of silent) {
      if (used || performance.now() - since > silenceMs) socket.destroy();
    }
  };

  /**
   * Closing the listener resets who has connected and was not accepted. Under load there is always somebody: each round
   * accepts one, and who is answered comes back. So nobody new is answered until all that wait are accepted.
   */
  const stopListening = async () => {
    holding = true;
    // The server's option of that name is read for every connection; pausing a socket afterwards comes too late.
    Object.assign(server, { pauseOnConnect: true });
    for (let round = 0, quiet = 0; round < mostRounds && quiet < quietRounds; round++) {
      const before = accepted;
      await nextRound();
      quiet = accepted === before ? quiet + 1 : 0;
    }
    server.close();
    holding = false;
    for (const socket of held) socket.resume();
  };

  return async () => {
    closing = true;
    for (const response of answering) response.shouldKeepAlive = false;
    await pause(farewellMs);
    // Node's own, which closing calls, ends connections whose first request is not read yet.
    server.closeIdleConnections = closeSilent;
    const sweep = setInterval(closeSilent, sweepMs);
    try {
      await stopListening();
      await app.close();
    } finally {
      clearInterval(sweep);
    }
  };
}
