import { exportTypes } from "../../domain/transfer/kinds.js";
import { requestExport } from "../../domain/transfer/request-export.js";
import { booleanArgument, textArgument, wordArgument } from "../argument.js";
import { exportOptionsArgument, exportWhereArgument } from "../export-arguments.js";
import { route } from "../route.js";

const properties = {
  success: { const: true, description: "Always true: what fails is an error." },
  link: {
    type: "string",
    format: "uri",
    description: "Where the file is, for 24 hours, without a token.",
    examples: [`https://orgate.example.com/files/exports?link=${"x".repeat(64)}`],
  },
};

export const exportRoutes = [
  route({
    method: "GET",
    path: "/Organizations/:id/export",
    operationId: "exportOrganization",
    tag: "Export and import",
    summary: "Export documents, payments, categories or memberships",
    description:
      "Answers a link to an XLSX or CSV file, which is made while it is fetched. Whoever has the link can fetch the file for 24 hours, as long as the caller may export. A token that is sent along has to be of somebody who may export, too. Also of a deactivated organization.",
    args: {
      type: wordArgument("What is exported.", exportTypes, { required: true }),
      where: exportWhereArgument,
      options: exportOptionsArgument,
      lang: textArgument(
        "The language of the headings: `en`, `de`, `sl`, `it`, `fr` or `es`, also as a locale such as `de-AT`. Any other one: that of the organization, else English.",
        { schema: { example: "de" } },
      ),
      email: booleanArgument("Whether the link is mailed to the caller, too."),
    },
    changes: true,
    answers: {
      kind: "schema",
      description: "The link.",
      schema: { type: "object", required: Object.keys(properties), properties, additionalProperties: false },
    },
    run: async ({ context, params: { id = "" }, args: { options, ...asked } }) => {
      const { url } = await requestExport(context, id, { ...asked, ...options });
      return { body: { success: true, link: url } };
    },
  }),
];
