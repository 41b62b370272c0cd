import { type ASTNode, BREAK, type DocumentNode, GraphQLError, Kind, visit } from "graphql";

const values = new Set<string>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/** The refusal of a value that stands in the document, with the argument that it stands in: graphql-js names only those of variables. */
export function withPlace(error: GraphQLError, document: DocumentNode): GraphQLError {
  const [node] = error.nodes ?? [];
  const place = node && values.has(node.kind) ? placeOf(node, document) : undefined;
  if (place === undefined) return error;
  return new GraphQLError(`Argument "${place}": ${error.message}`, {
    nodes: error.nodes ?? null,
    extensions: error.extensions,
  });
}

/** Such as `input.items[0].price`; undefined for what stands in no argument. */
function placeOf(value: ASTNode, document: DocumentNode): string | undefined {
  let place: string | undefined;
  visit(document, {
    enter(node, _key, parent, path, ancestors) {
      if (node !== value) return undefined;
      const chain = [...ancestors, ...(parent ? [parent] : []), node];
      const way = path.map((_step, index) => chain[index + 1] ?? node);
      const inArgument = way.findLastIndex((step) => isNode(step) && step.kind === Kind.ARGUMENT);
      if (inArgument >= 0) place = namesOf(way.slice(inArgument), path.slice(inArgument + 1));
      return BREAK;
    },
  });
  return place;
}

const isNode = (step: ASTNode | readonly ASTNode[]): step is ASTNode => "kind" in step;

function namesOf(way: readonly (ASTNode | readonly ASTNode[])[], keys: readonly (string | number)[]): string {
  return way
    .map((step, index) => {
      if (!isNode(step)) return "";
      if (step.kind === Kind.ARGUMENT) return step.name.value;
      if (step.kind === Kind.OBJECT_FIELD) return `.${step.name.value}`;
      const key = keys[index - 1];
      return typeof key === "number" ? `[${key}]` : "";
    })
    .join("");
}
