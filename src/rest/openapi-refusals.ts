import { STATUS_CODES } from "node:http";
import type { ErrorCode, ValidationRule } from "../domain/errors.js";
import type { JsonSchema } from "./argument.js";
import { answers } from "./errors.js";
import { importErrors } from "./import-shape.js";
import type { Schemas } from "./openapi-schemas.js";
import type { Place, Route } from "./route.js";

/** Why a property of an input is not valid, by the code under which `details.codes` lists it. */
export const validationRules = {
  presence: "missing, null or empty",
  uniqueness: "taken already",
  inclusion: "none of the values that it can have",
  "length.min": "too short",
  "length.max": "too long",
  numericality: "no number, or out of range",
  date: "no date",
  type: "of another type",
  "custom.email": "no e-mail address",
  "custom.text": "text that cannot be kept",
  "custom.object": "an object that cannot be kept",
  "custom.rule": "against another rule, which the message says",
} satisfies Record<ValidationRule, string>;

interface Refusal {
  /** The name of the component. */
  name: string;
  description: string;
  /** What `error.name` can be. */
  names: readonly string[];
  /** What `error.code` can be besides the domain's codes. */
  codes?: readonly string[];
  example: string;
  retryAfter?: true;
}

const plain = ["Error"] as const;

/** Every refusal that `/v1` knows. Those of 500 and more tell nothing but their status. */
const refusals: Readonly<Record<number, Refusal>> = {
  400: {
    name: "BadRequest",
    description: "The body or an argument cannot be understood, or a required argument is missing.",
    names: [...plain, "SyntaxError", "BadRequestError"],
    codes: ["OPERATOR_NOT_ALLOWED_IN_QUERY", "QUERY_OBJECT_TOO_DEEP"],
    example: "limit is not a whole number",
  },
  401: {
    name: "Unauthorized",
    description: "There is no token, it is unknown or has expired, or it does not give the right to do this.",
    names: plain,
    example: "Authorization Required",
  },
  404: {
    name: "NotFound",
    description: "There is no such object, or the caller may not see it; or there is no such path.",
    names: plain,
    codes: ["ROUTE_NOT_FOUND"],
    example: 'Unknown "Category" id "5e9e92107f186e000eda0901".',
  },
  413: {
    name: "PayloadTooLarge",
    description: "The body is too large.",
    names: ["PayloadTooLargeError"],
    example: "request entity too large",
  },
  415: {
    name: "UnsupportedMediaType",
    description: "The body has a charset or an encoding that is not read.",
    names: ["UnsupportedMediaTypeError"],
    example: "unsupported charset",
  },
  422: {
    name: "UnprocessableEntity",
    description: "Properties are not valid, or a rule refuses.",
    names: plain,
    example: "The organization would be left without an active admin.",
  },
  429: {
    name: "TooManyRequests",
    description: "Too many requests, or too many mails to an address. `Retry-After` says when to try again.",
    names: plain,
    example: "Too many requests.",
    retryAfter: true,
  },
  500: { name: "InternalServerError", description: "A fault of ours.", names: [], example: "" },
  503: {
    name: "ServiceUnavailable",
    description: "The service cannot answer at the moment. `Retry-After` says when to try again.",
    names: [],
    example: "",
    retryAfter: true,
  },
};

/** What any call can be refused with. */
const anywhere = [400, 413, 415, 429, 500, 503];

/** The statuses that a call can be refused with, in their order. */
export function refusalsOf({ public: isPublic, refusals: own = [] }: Route, { method, path }: Place): number[] {
  // What cannot be deleted by its id is a deletion of none.
  const canBeUnknown = path.includes("/:") && !(method === "DELETE" && /\/:\w+$/.test(path));
  const all = [...anywhere, ...own, ...(isPublic ? [] : [401]), ...(canBeUnknown ? [404] : [])];
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Refers to the answer with that status. Errors: a plain one for a status that `/v1` does not answer. */
export function refusalReference(status: number): JsonSchema {
  const known = refusals[status];
  if (!known) throw new Error(`/v1 does not refuse with ${status}`);
  return { $ref: `#/components/responses/${known.name}` };
}

/** The refusals as components. `codes` are those of the table, by which a missing argument is named. */
export function refusalResponses(schemas: Schemas, codes: readonly string[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(refusals).map(([status, { name, description, retryAfter, ...refusal }]) => {
      const schema = schemas.named(`${name}Error`, () => errorSchema(Number(status), refusal, codes, schemas));
      const response = {
        description,
        headers: {
          "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" },
          ...(retryAfter ? { "Retry-After": { $ref: "#/components/headers/Retry-After" } } : {}),
        },
        content: { "application/json": { schema, example: errorExample(Number(status), refusal, codes) } },
      };
      return [name, response];
    }),
  );
}

function codesOf(status: number, further: readonly string[] = [], missing: readonly string[] = []): string[] {
  const table = Object.entries(answers) as [ErrorCode, { status: number; code?: string; name?: string }][];
  const own = table.filter(([, entry]) => entry.status === status && entry.name === undefined);
  return [
    ...new Set([...own.map(([code, entry]) => entry.code ?? code), ...further, ...(status === 400 ? missing : [])]),
  ];
}

type Worded = Pick<Refusal, "names" | "codes" | "example">;

function errorExample(status: number, { names, codes, example }: Worded, missing: readonly string[]): unknown {
  if (status >= 500) return { error: { statusCode: status, message: STATUS_CODES[status] } };
  if (status === 422) return validationExample;
  const [code] = codesOf(status, codes, missing);
  return { error: { statusCode: status, name: names[0], message: example, ...(code ? { code } : {}) } };
}

const validationExample = {
  error: {
    statusCode: 422,
    name: "ValidationError",
    message: "The `Category` instance is not valid. Details: `alias` can't be blank (value: undefined).",
    details: { context: "Category", codes: { alias: ["presence"] }, messages: { alias: ["can't be blank"] } },
  },
};

function errorSchema(
  status: number,
  { names, codes: further }: Worded,
  missing: readonly string[],
  schemas: Schemas,
): JsonSchema {
  const statusCode = { const: status, description: "The status of the answer." };
  const message = { type: "string", description: "What is wrong, in English." };
  if (status >= 500) return enveloped({ statusCode, message }, ["statusCode", "message"]);
  const name = { enum: names, description: "The kind of error." };
  const codes = codesOf(status, further, missing);
  const rule = enveloped(
    {
      statusCode,
      name,
      message,
      ...(codes.length > 0 ? { code: { enum: codes, description: "What is wrong, for programs." } } : {}),
    },
    ["statusCode", "name", "message", ...(names.length === 1 && codes.length > 0 ? ["code"] : [])],
  );
  if (status !== 422) return rule;
  const validation = schemas.named("ValidationError", () =>
    enveloped({ statusCode, name: { const: "ValidationError", description: "The kind of error." }, message, details }, [
      "statusCode",
      "name",
      "message",
      "details",
    ]),
  );
  return { oneOf: [validation, schemas.named("RuleError", () => rule)] };
}

const enveloped = (properties: Record<string, JsonSchema>, required: readonly string[]): JsonSchema => ({
  type: "object",
  required: ["error"],
  properties: { error: { type: "object", required, properties, additionalProperties: false } },
  additionalProperties: false,
});

const byProperty = (description: string, item: JsonSchema): JsonSchema => ({
  type: "object",
  description,
  additionalProperties: { type: "array", items: item, minItems: 1 },
});

/** All that is wrong with an input, at once. */
const details: JsonSchema = {
  type: "object",
  description: "What is wrong with each property.",
  required: ["context", "codes", "messages"],
  properties: {
    context: { type: "string", description: "What the input was for.", examples: ["Category"] },
    codes: byProperty("Why each property is not valid, for programs.", { enum: Object.keys(validationRules) }),
    messages: byProperty("Why each property is not valid, in English, in the order of the codes.", { type: "string" }),
    errors: { ...importErrors, description: `Of an import: ${importErrors.description}` },
  },
  additionalProperties: false,
};
