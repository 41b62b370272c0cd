import { Prisma } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { mostSheetRows } from "../../sheets/xlsx-writer.js";
import { newSecret, secretHash } from "../account/secret.js";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import { type Context, requireCaller } from "../context.js";
import { invalid, notFound } from "../errors.js";
import { type Condition } from "../list/condition.js";
import { countRows } from "../list/list.js";
import { listsOf } from "./export-pages.js";
import { type ExportFormat, exportFormats, exportTypes, type Language, languageOf, wordOf } from "./kinds.js";

/** How long a link lives, in seconds. */
export const exportLifetime = 24 * 60 * 60;

export interface ExportRequest {
  /** document, payment, category or accountOrganization. */
  type: string | null | undefined;
  /** xlsx, which is what is taken where nothing is said, or csv. */
  format?: string | null | undefined;
  /** The language of the headings, also as a locale; the organization's where there are no headings in it, else en. */
  lang?: string | null | undefined;
  /** A condition on the list that is exported, as its filters have it. */
  where?: Condition | undefined;
}

export interface RequestedExport {
  id: string;
  /** What makes the link: said here and never again. */
  secret: string;
  expiresAt: Date;
  rowsTotal: number;
  language: Language;
}

/**
 * Makes a link by which rows of an organization can be fetched as a file for 24 hours. Nothing is copied: they are as they
 * are when it is fetched. `further` is done in the same transaction, such as mailing the link.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, INVALID_ARGUMENT.
 */
export async function requestExport(
  context: Context,
  organizationId: string,
  request: ExportRequest,
  further: (tx: Transaction, made: RequestedExport) => Promise<void> = () => Promise.resolve(),
): Promise<RequestedExport> {
  const { id: viewer } = requireCaller(context);
  const type = wordOf(exportTypes, request.type, "type");
  if (type === undefined) throw invalid("type is missing.");
  const format: ExportFormat = wordOf(exportFormats, request.format, "format") ?? "xlsx";
  const [id, secret] = [newId(), newSecret()];

  // Counted before anything is locked. Whose list this is not learns it from the same refusal as below.
  const counts = await countRows(context, viewer, listsOf[type], [organizationId], { where: request.where });
  const rowsTotal = counts.get(organizationId);
  if (rowsTotal === undefined) throw notFound("Organization", organizationId);
  if (format === "xlsx" && rowsTotal > mostSheetRows) {
    throw invalid(`A sheet has at most ${mostSheetRows} rows, and these are ${rowsTotal}. Ask for csv.`);
  }

  return inOrganization(context, { id: organizationId, action: "organization.export", lock: "shared" }, async (tx) => {
    const { locale } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { locale: true },
    });
    const language = languageOf(request.lang) ?? languageOf(locale) ?? "en";
    await forgetExpired(tx, organizationId);
    const [row] = await tx.$queryRaw<{ createdAt: Date; expiresAt: Date }[]>(sql`
      /* requestExport: for 24 hours by the database's clock */
      SELECT statement_timestamp() AS "createdAt",
        statement_timestamp() + make_interval(secs => ${exportLifetime}::int) AS "expiresAt"`);
    if (!row) throw new Error("the database did not tell the time");
    const what = { type, format, lang: language };
    await tx.export.create({
      data: {
        id,
        hash: secretHash(secret),
        organizationId,
        accountId: viewer,
        ...what,
        condition: request.where ? asJson(request.where) : Prisma.DbNull,
        rowsTotal,
        ...row,
      },
    });
    const to = { ...what, rowsTotal, ...(request.where ? { where: asJson(request.where) } : {}) };
    await audit(tx, context, {
      action: "organization.export",
      organizationId,
      objectType: "Export",
      objectId: id,
      to,
    });
    const made = { id, secret, expiresAt: row.expiresAt, rowsTotal, language };
    await further(tx, made);
    return made;
  });
}

const asJson = (condition: Condition) => JSON.parse(JSON.stringify(condition)) as Prisma.InputJsonObject;

/** What nobody can fetch any more, and whose counts nobody asks for. */
async function forgetExpired(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw(sql`/* forgetExpired: links that ended a day ago */
    DELETE FROM "Export" WHERE "organizationId" = ${organizationId}
      AND "expiresAt" < statement_timestamp() - make_interval(days => 1)`);
}
