import type { Argument, JsonSchema } from "./argument.js";
import { exampleOf, withExamples } from "./openapi-example.js";
import { operationName, singular } from "./openapi-names.js";
import { refusalReference, refusalsOf } from "./openapi-refusals.js";
import type { Schemas } from "./openapi-schemas.js";
import { takesFile, uploadBody, uploadParameters } from "./openapi-upload.js";
import type { Place, Route } from "./route.js";

/** A path as OpenAPI writes it: `/Categories/{id}`. */
export const template = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

/** One call under one of its names. Errors: a plain one for a row that cannot be described. */
export function operationOf(route: Route, place: Place, schemas: Schemas): JsonSchema {
  const isOld = place !== route;
  const description = [
    isOld && `An older name of \`${route.method} ${template(route.path)}\`.`,
    route.description,
    ...(route.body ? ["Properties that cannot be set are ignored, so that a whole object can be sent back."] : []),
  ].filter(Boolean);
  const args = Object.entries(route.args ?? {});
  const hasBody = place.method !== "GET" && place.method !== "DELETE";
  return {
    tags: [route.tag],
    summary: route.summary,
    ...(description.length > 0 ? { description: description.join("\n\n") } : {}),
    operationId: !isOld && route.operationId ? route.operationId : operationName(route, place),
    ...(isOld || route.deprecated ? { deprecated: true } : {}),
    ...securityOf(route),
    parameters: [...pathParameters(route, place.path), ...queryParameters(args, hasBody)],
    ...(hasBody ? bodyOf(route, args, schemas) : {}),
    responses: {
      ...success(route, place, schemas),
      ...Object.fromEntries(refusalsOf(route, place).map((status) => [status, refusalReference(status)])),
    },
  };
}

/** Every way of sending a token; the first is the one that a client should choose. */
export const tokenForms = ["accessToken", "authorization", "bearer", "accessTokenQuery"] as const;

/** What is not public has the security of the whole description. */
function securityOf({ public: isPublic }: Route): JsonSchema {
  if (!isPublic) return {};
  return { security: isPublic === "either" ? [{}, ...tokenForms.map((name) => ({ [name]: [] }))] : [] };
}

const id = { type: "string", pattern: "^[0-9a-fA-F]{24}$" };

function pathParameters(route: Route, path: string): JsonSchema[] {
  const segments = path.split("/");
  return segments.flatMap((segment, index) => {
    if (!segment.startsWith(":")) return [];
    const name = segment.slice(1);
    const own = route.params?.[name];
    const owner = singular(segments[index - 1] ?? "");
    const description = own ?? `The id of the ${owner.charAt(0).toUpperCase()}${owner.slice(1)}.`;
    return [{ name, in: "path", required: true, description, schema: own ? { type: "string" } : id }];
  });
}

function queryParameters(args: [string, Argument<unknown>][], hasBody: boolean): JsonSchema[] {
  if (takesFile(args)) return uploadParameters(args);
  return hasBody ? [] : args.map(queryParameter);
}

function queryParameter([name, { description, schema, required }]: [string, Argument<unknown>]): JsonSchema {
  return { name, in: "query", ...(required ? { required } : {}), description, schema: withExamples(schema) };
}

function bodyOf(route: Route, args: [string, Argument<unknown>][], schemas: Schemas): JsonSchema {
  if (takesFile(args)) return { requestBody: uploadBody(args) };
  const schema = bodySchema(route, args, schemas);
  if (!schema) return {};
  const example = exampleOf(schema, schemas.made(), true);
  const required = Boolean(route.body?.required) || args.some(([, argument]) => argument.required);
  const content = { schema, example };
  return {
    requestBody: {
      ...(required ? { required } : {}),
      content: { "application/json": content, "application/x-www-form-urlencoded": content },
    },
  };
}

function bodySchema({ body }: Route, args: [string, Argument<unknown>][], schemas: Schemas): JsonSchema | undefined {
  const object = body && (body.required ? schemas.input(body.resource) : schemas.change(body.resource));
  if (args.length === 0) return object;
  const required = args.filter(([, argument]) => argument.required).map(([name]) => name);
  const own = {
    type: "object",
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(
      args.map(([name, { description, schema }]) => [name, { ...withExamples(schema), description }]),
    ),
  };
  return object ? { allOf: [object, own] } : own;
}

const header = (name: string) => ({ [name]: { $ref: `#/components/headers/${name}` } });

function success(route: Route, { method }: Place, schemas: Schemas): JsonSchema {
  const { answers } = route;
  const always = header("X-Request-Id");
  if (answers.kind === "nothing") return { 204: { description: "It is done.", headers: always } };
  if (answers.kind === "file") return fileAnswer(answers, always);
  const { schema, description, isList = false } = answerOf(route, schemas);
  const headers = {
    ...always,
    ...(isList ? header("X-Total-Count") : {}),
    ...(method === "GET" ? header("ETag") : {}),
  };
  const content = { "application/json": { schema, example: exampleOf(schema, schemas.made()) } };
  return {
    200: { description, headers, content },
    ...(method === "GET"
      ? { 304: { $ref: `#/components/responses/${isList ? "ListNotModified" : "NotModified"}` } }
      : {}),
  };
}

/** Bytes have no schema: the content type says it all. */
const fileAnswer = (
  { contentTypes, description }: Extract<Route["answers"], { kind: "file" }>,
  always: JsonSchema,
): JsonSchema => ({
  200: {
    description,
    headers: { ...always, ...header("ETag"), ...header("Content-Disposition"), ...header("Content-Security-Policy") },
    content: Object.fromEntries(contentTypes.map((type) => [type, {}])),
  },
  304: { $ref: "#/components/responses/FileNotModified" },
});

interface Answered {
  schema: JsonSchema;
  description: string;
  isList?: boolean;
}

function answerOf({ answers, args }: Route, schemas: Schemas): Answered {
  switch (answers.kind) {
    case "one":
    case "list": {
      const { kind, resource } = answers;
      const schema = args?.filter ? schemas.filtered(resource) : schemas.whole(resource);
      // Whoever reads a filtered schema finds the whole one, too.
      if (args?.filter) schemas.whole(resource);
      return kind === "one"
        ? { schema, description: `The ${resource.model}.` }
        : { schema: { type: "array", items: schema, maxItems: 100 }, description: "The list.", isList: true };
    }
    case "count":
      return { schema: schemas.named("Count", () => countSchema), description: "How many." };
    case "success":
      return { schema: schemas.named("Success", () => successSchema), description: "It is done." };
    case "nothing":
    case "file":
      throw new Error("an answer that is no JSON has no schema");
    case "schema": {
      const schema = withExamples(answers.schema);
      return { schema, description: answers.description, isList: schema.type === "array" };
    }
  }
}

const countSchema: JsonSchema = {
  type: "object",
  description: "A number of objects.",
  required: ["count"],
  properties: { count: { type: "integer", minimum: 0, description: "How many.", examples: [1] } },
  additionalProperties: false,
};

const successSchema: JsonSchema = {
  type: "object",
  description: "It is done.",
  required: ["success"],
  properties: { success: { const: true, description: "Always true: what fails is an error." } },
  additionalProperties: false,
};
