import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { sql } from "../database/sql.js";
import type { Context } from "./context.js";

/** What a link says, signed: nobody can change a word of it, and everybody who holds it can read it. */
export interface LinkClaims {
  /** What it leads to. A link of one kind is worth nothing where another kind is expected. */
  kind: string;
  /** The account whose access it lends: it is worth no more than what that account may see when the link is used. */
  account: string;
  /** When it ends, in seconds since 1970. Who reads a link compares it with the database's clock. */
  expires: number;
  /** What it leads to in particular. */
  [name: string]: string | number;
}

const longestLink = 2_000;
const separator = ".";

/** The text of a link: letters, digits, hyphens, underscores and one point. */
export async function signLink(context: Context, claims: LinkClaims): Promise<string> {
  const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `${payload}${separator}${macOf(await linkKey(context), payload).toString("base64url")}`;
}

/** What a link of the kind says, or null for whatever we did not sign. Whether it has ended, and who may see, is not decided here. */
export async function readLink(context: Context, kind: string, link: string): Promise<LinkClaims | null> {
  const [payload = "", signature = "", ...rest] = link.length > longestLink ? [] : link.split(separator);
  if (rest.length > 0 || payload === "") return null;
  // Compared as text: base64 can be written in more than one way.
  const expected = Buffer.from(macOf(await linkKey(context), payload).toString("base64url"));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as LinkClaims;
  return claims.kind === kind ? claims : null;
}

const macOf = (key: Buffer, payload: string): Buffer => createHmac("sha256", key).update(payload).digest();

/** By pool: the same for every context of one database. */
const known = new WeakMap<object, Promise<Buffer>>();

/** The setting's, or the one that the instances of a database share. */
function linkKey({ files, database }: Context): Promise<Buffer> {
  if (files.signingKey !== undefined) {
    return Promise.resolve(createHash("sha256").update(`orgate links\0${files.signingKey}`).digest());
  }
  let key = known.get(database.prisma);
  if (!key) {
    key = sharedKey(database);
    known.set(database.prisma, key);
    key.catch(() => known.delete(database.prisma));
  }
  return key;
}

const keyBytes = 32;

async function sharedKey(database: Context["database"]): Promise<Buffer> {
  const stored = () =>
    database.read<{ secret: Uint8Array }>(
      sql`/* sharedKey: the one secret of all instances */ SELECT "secret" FROM "SigningKey" WHERE "id" = 'links'`,
    );
  const [found] = await stored();
  if (found) return Buffer.from(found.secret);
  await database.read(sql`/* sharedKey: whoever is first decides */
    INSERT INTO "SigningKey" ("id", "secret", "createdAt") VALUES ('links', ${randomBytes(keyBytes)}, statement_timestamp())
    ON CONFLICT DO NOTHING`);
  const [made] = await stored();
  if (!made) throw new Error("the key of links is not kept");
  return Buffer.from(made.secret);
}
