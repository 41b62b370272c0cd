import { requireCaller } from "../domain/context.js";
import { notFound } from "../domain/errors.js";
import type { ExportView } from "../domain/transfer/queries.js";
import { requestExport } from "../domain/transfer/request-export.js";
import { builder } from "./builder.js";
import { exportWhere } from "./export-where.js";
import { databaseId, globalId } from "./ids.js";
import { mutation, type PayloadFields } from "./mutation.js";
import { Organization } from "./organization.js";
import { organizationOf } from "./organization-of.js";

const ExportType = builder.enumType("ExportType", {
  description: "What an export has a row for.",
  values: {
    DOCUMENT: { value: "document", description: "Documents with their lines, parts and totals." },
    PAYMENT: { value: "payment", description: "Payments, each with the document that it is for." },
    CATEGORY: { value: "category", description: "Categories." },
    ACCOUNT_ORGANIZATION: { value: "accountOrganization", description: "Members and invitations, in every state." },
  } as const,
});

const ExportFormat = builder.enumType("ExportFormat", {
  description: "The format of an export's file.",
  values: {
    XLSX: { value: "xlsx", description: "A spreadsheet of Office Open XML." },
    CSV: { value: "csv", description: "Comma-separated values in UTF-8." },
  } as const,
});

const ExportStatus = builder.enumType("ExportStatus", {
  description: "How far an export is. It is made anew each time its link is fetched.",
  values: {
    READY: { value: "ready", description: "Nobody has fetched it yet." },
    RUNNING: { value: "running", description: "It is being fetched." },
    DONE: { value: "done", description: "It was fetched to its end." },
    FAILED: { value: "failed", description: "Fetching it broke off." },
  } as const,
});

/** The link is known only to the answer of the mutation that made it. */
type Exported = ExportView & { url?: string };

const Export = builder.objectRef<Exported>("Export").implement({
  description: "A link by which rows of an organization can be fetched as a file, and how far that is.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "The global id, such as `Export:5f0c1ad0aa00000000c0de01`.",
      resolve: ({ id }) => globalId("Export", id),
    }),
    databaseId: t.exposeString("id", { nullable: false, description: "The same without its type: 24 hex characters." }),
    organization: t.field({
      type: Organization,
      nullable: false,
      description: "The organization whose rows they are.",
      resolve: (made, _args, context) => organizationOf(made, context),
    }),
    url: t.field({
      type: "URL",
      description:
        "The link: works without a token until `expiresAt`, as long as whoever asked for it may export. Said once, in the answer of exportOrganization; null later.",
      resolve: ({ url }) => url ?? null,
    }),
    type: t.field({
      type: ExportType,
      nullable: false,
      description: "What it has rows of.",
      resolve: (row) => row.type,
    }),
    format: t.field({ type: ExportFormat, nullable: false, description: "Its format.", resolve: (row) => row.format }),
    lang: t.exposeString("lang", { nullable: false, description: "The language of its headings." }),
    status: t.field({
      type: ExportStatus,
      nullable: false,
      description: "How far it is.",
      resolve: (row) => row.status,
    }),
    rowsTotal: t.exposeInt("rowsTotal", {
      nullable: false,
      description:
        "How many rows there were when it was asked for. Nothing is copied: they are as they are when it is fetched.",
    }),
    rowsWritten: t.exposeInt("rowsWritten", {
      nullable: false,
      description: "How many rows were sent when it was last fetched, noted twice a second.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", nullable: false, description: "When it was asked for." }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", nullable: false, description: "When its link ends." }),
  }),
});

builder.queryField("export", (t) =>
  t.field({
    type: Export,
    description:
      "An export, to ask how far it is; null where there is none or the caller may not read its organization.",
    args: { id: t.arg.id({ required: true, description: "Its id in either form." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return context.loaders.export.load(databaseId(id, "Export", "id"));
    },
  }),
);

const payload: PayloadFields<Exported> = (t) => ({
  export: t.field({
    type: Export,
    description: "The export with its link; null where refused.",
    resolve: ({ result }) => result,
  }),
});

mutation("exportOrganization", {
  description:
    "Makes a link by which rows of an organization can be fetched as a file for 24 hours, also of a deactivated one. For admins and the role default.",
  input: (t) => ({
    organizationId: t.id({ required: true, description: "The organization." }),
    type: t.field({ type: ExportType, required: true, description: "What is exported." }),
    where: t.field({
      type: "JSONObject",
      description:
        'Which rows, as the filter of `/v1` says it and by the names there, such as `{"total": {"gt": 100}}`; all where not given.',
    }),
    format: t.field({ type: ExportFormat, description: "The format: XLSX where not given." }),
    lang: t.string({
      description:
        "The language of the headings: en, de, sl, it, fr or es, also as a locale such as `de-AT`. For any other, and where not given, the organization's, else en.",
    }),
    email: t.boolean({ description: "Whether the link is mailed to the caller, too." }),
  }),
  payload,
  run: async ({ organizationId, type, where, format, lang, email }, context): Promise<Exported> => {
    const id = databaseId(organizationId, "Organization", "organizationId");
    const made = await requestExport(context, id, { type, format, lang, email, where: exportWhere(type, where) });
    const view = await context.loaders.export.load(made.id);
    // Access can end between making it and this.
    if (!view) throw notFound("Organization", id);
    return { ...view, url: made.url };
  },
});
