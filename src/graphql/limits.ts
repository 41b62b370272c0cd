import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from "graphql";
import type { Config } from "../config.js";

/** How large a document may be: checked once for each text, before anything runs. Cost, which depends on variables, is in cost.ts. */
export type Limits = Pick<Config, "GRAPHQL_DEPTH" | "GRAPHQL_ALIASES" | "GRAPHQL_ROOT_FIELDS" | "GRAPHQL_DIRECTIVES">;

/** Of these one operation takes one: each is worth trying many times to an attacker, or costs a lot. */
const oncePerOperation = new Set([
  "logIn",
  "signUp",
  "acceptInvitation",
  "inviteAccount",
  "requestPasswordReset",
  "resetPassword",
  "changePassword",
  "uploadOrganizationImage",
  "importOrganization",
]);

const tooComplex = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "QUERY_TOO_COMPLEX" } });

export function limitRules(limits: Limits): ValidationRule[] {
  return [
    (context): ASTVisitor => ({
      Document: (document) => {
        for (const problem of problemsOf(document, fragmentsOf(document), limits))
          context.reportError(tooComplex(problem));
      },
    }),
  ];
}

const fragmentsOf = (document: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );

/** How often each field stands at the root of an operation, fragments followed. */
export const rootFieldsOf = (document: DocumentNode, operation: OperationDefinitionNode): Map<string, number> =>
  rootFields(operation.selectionSet, fragmentsOf(document), new Map());

function* problemsOf(
  document: DocumentNode,
  fragments: Map<string, FragmentDefinitionNode>,
  limits: Limits,
): Generator<string> {
  const counted = count(document);
  if (counted.aliases > limits.GRAPHQL_ALIASES) yield `More than ${limits.GRAPHQL_ALIASES} aliases.`;
  if (counted.directives > limits.GRAPHQL_DIRECTIVES) yield `More than ${limits.GRAPHQL_DIRECTIVES} directives.`;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (
      depthOf(definition.selectionSet, fragments, limits.GRAPHQL_DEPTH, new Set(), new Map()) > limits.GRAPHQL_DEPTH
    ) {
      yield `Deeper than ${limits.GRAPHQL_DEPTH} levels.`;
    }
    const roots = rootFields(definition.selectionSet, fragments, new Map());
    const count = [...roots.values()].reduce((sum, times) => sum + times, 0);
    if (count > limits.GRAPHQL_ROOT_FIELDS) yield `More than ${limits.GRAPHQL_ROOT_FIELDS} fields at the root.`;
    if ((roots.get("__schema") ?? 0) > 1) yield '"__schema" more than once in one operation.';
    for (const name of oncePerOperation) {
      if ((roots.get(name) ?? 0) > 1) yield `"${name}" more than once in one operation.`;
    }
  }
}

function count(node: unknown, found = { aliases: 0, directives: 0 }): { aliases: number; directives: number } {
  if (Array.isArray(node)) for (const part of node) count(part, found);
  else if (typeof node === "object" && node !== null && "kind" in node) {
    if (node.kind === Kind.FIELD && "alias" in node && node.alias) found.aliases++;
    if (node.kind === Kind.DIRECTIVE) found.directives++;
    for (const [key, value] of Object.entries(node)) if (key !== "loc") count(value, found);
  }
  return found;
}

/**
 * The deepest field below the selection, fragments followed. Introspection does not count: graphql-js bounds it itself.
 * A fragment is measured once, so that fragments in fragments cost no more than they are long.
 */
function depthOf(
  selection: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
  limit: number,
  within: ReadonlySet<string>,
  known: Map<string, number>,
): number {
  let deepest = 0;
  for (const part of selection.selections) {
    let depth: number;
    if (part.kind === Kind.FIELD) {
      if (part.name.value.startsWith("__")) continue;
      depth =
        1 + (part.selectionSet && limit > 0 ? depthOf(part.selectionSet, fragments, limit - 1, within, known) : 0);
    } else if (part.kind === Kind.INLINE_FRAGMENT) {
      depth = depthOf(part.selectionSet, fragments, limit, within, known);
    } else {
      const name = part.name.value;
      const fragment = fragments.get(name);
      if (!fragment || within.has(name)) continue;
      depth = known.get(name) ?? depthOf(fragment.selectionSet, fragments, limit, new Set([...within, name]), known);
      known.set(name, depth);
    }
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * How often each field stands at the root, fragments followed. A fragment is counted through once, however often it is
 * spread: fragments that spread each other twice double with every line.
 */
function rootFields(
  selection: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
  known: Map<string, Map<string, number>>,
): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string, times: number) => counts.set(name, (counts.get(name) ?? 0) + times);
  for (const part of selection.selections) {
    if (part.kind === Kind.FIELD) {
      add(part.name.value, 1);
      continue;
    }
    const inside =
      part.kind === Kind.INLINE_FRAGMENT
        ? rootFields(part.selectionSet, fragments, known)
        : ofFragment(part.name.value, fragments, known);
    for (const [name, times] of inside) add(name, times);
  }
  return counts;
}

function ofFragment(
  name: string,
  fragments: Map<string, FragmentDefinitionNode>,
  known: Map<string, Map<string, number>>,
): Map<string, number> {
  const before = known.get(name);
  if (before) return before;
  // A fragment inside itself, which validation refuses, counts nothing.
  known.set(name, new Map());
  const fragment = fragments.get(name);
  const counts = fragment ? rootFields(fragment.selectionSet, fragments, known) : new Map<string, number>();
  known.set(name, counts);
  return counts;
}
