import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

/** What browsers keep, and ask for again by its ETag. */
export const revalidated = { "cache-control": "public, max-age=0, must-revalidate" };

/** For routes that need no database. */
export const withoutTables = { config: { withoutTables: true } };

type Assets = Readonly<Record<string, { type: string; content: () => Promise<Buffer> }>>;

const compress = promisify(gzip);

/** Files by their names: read when somebody asks for the first time, packed where the client can unpack them. */
export function serveAssets(app: FastifyInstance, folder: string, assets: Assets): void {
  const read = new Map<string, Promise<{ plain: Buffer; packed: Buffer; etag: string }>>();
  const load = async (content: () => Promise<Buffer>) => {
    const plain = await content();
    const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
    return { plain, packed: await compress(plain), etag };
  };
  app.get<{ Params: { name: string } }>(`${folder}/:name`, withoutTables, async (request, reply) => {
    const { name } = request.params;
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (!asset) {
      reply.callNotFound();
      return reply;
    }
    let file = read.get(name);
    if (!file) read.set(name, (file = load(asset.content)));
    const { plain, packed, etag } = await file;
    // Answers differ by the origin, too, where other origins are let in.
    const vary = [reply.getHeader("vary"), "accept-encoding"].filter(Boolean).join(", ");
    reply.headers({ ...revalidated, etag, vary });
    if (request.headers["if-none-match"] === etag) return reply.code(304).send();
    reply.type(asset.type);
    if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(plain);
    return reply.header("content-encoding", "gzip").send(packed);
  });
}
