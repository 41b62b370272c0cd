import type { JsonSchema } from "./argument.js";
import type { DeclaredType, Resource, ResourceProperties, ResourceProperty } from "../resources/resource.js";

/** The objects of `/v1` as JSON Schema: as they are answered, as a filter may change them, and as clients send them. */

const answered: Record<DeclaredType, JsonSchema> = {
  text: { type: "string" },
  id: { type: "string", pattern: "^[0-9a-f]{24}$" },
  boolean: { type: "boolean" },
  number: { type: "number" },
  instant: { type: "string", format: "date-time", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" },
  date: { type: "string", format: "date" },
  object: { type: "object" },
  list: { type: "array" },
};

/** Clients may write ids in any letter case, and instants in more forms than they are answered in. */
const sent: Record<DeclaredType, JsonSchema> = {
  ...answered,
  id: { type: "string", pattern: "^[0-9a-fA-F]{24}$" },
  instant: { type: "string" },
  date: { type: "string" },
};

const orNull = (schema: JsonSchema, values?: readonly string[]): JsonSchema => ({
  ...schema,
  type: [schema.type, "null"],
  ...(values ? { enum: [...values, null] } : {}),
});

function propertySchema(property: ResourceProperty, types: Record<DeclaredType, JsonSchema>): JsonSchema {
  const { type, description, example, values, schema, parts, nullable = true } = property;
  const inside = parts ? insideSchema(type, parts, types) : schema;
  const bare: JsonSchema = { ...types[type], ...(values ? { enum: values } : {}), ...inside };
  // What has to be sent cannot be sent as null.
  const mayBeNull = nullable && !(types === sent && property.required);
  return {
    ...(mayBeNull ? orNull(bare, values) : bare),
    description,
    ...(example === undefined ? {} : { examples: [example] }),
  };
}

/** What is inside an object, or inside each entry of a list. */
function insideSchema(
  type: DeclaredType,
  parts: ResourceProperties,
  types: Record<DeclaredType, JsonSchema>,
): JsonSchema {
  const entries = Object.entries(parts).filter(([, part]) => types === answered || !part.readOnly);
  const inside = {
    required: entries.filter(([, part]) => types === answered || part.required).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, part]) => [name, propertySchema(part, types)])),
    ...(types === answered ? { additionalProperties: false } : {}),
  };
  return type === "list" ? { items: { type: "object", ...inside } } : inside;
}

const entriesOf = ({ properties }: Resource, keep: (property: ResourceProperty) => boolean) =>
  Object.entries(properties).filter(([, property]) => keep(property));

const isShown = ({ writeOnly }: ResourceProperty) => !writeOnly;
const isWritable = ({ readOnly }: ResourceProperty) => !readOnly;

const described = (resource: Resource, keep: typeof isShown, types: typeof answered): Record<string, JsonSchema> =>
  Object.fromEntries(entriesOf(resource, keep).map(([name, property]) => [name, propertySchema(property, types)]));

/** The schemas that operations refer to; each is made when it is first referred to. */
export interface Schemas {
  /** An object with all of its properties. */
  whole: (resource: Resource) => JsonSchema;
  /** An object as a filter wants it: some of its properties, and relations. */
  filtered: (resource: Resource) => JsonSchema;
  /** What is sent to make or replace an object. */
  input: (resource: Resource) => JsonSchema;
  /** What is sent to change an object. */
  change: (resource: Resource) => JsonSchema;
  /** A schema under a name of its own. */
  named: (name: string, make: () => JsonSchema) => JsonSchema;
  /** All that were made, by name. */
  made: () => Record<string, JsonSchema>;
}

export const schemaFolder = "#/components/schemas/";

export function collectSchemas(): Schemas {
  const made = new Map<string, JsonSchema>();

  const named: Schemas["named"] = (name, make) => {
    if (!made.has(name)) {
      // Before it is made: relations lead back.
      made.set(name, {});
      made.set(name, make());
    }
    return { $ref: `${schemaFolder}${name}` };
  };

  const whole: Schemas["whole"] = (resource) =>
    named(resource.model, () => ({
      type: "object",
      description: resource.description,
      required: entriesOf(resource, isShown).map(([name]) => name),
      properties: described(resource, isShown, answered),
      additionalProperties: false,
    }));

  const filtered: Schemas["filtered"] = (resource) =>
    named(`Filtered${resource.model}`, () => ({
      type: "object",
      description: `${resource.description} With all its properties, or those that \`filter.fields\` asks for; with the relations that \`filter.include\` asks for.`,
      properties: {
        ...described(resource, isShown, answered),
        ...Object.fromEntries(
          Object.entries(resource.relations).map(([name, { target, kind }]) => [
            name,
            kind === "one" ? filtered(target()) : { type: "array", items: filtered(target()) },
          ]),
        ),
      },
      additionalProperties: false,
    }));

  const input: Schemas["input"] = (resource) =>
    named(`${resource.model}Input`, () => ({
      type: "object",
      description: `What is sent to make or replace ${article(resource.model)}. Other properties are ignored.`,
      required: entriesOf(resource, (property) => isWritable(property) && Boolean(property.required)).map(
        ([name]) => name,
      ),
      properties: described(resource, isWritable, sent),
    }));

  const change: Schemas["change"] = (resource) =>
    named(`${resource.model}Change`, () => ({
      type: "object",
      description: `What is sent to change ${article(resource.model)}: what is left out stays. Other properties are ignored.`,
      properties: described(resource, (property) => isWritable(property) && !property.onlyAtFirst, sent),
    }));

  return { whole, filtered, input, change, named, made: () => Object.fromEntries([...made].sort(byName)) };
}

const article = (model: string): string => `${/^[AEIOU]/.test(model) ? "an" : "a"} ${model}`;

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
