import type { Account } from "../../database/generated/client.js";
import { sql } from "../../database/sql.js";
import { type Context, requireCaller } from "../context.js";
import { notFound } from "../errors.js";
import type { List } from "../list/list.js";
import { id, text } from "../list/property.js";
import { knowsAccount } from "../policy.js";

type Public = Pick<Account, "id" | "email" | "firstname" | "lastname">;
type Private = Omit<Account, keyof Public | "passwordHash" | "emailKey">;

/** An account as the viewer may see it: all of itself and of its child accounts, address and names of others. */
export type AccountView = Public & { [Property in keyof Private]: Private[Property] | null } & { own: boolean };

/** Accounts that the viewer may know, by id. */
export async function accountsByIds(context: Context, ids: readonly string[]): Promise<AccountView[]> {
  const { caller } = context;
  if (!caller) return [];
  const rows = await context.database.read<Account>(sql`
    /* accountsByIds: itself, its child accounts, and who is named in a membership that the viewer sees */
    SELECT t.* FROM "Account" t WHERE t."id" = ANY(${[...ids]}::text[]) AND ${knowsAccount(caller.id, sql`t."id"`)}`);
  return rows.map((row) => shown(row, caller.id));
}

/**
 * An account whose data the caller may read: its own or a child's. Errors: UNAUTHENTICATED, NOT_FOUND for everybody
 * else's.
 */
export async function requireOwnAccount(context: Context, id: string): Promise<AccountView> {
  requireCaller(context);
  const found = await context.loaders.account.load(id);
  if (!found?.own) throw notFound("Account", id);
  return found;
}

/** The address and names of the account with the parent's id, for who may know it. */
export const accountById: List<Public> = {
  name: "accountById",
  properties: {
    id: id("id", { of: "Account" }),
    email: text("email"),
    firstname: text("firstname", { nullable: true }),
    lastname: text("lastname", { nullable: true }),
  },
  select: () => sql`t."id", t."email", t."firstname", t."lastname"`,
  from: () => sql`"Account" t`,
  scope: sql`t."id" = p."id"`,
  mayRead: (viewer) => knowsAccount(viewer, sql`p."id"`),
};

/** The account with its own eyes: for whoever has just proved to be it. */
export async function readOwnAccount(context: Context, id: string): Promise<AccountView | null> {
  const row = await context.database.prisma.account.findUnique({ where: { id } });
  return row && shown(row, id);
}

function shown({ passwordHash: _secret, emailKey: _key, ...row }: Account, viewer: string): AccountView {
  const own = row.id === viewer || row.masterId === viewer;
  if (own) return { ...row, own };
  const hidden = Object.fromEntries(Object.keys(row).map((property) => [property, null]));
  return {
    ...(hidden as unknown as AccountView),
    id: row.id,
    email: row.email,
    firstname: row.firstname,
    lastname: row.lastname,
    own,
  };
}
