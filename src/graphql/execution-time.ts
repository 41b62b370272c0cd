import type { DocumentNode, OperationDefinitionNode } from "graphql";
import type { Config } from "../config.js";
import { rootFieldsOf } from "./limits.js";

export type Times = Pick<Config, "QUERY_TIMEOUT_MS" | "MUTATION_TIMEOUT_MS" | "IMPORT_TIMEOUT_MS">;

/** How long an operation may take, in milliseconds: one that brings in a file of rows longer than others. */
export function longestTime(document: DocumentNode, operation: OperationDefinitionNode, times: Times): number {
  if (operation.operation !== "mutation") return times.QUERY_TIMEOUT_MS;
  const imports = rootFieldsOf(document, operation).has("importOrganization");
  return imports ? Math.max(times.IMPORT_TIMEOUT_MS, times.MUTATION_TIMEOUT_MS) : times.MUTATION_TIMEOUT_MS;
}
