import type { JsonSchema } from "./argument.js";
import { schemaFolder } from "./openapi-schemas.js";

const byFormat: Record<string, string> = {
  "date-time": "2020-04-18T07:59:37.938Z",
  date: "2020-04-18",
  password: "correct horse battery staple",
};

const isId = ({ pattern }: JsonSchema): boolean => typeof pattern === "string" && pattern.endsWith("]{24}$");

/**
 * What the documentation shows for a schema: its own example, and null or a plain value where it has none. `brief`: of
 * objects only the properties that are required or have an example, as somebody would send them.
 */
export function exampleOf(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>, brief = false): unknown {
  const { $ref, examples, enum: values, type, format } = schema;
  if (typeof $ref === "string") return exampleOf(named[$ref.slice(schemaFolder.length)] ?? {}, named, brief);
  if (Array.isArray(examples)) return examples[0] as unknown;
  if ("const" in schema) return schema.const;
  if (Array.isArray(values)) return values[0] as unknown;
  if (Array.isArray(schema.oneOf)) return exampleOf(schema.oneOf[0] as JsonSchema, named, brief);
  if (Array.isArray(type)) return null;
  if (type === "object") return objectExample(schema, named, brief);
  if (type === "array") return schema.items ? [exampleOf(schema.items as JsonSchema, named, brief)] : [];
  if (type === "boolean") return false;
  if (type === "number" || type === "integer") return 1;
  if (isId(schema)) return "5e9e92107f186e000eda0901";
  return byFormat[typeof format === "string" ? format : ""] ?? "text";
}

function objectExample(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>, brief: boolean): unknown {
  const required = new Set((schema.required as readonly string[] | undefined) ?? []);
  // Where nothing is required the schema is that of a filtered answer: relations are not shown unless asked for.
  return Object.fromEntries(
    Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
      .filter(([name, property]) =>
        brief ? required.has(name) || hasExample(property) || property.format === "password" : !isRelation(property),
      )
      .map(([name, property]) => [name, exampleOf(property, named, brief)]),
  );
}

/** Also a list, by what is inside of its entries. */
const hasExample = (property: JsonSchema): boolean => {
  const inside = (property.items as JsonSchema | undefined)?.properties as Record<string, JsonSchema> | undefined;
  return "examples" in property || Object.values(inside ?? {}).some((part) => "examples" in part);
};

const isRelation = ({ $ref, items }: JsonSchema): boolean =>
  [$ref, (items as JsonSchema | undefined)?.$ref].some(
    (reference) => typeof reference === "string" && reference.startsWith(`${schemaFolder}Filtered`),
  );

/** The same schema with `examples`, as JSON Schema has them, for the `example` of older descriptions. */
export function withExamples(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === "example") return ["examples", [value]];
      if (key === "items") return [key, withExamples(value as JsonSchema)];
      if (key !== "properties") return [key, value];
      const properties = Object.entries(value as Record<string, JsonSchema>);
      return [key, Object.fromEntries(properties.map(([name, property]) => [name, withExamples(property)]))];
    }),
  );
}
