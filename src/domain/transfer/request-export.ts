import { Prisma } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import type { Transaction } from "../../database/open.js";
import { sql } from "../../database/sql.js";
import { mostSheetRows } from "../../sheets/xlsx-writer.js";
import { newSecret, secretHash } from "../account/secret.js";
import { audit } from "../audit.js";
import { inOrganization } from "../authorize.js";
import { type Context, requireCaller } from "../context.js";
import { DomainError, invalid, invalidInput, notFound } from "../errors.js";
import { type Condition } from "../list/condition.js";
import { countRows } from "../list/list.js";
import { mailExportReady } from "../mail/export-mail.js";
import { exportPath } from "./export-link.js";
import { listsOf } from "./export-pages.js";
import { type ExportFormat, exportFormats, exportTypes, languageOf, wordOf } from "./kinds.js";

/** How long a link lives, in seconds. */
const exportLifetime = 24 * 60 * 60;

export interface ExportRequest {
  /** document, payment, category or accountOrganization. */
  type: string | null | undefined;
  /** xlsx, which is what is taken where nothing is said, or csv. */
  format?: string | null | undefined;
  /** The language of the headings, also as a locale; the organization's where there are no headings in it, else en. */
  lang?: string | null | undefined;
  /** A condition on the list that is exported, as its filters have it. */
  where?: Condition | undefined;
  /** Whether the link is mailed to the caller, too. */
  email?: boolean | null | undefined;
}

export interface RequestedExport {
  id: string;
  /** The link, said here and never again. */
  url: string;
  expiresAt: Date;
  rowsTotal: number;
}

/**
 * Makes a link by which rows of an organization can be fetched as a file for 24 hours. Nothing is copied: they are as they
 * are when it is fetched. The mail is put into the outbox if and only if the link is made.
 * Errors: UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, INVALID_ARGUMENT; VALIDATION_FAILED where there is no type; RATE_LIMITED for
 * many mails.
 */
export async function requestExport(
  context: Context,
  organizationId: string,
  request: ExportRequest,
): Promise<RequestedExport> {
  const { id: viewer } = requireCaller(context);
  const place = { id: organizationId, action: "organization.export", lock: "shared" } as const;
  const type = wordOf(exportTypes, request.type, "type");
  if (type === undefined) {
    // Whether there is such an organization is told before what is missing.
    await inOrganization(context, place, async () => undefined);
    throw invalidInput("Export", [{ path: ["type"], rule: "presence", message: "can't be blank" }]);
  }
  const format: ExportFormat = wordOf(exportFormats, request.format, "format") ?? "xlsx";
  const [id, secret] = [newId(), newSecret()];
  const path = exportPath(secret);

  // Counted before anything is locked. Whose list this is not learns it from the same refusal as below.
  const counts = await countRows(context, viewer, listsOf[type], [organizationId], { where: request.where });
  const rowsTotal = counts.get(organizationId);
  if (rowsTotal === undefined) throw notFound("Organization", organizationId);

  return inOrganization(context, place, async (tx) => {
    if (format === "xlsx" && rowsTotal > mostSheetRows) {
      throw invalid(`A sheet has at most ${mostSheetRows} rows, and these are ${rowsTotal}. Ask for csv.`);
    }
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { id: true, name: true, locale: true },
    });
    const language = languageOf(request.lang) ?? languageOf(organization.locale) ?? "en";
    await forgetExpired(tx, organizationId);
    const [row] = await tx.$queryRaw<{ createdAt: Date; expiresAt: Date }[]>(sql`
      /* requestExport: for 24 hours by the database's clock */
      SELECT statement_timestamp() AS "createdAt",
        statement_timestamp() + make_interval(secs => ${exportLifetime}::int) AS "expiresAt"`);
    if (!row) throw new Error("the database did not tell the time");
    const { expiresAt } = row;
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
    if (request.email) {
      const account = await tx.account.findUniqueOrThrow({
        where: { id: viewer },
        select: { id: true, email: true, locale: true },
      });
      await refuseManyMails(tx, viewer);
      await mailExportReady(tx, { account, organization, type, link: path, expiresAt, event: id });
    }
    return { id, url: `${context.files.publicUrl}${path}`, expiresAt, rowsTotal };
  });
}

const asJson = (condition: Condition) => JSON.parse(JSON.stringify(condition)) as Prisma.InputJsonObject;

const mostMails = 10;
const mailWindow = 10 * 60;

/** An address need not be verified: nobody is to be flooded by who merely claims it. Errors: RATE_LIMITED. */
async function refuseManyMails(tx: Transaction, accountId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ count: number; wait: number | null }[]>(sql`
    /* requestExport: mails of exports to this account in the last minutes, and in how many seconds the first counts no more */
    SELECT count(*)::int AS "count",
      ceil(extract(epoch FROM min("createdAt") + make_interval(secs => ${mailWindow}::int) - statement_timestamp()))::int AS "wait"
    FROM "OutboxMail" WHERE "accountId" = ${accountId} AND "kind" = 'export-ready'
      AND "createdAt" > statement_timestamp() - make_interval(secs => ${mailWindow}::int)`);
  if (!row || row.count < mostMails) return;
  throw new DomainError("RATE_LIMITED", "Too many exports were mailed. Try again later, or without a mail.", {
    retryAfterSeconds: Math.max(1, row.wait ?? 1),
  });
}

/** What nobody can fetch any more, and whose counts nobody asks for. */
async function forgetExpired(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw(sql`/* forgetExpired: links that ended a day ago */
    DELETE FROM "Export" WHERE "organizationId" = ${organizationId}
      AND "expiresAt" < statement_timestamp() - make_interval(days => 1)`);
}
