import { importFile, largestImport } from "../../domain/transfer/import-file.js";
import { importTypes } from "../../domain/transfer/kinds.js";
import { booleanArgument, fileArgument, wordArgument } from "../argument.js";
import { importAnswer, importRefused, reportShape } from "../import-shape.js";
import { success } from "../reads.js";
import { route } from "../route.js";

export const importRoutes = [
  route({
    method: "POST",
    path: "/Organizations/:id/import",
    operationId: "importIntoOrganization",
    tag: "Export and import",
    summary: "Import categories, documents or payments",
    description:
      "For admins. A CSV, XLSX or JSON file of at most 5 MB and 100,000 rows, recognised by its content. Headings are the names of properties, or those of an export in any language; JSON is a list of objects. All rows become objects, or none: what is wrong is told with line and column. `type` and `dryRun` can be in the form or in the query; where both have one, the form's counts.",
    args: {
      type: wordArgument("What the rows are.", importTypes, { required: true }),
      dryRun: booleanArgument("Whether the file is only looked at. The answer then has `rows` and `errors`."),
      file: fileArgument("The file.", largestImport, { required: true }),
    },
    refusals: [422],
    answers: { kind: "schema", description: "It is done, or what the file is like.", schema: importAnswer },
    run: async ({ context, params: { id = "" }, args: { type, dryRun, file } }) => {
      const report = await importFile(context, id, { type, dryRun, file: file?.bytes });
      if (dryRun) return { body: reportShape(report) };
      if (!report.success) throw importRefused(report);
      return success();
    },
  }),
];
