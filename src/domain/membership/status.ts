import { type Sql, sql } from "../../database/sql.js";

export const statuses = ["PENDING", "ACTIVE", "REJECTED", "DISABLED", "EXPIRED"] as const;
export type Status = (typeof statuses)[number];

/** The state of the membership `m`, by the database's clock at the moment of the statement. */
export const statusOf = (m: Sql): Sql => sql`(CASE
  WHEN ${m}."active" AND ${m}."disabled" THEN 'DISABLED' WHEN ${m}."active" THEN 'ACTIVE' WHEN ${m}."rejected" THEN 'REJECTED'
  WHEN ${m}."expiresAt" <= statement_timestamp() THEN 'EXPIRED' ELSE 'PENDING' END)`;

/** Until when the invitation `m` can be answered, or could; NULL for one that was answered. */
export const openUntil = (m: Sql): Sql =>
  sql`(CASE WHEN NOT ${m}."active" AND NOT ${m}."rejected" THEN ${m}."expiresAt" END)`;
