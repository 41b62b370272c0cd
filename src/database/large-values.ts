import { randomUUID } from "node:crypto";
import { Prisma } from "./generated/client.js";
import type { Sql } from "./sql.js";

/** In characters of a text, or values of a list. */
const large = 1_000;

const held = new Map<string, unknown>();

/**
 * Sends a statement whose large values go past Prisma, which copies each several times and keeps the last hundred of them for
 * the reports of its own errors: it is given tickets, in whose place the driver's client puts the values.
 */
export async function withoutLargeValues<Result>(query: Sql, send: (query: Sql) => Promise<Result>): Promise<Result> {
  const tickets: string[] = [];
  const values = query.values.map((value) => {
    if (!isLarge(value)) return value;
    const ticket = randomUUID();
    held.set(ticket, value);
    tickets.push(ticket);
    return ticket;
  });
  try {
    return await send(new Prisma.Sql(query.strings, values));
  } finally {
    for (const ticket of tickets) held.delete(ticket);
  }
}

/** The value that a ticket stands for; any other value is itself. */
export const valueOfTicket = (value: unknown): unknown =>
  held.size > 0 && typeof value === "string" && value.length === ticketLength ? (held.get(value) ?? value) : value;

const ticketLength = randomUUID().length;

const isLarge = (value: unknown): boolean =>
  (typeof value === "string" || Array.isArray(value)) && value.length >= large;
