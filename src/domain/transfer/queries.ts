import { sql, type Sql } from "../../database/sql.js";
import { type Context, requireCaller } from "../context.js";
import { readsOrganization } from "../policy.js";
import type { ExportFormat, ExportType, ImportType, Language } from "./kinds.js";

/** How far an export is. The link itself is said once, to who asked for it. */
export interface ExportView {
  id: string;
  organizationId: string;
  accountId: string;
  type: ExportType;
  format: ExportFormat;
  lang: Language;
  /** ready: nobody has fetched it yet. The others are of the last time: running, done, failed. */
  status: "ready" | "running" | "done" | "failed";
  /** As many as there were when it was asked for. */
  rowsTotal: number;
  rowsWritten: number;
  createdAt: Date;
  expiresAt: Date;
}

/** How far an import is. */
export interface ImportView {
  id: string;
  organizationId: string;
  accountId: string;
  type: ImportType;
  dryRun: boolean;
  status: "running" | "done" | "refused" | "failed";
  /** 0 while the file is being read. */
  rowsTotal: number;
  rowsChecked: number;
  rowsWritten: number;
  createdAt: Date;
  finishedAt: Date | null;
}

const exportView = sql`t."id", t."organizationId", t."accountId", t."type", t."format", t."lang", t."status",
  t."rowsTotal", t."rowsWritten", t."createdAt", t."expiresAt"`;

/** One that has not gone on for long is no more: its process has ended. */
const importView = sql`t."id", t."organizationId", t."accountId", t."type", t."dryRun",
  CASE WHEN t."status" = 'running' AND t."touchedAt" < statement_timestamp() - interval '10 minutes' THEN 'failed'
    ELSE t."status" END AS "status", t."rowsTotal", t."rowsChecked", t."rowsWritten", t."createdAt", t."finishedAt"`;

async function read<View>(context: Context, statement: (visible: Sql) => Sql): Promise<View[]> {
  const { id } = requireCaller(context);
  return context.database.read<View>(statement(readsOrganization(id, sql`t."organizationId"`)));
}

/** The exports with these ids of organizations that the caller may read. Errors: UNAUTHENTICATED. */
export const exportsByIds = (context: Context, ids: readonly string[]): Promise<ExportView[]> =>
  read<ExportView>(
    context,
    (visible) => sql`/* exportsByIds: only of organizations that the viewer may read */
      SELECT ${exportView} FROM "Export" t WHERE t."id" = ANY(${[...ids]}::text[]) AND ${visible}`,
  );

/** The imports with these ids into organizations that the caller may read. Errors: UNAUTHENTICATED. */
export const importsByIds = (context: Context, ids: readonly string[]): Promise<ImportView[]> =>
  read<ImportView>(
    context,
    (visible) => sql`/* importsByIds: only of organizations that the viewer may read */
      SELECT ${importView} FROM "Import" t WHERE t."id" = ANY(${[...ids]}::text[]) AND ${visible}`,
  );

/** An export of an organization that the caller may read, or null. Errors: UNAUTHENTICATED. */
export const exportById = async (context: Context, id: string): Promise<ExportView | null> =>
  (await exportsByIds(context, [id]))[0] ?? null;

/** So many imports are listed. */
export const mostImportsListed = 20;

/**
 * The last 20 imports into each organization that the caller may read, the newest first: how who sent a file learns how far
 * it is before the answer. Errors: UNAUTHENTICATED.
 */
export async function importsOfOrganizations(
  context: Context,
  ids: readonly string[],
): Promise<Map<string, ImportView[]>> {
  const rows = await read<ImportView>(
    context,
    (visible) => sql`/* importsOfOrganizations: only of those that the viewer may read */
      SELECT ${importView} FROM unnest(${[...ids]}::text[]) AS parent CROSS JOIN LATERAL (
        SELECT * FROM "Import" t WHERE t."organizationId" = parent AND ${visible}
        ORDER BY t."createdAt" DESC, t."id" DESC LIMIT ${mostImportsListed}) t
      ORDER BY t."createdAt" DESC, t."id" DESC`,
  );
  const found = new Map<string, ImportView[]>();
  for (const row of rows) found.set(row.organizationId, [...(found.get(row.organizationId) ?? []), row]);
  return found;
}
