/** What of an OpenAPI description would break a program that was written for an earlier one. */

type Node = Record<string, unknown>;
type Direction = "sent" | "answered";

interface Document extends Node {
  paths?: Record<string, Record<string, Node>>;
}

const nodeOf = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});
const nodes = (value: unknown): Record<string, Node> =>
  Object.fromEntries(Object.entries(nodeOf(value)).map(([name, node]) => [name, nodeOf(node)]));
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const textsOf = (value: unknown): string[] => listOf(value).map(String);
const without = (all: string[], some: string[]): string[] => all.filter((one) => !some.includes(one));

/** The names of path parameters are nobody's business but ours. */
const place = (path: string): string => path.replace(/\{\w+\}/g, "{}");

/** One sentence for each change that can break a client: a call, an argument or a property that is gone, or more that is asked for. */
export function breakingChanges(before: Document, after: Document): string[] {
  const paths = new Map(Object.entries(after.paths ?? {}).map(([path, methods]) => [place(path), methods]));
  return Object.entries(before.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const now = paths.get(place(path))?.[method];
      return now ? operationChanges(name, [operation, before], [now, after]) : [`${name} was removed.`];
    }),
  );
}

/** A part of a description, and the whole in which its references lead somewhere. */
type Part = [node: Node, document: Document];

function resolved([node, document]: Part): Node {
  if (typeof node.$ref !== "string") return node;
  return nodeOf(
    node.$ref
      .slice(2)
      .split("/")
      .reduce<unknown>((found, key) => nodeOf(found)[key], document),
  );
}

function operationChanges(name: string, [before, wasIn]: Part, [after, isIn]: Part): string[] {
  const bodies = (node: Node, document: Document) => resolved([nodeOf(node.requestBody), document]);
  const answers = (node: Node, document: Document) =>
    Object.entries(nodes(node.responses))
      .filter(([status]) => status.startsWith("2"))
      .map(([status, answer]) => [status, resolved([answer, document])] as const);
  const answered = new Map(answers(after, isIn));
  const wasBody = bodies(before, wasIn);
  const body = bodies(after, isIn);
  return [
    ...parameterChanges(name, [before, wasIn], [after, isIn]),
    ...(body.required === true && wasBody.required !== true ? [`${name} needs a body.`] : []),
    ...contentChanges(`${name} body`, [wasBody, wasIn], [body, isIn], "sent"),
    ...answers(before, wasIn).flatMap(([status, answer]) => {
      const now = answered.get(status);
      if (!now) return [`${name} does not answer ${status} any more.`];
      const gone = without(Object.keys(nodes(answer.headers)), Object.keys(nodes(now.headers)));
      return [
        ...gone.map((header) => `${name} ${status} has no header ${header} any more.`),
        ...contentChanges(`${name} ${status}`, [answer, wasIn], [now, isIn], "answered"),
      ];
    }),
  ];
}

function parameterChanges(name: string, [before, wasIn]: Part, [after, isIn]: Part): string[] {
  const byPlace = (node: Node, document: Document) =>
    new Map(
      listOf(node.parameters)
        .map((parameter) => resolved([nodeOf(parameter), document]))
        .filter((parameter) => parameter.in !== "path")
        .map((parameter) => [`${String(parameter.in)} parameter ${String(parameter.name)}`, parameter]),
    );
  const was = byPlace(before, wasIn);
  const is = byPlace(after, isIn);
  return [
    ...without([...was.keys()], [...is.keys()]).map((key) => `${name} has no ${key} any more.`),
    ...[...is].flatMap(([key, parameter]) => {
      const old = was.get(key);
      const needed = parameter.required === true && old?.required !== true ? [`${name} needs the ${key}.`] : [];
      const schemas = old ? [nodeOf(old.schema), nodeOf(parameter.schema)] : [];
      const [wasSchema, schema] = schemas;
      return wasSchema && schema
        ? [...needed, ...schemaChanges(`${name} ${key}`, [wasSchema, wasIn], [schema, isIn], "sent")]
        : needed;
    }),
  ];
}

function contentChanges(name: string, [before, wasIn]: Part, [after, isIn]: Part, direction: Direction): string[] {
  const is = nodes(after.content);
  return Object.entries(nodes(before.content)).flatMap(([type, media]) => {
    const now = is[type];
    if (!now) return [`${name} is not ${type} any more.`];
    // A form is the same body in another writing.
    if (type === "application/x-www-form-urlencoded" && "application/json" in is) return [];
    return schemaChanges(name, [nodeOf(media.schema), wasIn], [nodeOf(now.schema), isIn], direction);
  });
}

const combined = ["allOf", "anyOf", "oneOf"] as const;

function schemaChanges(
  name: string,
  before: Part,
  after: Part,
  direction: Direction,
  seen: readonly string[] = [],
): string[] {
  const pair = `${String(before[0].$ref)} ${String(after[0].$ref)}`;
  if (before[0].$ref !== undefined && seen.includes(pair)) return [];
  const was = resolved(before);
  const is = resolved(after);
  const inner = (part: string, old: unknown, now: unknown) =>
    schemaChanges(`${name}${part}`, [nodeOf(old), before[1]], [nodeOf(now), after[1]], direction, [...seen, pair]);

  const wasProperties = nodes(was.properties);
  const properties = nodes(is.properties);
  return [
    ...valueChanges(name, was, is, direction),
    ...without(Object.keys(wasProperties), Object.keys(properties)).map((key) => `${name}.${key} was removed.`),
    ...(direction === "sent"
      ? without(textsOf(is.required), textsOf(was.required)).map((key) => `${name}.${key} is needed.`)
      : without(textsOf(was.required), textsOf(is.required))
          .filter((key) => key in properties)
          .map((key) => `${name}.${key} can be missing.`)),
    ...Object.entries(wasProperties).flatMap(([key, old]) =>
      key in properties ? inner(`.${key}`, old, properties[key]) : [],
    ),
    ...("items" in was && "items" in is ? inner("[]", was.items, is.items) : []),
    ...combined.flatMap((keyword) =>
      listOf(was[keyword]).flatMap((old, index) => {
        const now = listOf(is[keyword])[index];
        return now === undefined ? [`${name} has no form ${index + 1} any more.`] : inner("", old, now);
      }),
    ),
  ];
}

/** A number may be a whole one, too. */
const typesOf = ({ type }: Node): string[] =>
  textsOf(type).flatMap((name) => (name === "number" ? ["number", "integer"] : [name]));

/** What is sent may not be taken less of than before; what is answered may not be of a type that nobody expected. */
function valueChanges(name: string, was: Node, is: Node, direction: Direction): string[] {
  const [wider, narrower] = direction === "sent" ? [was, is] : [is, was];
  const types = narrower.type === undefined ? [] : without(typesOf(wider), typesOf(narrower));
  const untyped = wider.type === undefined && narrower.type !== undefined ? ["anything"] : [];
  const values =
    direction === "sent" && is.enum !== undefined && was.enum !== undefined
      ? without(textsOf(was.enum), textsOf(is.enum))
      : [];
  const says = direction === "sent" ? "can be no" : "can be";
  return [...types, ...untyped]
    .map((type) => `${name} ${says} ${type}${direction === "sent" ? " any more" : ""}.`)
    .concat(values.map((value) => `${name} cannot be "${value}" any more.`))
    .concat(
      direction === "sent" && is.enum !== undefined && was.enum === undefined ? [`${name} is one of some words.`] : [],
    );
}
