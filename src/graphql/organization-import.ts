import { requireCaller } from "../domain/context.js";
import { faultInWords, type ImportFault, mostFaults } from "../domain/transfer/faults.js";
import { importFile, type ImportReport } from "../domain/transfer/import-file.js";
import { type ImportView, mostImportsListed } from "../domain/transfer/queries.js";
import { builder } from "./builder.js";
import { costs } from "./field-cost.js";
import { databaseId, globalId } from "./ids.js";
import { mutation, type PayloadFields } from "./mutation.js";
import { Organization } from "./organization.js";
import { organizationOf } from "./organization-of.js";

const ImportType = builder.enumType("ImportType", {
  description: "What a file of rows has.",
  values: {
    DOCUMENT: { value: "document", description: "Documents with their lines and parts." },
    PAYMENT: { value: "payment", description: "Payments, which name their document by type and number." },
    CATEGORY: { value: "category", description: "Categories." },
  } as const,
});

const ImportStatus = builder.enumType("ImportStatus", {
  description: "How far an import is.",
  values: {
    RUNNING: { value: "running", description: "The file is being checked or its rows written." },
    DONE: { value: "done", description: "Every row is good, and was written unless it was only looked at." },
    REFUSED: { value: "refused", description: "Some row is not good: nothing was written." },
    FAILED: { value: "failed", description: "It broke off: nothing was written." },
  } as const,
});

const Import = builder.objectRef<ImportView>("Import").implement({
  description: "A file whose rows are brought into an organization, and how far that is.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "The global id, such as `Import:5f0c1ad0aa00000000c0de01`.",
      resolve: ({ id }) => globalId("Import", id),
    }),
    databaseId: t.exposeString("id", { nullable: false, description: "The same without its type: 24 hex characters." }),
    organization: t.field({
      type: Organization,
      nullable: false,
      description: "The organization that they are brought into.",
      resolve: (row, _args, context) => organizationOf(row, context),
    }),
    type: t.field({
      type: ImportType,
      nullable: false,
      description: "What it has rows of.",
      resolve: (row) => row.type,
    }),
    dryRun: t.exposeBoolean("dryRun", { nullable: false, description: "Whether the file is only looked at." }),
    status: t.field({
      type: ImportStatus,
      nullable: false,
      description: "How far it is.",
      resolve: (row) => row.status,
    }),
    rowsTotal: t.exposeInt("rowsTotal", {
      nullable: false,
      description: "How many rows the file has; 0 while it is being read.",
    }),
    rowsChecked: t.exposeInt("rowsChecked", { nullable: false, description: "How many rows were looked at." }),
    rowsWritten: t.exposeInt("rowsWritten", {
      nullable: false,
      description: "How many rows were written, to be kept once all are. Stands still on the embedded database.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", nullable: false, description: "When it began." }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", description: "When it ended; null while it is running." }),
  }),
});

const ImportError = builder.objectRef<ImportFault>("ImportError").implement({
  description: "Something that is wrong in a file, and where.",
  fields: (t) => ({
    line: t.exposeInt("line", {
      description: "The line, from 1, headings included; of a JSON list the place in it. Null: the file as a whole.",
    }),
    column: t.exposeString("column", {
      description: "The heading as the file has it, or the property of an object. Null: the line as a whole.",
    }),
    code: t.exposeString("rule", {
      nullable: false,
      description: "For programs: the rule of validation, such as `presence`, `uniqueness` or `numericality`.",
    }),
    message: t.exposeString("message", {
      nullable: false,
      description: "For people, in English: reads on from the column's name; a sentence where there is no column.",
    }),
  }),
});

const Report = builder.objectRef<ImportReport>("ImportReport").implement({
  description: "What was found in a file.",
  fields: (t) => ({
    success: t.exposeBoolean("success", {
      nullable: false,
      description: "Whether every row is good: then all were written, unless it was only looked at; else none was.",
    }),
    rows: t.exposeInt("rows", {
      nullable: false,
      description: "How many rows the file has; 0 where it cannot be read.",
    }),
    errors: t.field({
      type: [ImportError],
      nullable: false,
      extensions: costs({ rows: mostFaults }),
      description: `What is wrong, the first ${mostFaults}.`,
      resolve: ({ errors }) => errors,
    }),
    ignoredColumns: t.exposeStringList("ignoredColumns", {
      nullable: false,
      description: "Columns that were not taken in, since no property is called like that.",
    }),
    import: t.field({
      type: Import,
      description: "The import as it ended.",
      resolve: ({ importId }, _args, context) => context.loaders.import.load(importId),
    }),
  }),
});

builder.queryField("import", (t) =>
  t.field({
    type: Import,
    description:
      "An import, to ask how far it is; null where there is none or the caller may not read its organization.",
    args: { id: t.arg.id({ required: true, description: "Its id in either form." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return context.loaders.import.load(databaseId(id, "Import", "id"));
    },
  }),
);

builder.prismaObjectField(Organization, "imports", (t) =>
  t.field({
    type: [Import],
    nullable: { list: true, items: false },
    extensions: costs({ rows: mostImportsListed }),
    description: "The last 20 imports into it, the newest first: also those that have not answered yet.",
    resolve: ({ id, viewerRole }, _args, context) => (viewerRole ? context.loaders.organizationImports.load(id) : null),
  }),
);

const payload: PayloadFields<ImportReport> = (t) => ({
  report: t.field({
    type: Report,
    description: "What was found, also where rows are not good; null where the import as such was refused.",
    resolve: ({ result }) => result,
  }),
});

mutation("importOrganization", {
  description:
    "Brings the rows of a file into an organization: all of them, or none where one is not good. A CSV, XLSX or JSON file of at most 5 MB and 100,000 rows, recognised by its content, such as an export. For admins.",
  input: (t) => ({
    organizationId: t.id({ required: true, description: "The organization." }),
    type: t.field({ type: ImportType, required: true, description: "What its rows are." }),
    file: t.field({ type: "Upload", required: true, description: "The file." }),
    dryRun: t.boolean({ description: "Whether the file is only looked at and nothing written." }),
  }),
  payload,
  run: ({ organizationId, type, file: { bytes }, dryRun }, context) => {
    const id = databaseId(organizationId, "Organization", "organizationId");
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return importFile(context, id, { type, file, dryRun });
  },
  mendable: ({ success, errors }, { dryRun }) =>
    success || dryRun
      ? []
      : errors.map((fault) => ({ code: "VALIDATION_FAILED", field: ["file"], message: faultInWords(fault) })),
});
