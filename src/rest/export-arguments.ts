import type { Condition } from "../domain/list/condition.js";
import { type ExportFormat, exportFormats, exportTypes, type ExportType } from "../domain/transfer/kinds.js";
import { accountOrganization } from "../resources/account-organization.js";
import { category } from "../resources/category.js";
import { document } from "../resources/document.js";
import { payment } from "../resources/payment.js";
import type { Resource } from "../resources/resource.js";
import { at, objectOf, refuseTooDeep } from "../where/structure.js";
import { readWhere } from "../where/where.js";
import { type Argument, wordArgument } from "./argument.js";

/** The lists by whose properties an export is narrowed. */
const resources: Record<ExportType, Resource> = { document, payment, category, accountOrganization };

/** The condition of an export, by the properties of what its `type` names. */
export const exportWhereArgument: Argument<Condition | undefined> = {
  read: (raw, name, sent) => {
    const type = exportTypes.find((one) => one === sent?.("type"));
    if (type !== undefined) return readWhere(raw, resources[type]);
    // The type is missing, which is told later; what can be read of it has to be readable even so.
    refuseTooDeep(objectOf(raw, name));
    return undefined;
  },
  schema: { type: "string" },
  description:
    'Which rows are exported, as JSON or as `where[…]` brackets, by the properties of the list of that type. See "Filters" above.',
};

const format = wordArgument("The format.", exportFormats);

/** The options of an export, as an object or as JSON: `{format}`. What else is in it is ignored. */
export const exportOptionsArgument: Argument<{ format: ExportFormat | undefined }> = {
  read: (raw, name) => {
    const options = objectOf(raw, name) ?? {};
    refuseTooDeep(options);
    return { format: format.read(at(options, "format"), `${name}.format`) };
  },
  schema: { type: "string", example: '{"format":"csv"}' },
  description: "As JSON or as `options[…]` brackets: `format` is `xlsx`, which is what is taken without it, or `csv`.",
};
