import { randomBytes } from "node:crypto";
import pg from "pg";

/** A name that no other run on the same server uses. */
export const freshName = (what: string): string => `orgate_test_${what}_${randomBytes(6).toString("hex")}`;

/** The address of another database on the same server. */
export function addressOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Sends one statement to the server, outside of any database under test. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
