import {
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { defaultPageSize } from "../domain/list/list.js";
import { costOf } from "./field-cost.js";

/**
 * How many objects an operation can answer at most: page sizes multiply on the way down, from arguments, variables and
 * defaults. Lists without a page count by field-cost.ts. Counting stops soon after the limit, so that an estimate never costs what it is to prevent.
 */
export function tooCostly(
  args: ExecutionArgs,
  operation: OperationDefinitionNode,
  limit: number,
): GraphQLError[] | undefined {
  const { schema, document } = args;
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], args.variableValues ?? {});
  if (coerced.errors) return undefined;
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const root = operation.operation === "mutation" ? schema.getMutationType() : schema.getQueryType();
  if (!root) return undefined;
  const cost = new Estimate(schema, fragments, coerced.coerced, limit).of(operation.selectionSet, root);
  if (cost <= limit) return undefined;
  return [
    new GraphQLError(`This could answer more than ${limit} objects. Ask for smaller pages.`, {
      extensions: { code: "QUERY_TOO_COMPLEX", cost },
    }),
  ];
}

const mostVisits = 20_000;

class Estimate {
  private total = 0;
  private visits = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Map<string, FragmentDefinitionNode>,
    private readonly variables: Record<string, unknown>,
    private readonly limit: number,
  ) {}

  of(selection: SelectionSetNode, root: GraphQLObjectType): number {
    this.walk(selection, root.name, 1, defaultPageSize);
    return this.total;
  }

  /** Adds what the selection on `times` objects costs; `page` is the size of the connection or statistic around it. */
  private walk(selection: SelectionSetNode, typeName: string, times: number, page: number): void {
    for (const part of selection.selections) {
      if (this.total > this.limit) return;
      // Fragments that spread fragments can be exponentially many without a single object.
      if (++this.visits > mostVisits) this.total = this.limit + 1;
      if (part.kind === Kind.FIELD) this.field(part, typeName, times, page);
      else if (part.kind === Kind.INLINE_FRAGMENT) {
        this.walk(part.selectionSet, part.typeCondition?.name.value ?? typeName, times, page);
      } else {
        const fragment = this.fragments.get(part.name.value);
        if (fragment) this.walk(fragment.selectionSet, fragment.typeCondition.name.value, times, page);
      }
    }
  }

  private field(node: FieldNode, typeName: string, times: number, page: number): void {
    const parent = this.schema.getType(typeName);
    if (!node.selectionSet || !(isObjectType(parent) || isInterfaceType(parent))) return;
    const definition = parent.getFields()[node.name.value];
    if (!definition) return; // Introspection costs no rows.
    const type = getNamedType(definition.type);
    if (type.name.endsWith("Connection")) {
      this.walk(node.selectionSet, type.name, times, pageSize(this.argumentsOf(definition, node)));
      return;
    }
    if (type.name.endsWith("Edge")) {
      this.walk(node.selectionSet, type.name, times * page, page);
      return;
    }
    if (type.name === "PageInfo") return;
    const args = this.argumentsOf(definition, node);
    const {
      weight = 0,
      rows: entries = Array.isArray(args.ids) ? args.ids.length : 1,
      page: opens,
    } = costOf(definition);
    const rows = times * (entries === "page" ? page : entries);
    this.total += times * weight + rows;
    this.walk(node.selectionSet, type.name, rows, opens ? opens(args) : page);
  }

  private argumentsOf(definition: Parameters<typeof getArgumentValues>[0], node: FieldNode): Record<string, unknown> {
    try {
      return getArgumentValues(definition, node, this.variables);
    } catch {
      return {}; // Execution refuses these in its own words.
    }
  }
}

function pageSize({ first, last }: Record<string, unknown>): number {
  const size = typeof first === "number" ? first : typeof last === "number" ? last : defaultPageSize;
  return Math.max(0, size);
}
