import { Readable } from "node:stream";
import { sql } from "../../database/sql.js";
import { csvOf } from "../../sheets/csv-writer.js";
import { xlsxOf } from "../../sheets/xlsx-writer.js";
import { isSecret, secretHash } from "../account/secret.js";
import { allows } from "../authorize.js";
import { type Context, refuseBadToken } from "../context.js";
import { DomainError } from "../errors.js";
import { type Role, roleOf } from "../policy.js";
import { columnsOf } from "./columns.js";
import { exportPages } from "./export-pages.js";
import type { ExportFormat, ExportType, Language } from "./kinds.js";
import { conditionOf } from "./stored-condition.js";

export interface OpenedExport {
  fileName: string;
  contentType: string;
  /** The file, made while it is read; it stops reading the database when it is destroyed. */
  content: Readable;
}

interface Kept {
  id: string;
  organizationId: string;
  accountId: string;
  type: ExportType;
  format: ExportFormat;
  lang: Language;
  condition: unknown;
  requesterRole: Role | null;
  callerRole: Role | null;
}

const contentTypes: Record<ExportFormat, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/**
 * Opens what a link leads to. It needs no token, but one that is sent has to be of somebody who may export, too; and the
 * link is as good as the access of who asked for it.
 * Errors: NOT_FOUND, one and the same for a link that is unknown, has expired or lost its requester's access, and for a
 * foreign token; UNAUTHENTICATED or TOKEN_EXPIRED for a token that is no good.
 */
export async function openExport(context: Context, secret: string): Promise<OpenedExport> {
  refuseBadToken(context);
  const kept = await find(context, secret);
  const mayExport = (role: Role | null): boolean => role !== null && allows("organization.export", role);
  if (!kept || !mayExport(kept.requesterRole) || (context.caller && !mayExport(kept.callerRole))) throw gone();
  const { organizationId, accountId, type, format, lang } = kept;
  const where = conditionOf(kept.condition);
  const pages = counted(context, kept.id, exportPages(context, accountId, { organizationId, type, where }, gone));
  const columns = columnsOf(type, lang);
  return {
    fileName: `${type}.${format}`,
    contentType: contentTypes[format],
    content: format === "csv" ? Readable.from(csvOf(columns, pages), { objectMode: false }) : xlsxOf(columns, pages),
  };
}

/** Between two notes of how far it is, in milliseconds. */
const pauseMs = 500;

const gone = (): DomainError =>
  new DomainError("NOT_FOUND", "The link is not known, has expired, or whoever asked for it has no access any more.");

async function find({ database, caller }: Context, secret: string): Promise<Kept | undefined> {
  if (!isSecret(secret)) return undefined;
  const viewer = caller?.id ?? "";
  const [row] =
    await database.read<Kept>(sql`/* openExport: alive by the database's clock, with the roles of this moment */
    SELECT e."id", e."organizationId", e."accountId", e."type", e."format", e."lang", e."condition",
      ${roleOf(sql`e."accountId"`, sql`o`)} AS "requesterRole",
      ${roleOf(viewer, sql`o`)} AS "callerRole"
    FROM "Export" e JOIN "Organization" o ON o."id" = e."organizationId"
    WHERE e."hash" = ${secretHash(secret)} AND e."expiresAt" > statement_timestamp()`);
  return row;
}

/** Keeps the counts that can be polled: of the last time that the link was fetched. */
async function* counted<Page extends readonly unknown[]>(
  context: Context,
  id: string,
  pages: AsyncIterable<Page>,
): AsyncGenerator<Page> {
  const say = (status: string, rows: number) =>
    context.database.prisma.$executeRaw(sql`/* openExport: how far it is */
      UPDATE "Export" SET "status" = ${status}, "rowsWritten" = ${rows}, "fetchedAt" = statement_timestamp()
      WHERE "id" = ${id}`);
  let rows = 0;
  let ended = false;
  let told = 0;
  try {
    for await (const page of pages) {
      if (Date.now() - told > pauseMs) {
        told = Date.now();
        await say("running", rows);
      }
      rows += page.length;
      yield page;
    }
    ended = true;
  } finally {
    await say(ended ? "done" : "failed", rows).catch((error: unknown) => {
      context.log.warn({ err: error }, "how far an export came could not be noted");
    });
  }
}
