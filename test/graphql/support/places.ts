import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLScalarType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";
import { schema } from "../../../src/graphql/schema.js";

/** The way to a value inside an argument: property names, and 0 for the only entry of a list. */
export type Path = readonly (string | 0)[];

/** A place where a client writes a value, found by walking the schema: what is added to it is covered at once. */
export interface Leaf {
  path: Path;
  type: GraphQLScalarType | GraphQLEnumType;
  required: boolean;
}

/** One argument of a query, of a nested field or of a mutation, sent as the variable `$value`. */
export interface Target {
  /** Such as "signUp(input)" or "Organization.categories(where)". */
  name: string;
  argument: GraphQLArgument;
  document: string;
  /** What the other arguments of the document need. */
  variables: Record<string, unknown>;
  leaves: Leaf[];
}

/** A value that is good in this place, where one is needed to reach another. `owner` is the field or input type. */
export type Sample = (owner: string, place: GraphQLArgument | GraphQLInputField) => unknown;

/** All values that can be written below a type. Of a type inside itself, such as `and` of a filter, the first is enough. */
function leavesOf(type: GraphQLInputType, path: Path = [], required = false, within: string[] = []): Leaf[] {
  const bare = getNullableType(type);
  if (isListType(bare)) return leavesOf(bare.ofType, [...path, 0], false, within);
  if (!isInputObjectType(bare)) return [{ path, type: bare, required }];
  const leaves = Object.values(bare.getFields())
    .filter((field) => !within.includes(bare.name) || !within.includes(getNamedType(field.type).name))
    .flatMap((field) =>
      leavesOf(field.type, [...path, field.name], isRequiredInputField(field), [...within, bare.name]),
    );
  return within.includes(bare.name) ? leaves.slice(0, 1) : leaves;
}

/** The argument's value with this one in its place, and good ones wherever else one is required. */
export function valueAt(type: GraphQLInputType, path: Path, value: unknown, sample: Sample): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const bare = getNullableType(type);
  if (isListType(bare)) return [valueAt(bare.ofType, rest, value, sample)];
  const fields = isInputObjectType(bare) ? bare.getFields() : {};
  const field = fields[step];
  if (!field) throw new Error(`there is no ${step} in ${bare.toString()}`);
  const needed = Object.values(fields).filter((other) => isRequiredInputField(other) && other !== field);
  return {
    ...Object.fromEntries(needed.map((other) => [other.name, sample(bare.toString(), other)])),
    [step]: valueAt(field.type, rest, value, sample),
  };
}

/** The place as a person would call it: "Organization.categories(where.name.eq)". */
export const placeName = ({ name }: Target, { path }: Leaf): string =>
  name.replace(")", `${path.map((step) => (step === 0 ? "[0]" : `.${step}`)).join("")})`);

/** The variables that put a value into one place of a target. */
export const variablesWith = (target: Target, leaf: Leaf, value: unknown, sample: Sample): Record<string, unknown> => ({
  ...target.variables,
  value: valueAt(target.argument.type, leaf.path, value, sample),
});

const fieldsOf = (type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {});

/** Every argument of every mutation that can be asked for in JSON alone; those with a file have tests of their own. */
export const mutationTargets = (sample: Sample): Target[] =>
  fieldsOf(schema.getMutationType())
    .flatMap((field) => targetsOf(field, "", sample, (inner, declared) => `mutation(${declared}) { ${inner} }`))
    .filter(({ leaves }) => leaves.every(({ type }) => type.name !== "Upload"));

type Wrap = (inner: string, declared: string) => string;

/** Every argument of every field that can be reached from the root, by the shortest way there. */
export function queryTargets(sample: Sample): Target[] {
  const root = schema.getQueryType();
  if (!root) return [];
  const reached = new Set([root.name]);
  const targets: Target[] = [];
  const open: { type: GraphQLObjectType; wrap: Wrap; variables: Record<string, unknown> }[] = [
    { type: root, wrap: (inner, declared) => `query(${declared}) { ${inner} }`, variables: {} },
  ];
  for (let step = open.shift(); step; step = open.shift()) {
    const { type, wrap, variables } = step;
    for (const field of fieldsOf(type)) {
      for (const target of targetsOf(field, type === root ? "" : `${type.name}.`, sample, wrap)) {
        targets.push({ ...target, variables: { ...variables, ...target.variables } });
      }
      const next = getNamedType(field.type);
      if (!isObjectType(next) || reached.has(next.name)) continue;
      reached.add(next.name);
      const way = call(field, sample);
      open.push({
        type: next,
        wrap: (inner, declared) => wrap(`${way.text} { ${inner} }`, [declared, ...way.declared].join(", ")),
        variables: { ...variables, ...way.variables },
      });
    }
  }
  return targets;
}

function targetsOf(field: GraphQLField<unknown, unknown>, owner: string, sample: Sample, wrap: Wrap): Target[] {
  return field.args.map((argument) => {
    const { text, declared, variables } = call(field, sample, argument);
    return {
      name: `${owner}${field.name}(${argument.name})`,
      argument,
      document: wrap(`${text}${selection(field)}`, [`$value: ${argument.type.toString()}`, ...declared].join(", ")),
      variables,
      leaves: leavesOf(argument.type, [], isRequiredArgument(argument)),
    };
  });
}

/** The field with its required arguments, each a variable of its own; `target` is the variable `$value`. */
function call(field: GraphQLField<unknown, unknown>, sample: Sample, target?: GraphQLArgument) {
  const needed = field.args.filter((argument) => isRequiredArgument(argument) && argument !== target);
  const variable = (argument: GraphQLArgument) => `${field.name}_${argument.name}`;
  const given = [
    ...(target ? [`${target.name}: $value`] : []),
    ...needed.map((argument) => `${argument.name}: $${variable(argument)}`),
  ];
  return {
    text: given.length > 0 ? `${field.name}(${given.join(", ")})` : field.name,
    declared: needed.map((argument) => `$${variable(argument)}: ${argument.type.toString()}`),
    variables: Object.fromEntries(needed.map((argument) => [variable(argument), sample(field.name, argument)])),
  };
}

/** Enough of the answer to make the server do the work: the rows and the count of a list, the refusals of a mutation. */
function selection({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return "";
  if (isObjectType(named) && "totalCount" in named.getFields()) return " { totalCount edges { cursor } }";
  if (isObjectType(named) && "userErrors" in named.getFields()) return " { userErrors { code field message } }";
  return " { __typename }";
}

/** Whether any text can be written there: enums and numbers are not. */
export const takesText = ({ type }: Leaf): boolean =>
  !isEnumType(type) && !["Int", "Float", "Boolean"].includes(type.name);

export const takesJson = ({ type }: Leaf): boolean => ["JSON", "JSONObject"].includes(type.name);
