import type { JsonSchema } from "./argument.js";

/** Tokens as the original service shows them. */

interface Issued {
  token: string;
  ttl: number;
  createdAt: Date;
  accountId: string;
}

/** A token at the one moment when it can be read: its `id` is the secret. */
export const issuedToken = ({ token, ttl, createdAt, accountId }: Issued) => ({
  id: token,
  ttl,
  created: createdAt,
  userId: accountId,
});

const properties = {
  id: { type: "string", description: "The token." },
  ttl: { type: "integer", description: "Life time in seconds; -1: it never ends.", example: 15552000 },
  created: { type: "string", format: "date-time", description: "When it was made." },
  userId: { type: "string", description: "The account that it belongs to." },
  scopes: { type: ["array", "null"], items: { type: "string" }, description: "null: it may do all." },
  handle: { type: "string", description: "The name by which it can be ended." },
};

/** The schema of a token with these properties besides the four that every token has. */
export const tokenSchema = (...further: ("scopes" | "handle")[]): JsonSchema => {
  const names = ["id", "ttl", "created", "userId", ...further] as (keyof typeof properties)[];
  return {
    type: "object",
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    additionalProperties: false,
  };
};
