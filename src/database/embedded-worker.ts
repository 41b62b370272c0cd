import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

/**
 * The embedded PostgreSQL in a thread of its own, behind a socket: a slow query never holds the server's event loop,
 * and the ordinary driver talks to it as to any PostgreSQL.
 */
const { folder, socket, connections } = workerData as { folder: string; socket: string; connections: number };
const port = parentPort;
if (!port) throw new Error("embedded-worker runs as a worker thread only");

const db = await PGlite.create(folder);
const server = new PGLiteSocketServer({ db, path: socket, maxConnections: connections });
await server.start();
port.on("message", (message) => {
  if (message === "close") void close();
});
port.postMessage("ready");

async function close(): Promise<void> {
  await server.stop();
  await db.close();
  port?.postMessage("closed");
  port?.close();
}
