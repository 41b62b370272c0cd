import { invalid } from "../domain/errors.js";
import type { Condition } from "../domain/list/condition.js";
import type { ExportType } from "../domain/transfer/kinds.js";
import { accountOrganization } from "../resources/account-organization.js";
import { category } from "../resources/category.js";
import { document } from "../resources/document.js";
import { payment } from "../resources/payment.js";
import type { Resource } from "../resources/resource.js";
import { ArgumentError } from "../where/argument-error.js";
import { readWhere } from "../where/where.js";

const resources: Record<ExportType, Resource> = { document, payment, category, accountOrganization };

/** The condition of an export's `where`. Undefined: every row. Errors: INVALID_ARGUMENT naming `where`. */
export function exportWhere(type: ExportType, where: unknown): Condition | undefined {
  try {
    return readWhere(where, resources[type]);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    // What is wrong inside of it is named with its place already.
    throw invalid(error.message.startsWith('"where') ? error.message : `"where": ${error.message}`);
  }
}
