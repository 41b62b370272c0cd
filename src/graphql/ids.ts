import { isId } from "../domain/ids.js";
import { invalid } from "../domain/errors.js";

export const nodeTypes = [
  "Account",
  "Organization",
  "AccountOrganization",
  "Category",
  "Document",
  "DocumentCategory",
  "Payment",
  "AccessToken",
  "Export",
  "Import",
] as const;
export type NodeType = (typeof nodeTypes)[number];

export const globalId = (type: NodeType, id: string): string => `${type}:${id}`;

/**
 * The database id in an ID argument: either form is taken.
 * Errors: INVALID_ARGUMENT naming the argument, where it is malformed or names another type of object.
 */
export function databaseId(value: string, type: NodeType, argument: string): string {
  const colon = value.indexOf(":");
  const prefix = colon < 0 ? type : value.slice(0, colon);
  const id = value.slice(colon + 1).toLowerCase();
  if (!isId(id)) throw invalid(`"${argument}" is not an id: "${type}:" and 24 hex characters, or these alone.`);
  if (prefix !== type) throw invalid(`"${argument}" is the id of another type of object; one of ${type} is needed.`);
  return id;
}

/** The parts of a global id. Errors: INVALID_ARGUMENT naming the argument. */
export function globalIdParts(value: string, argument: string): { type: NodeType; id: string } {
  const type = nodeTypes.find((name) => value.startsWith(`${name}:`));
  if (!type) throw invalid(`"${argument}" is not a global id, such as "Category:5f0c1ad0aa00000000c0de01".`);
  return { type, id: databaseId(value, type, argument) };
}
