import { Prisma } from "./generated/client.js";

/** A piece of SQL with its parameters: values never become part of the text. */
export type Sql = Prisma.Sql;
export const sql = Prisma.sql;
export const empty = Prisma.empty;

/** Trusted text of our own, such as a column name from a literal table. Never give it user input. */
export const raw = Prisma.raw;

export const join = (parts: readonly Sql[], separator: string): Sql => Prisma.join([...parts], separator);

/** All hold; TRUE where there is none. */
export const every = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql`TRUE` : sql`(${join(parts, " AND ")})`);

/** At least one holds; FALSE where there is none. */
export const some = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql`FALSE` : sql`(${join(parts, " OR ")})`);
