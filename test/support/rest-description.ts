import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { servedDescription } from "../../src/rest/docs.js";
import type { RestAnswer } from "./rest.js";

/** Holds answers against the description of the interface. */

type Schema = Record<string, unknown>;

interface Header {
  required?: boolean;
  schema: Schema;
}

interface Described {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, { schema: Schema }>;
}

interface Reference {
  $ref: string;
}

interface Operation {
  responses: Record<string, Described | Reference>;
}

export const description = servedDescription();

const componentSchemas = "#/components/schemas/";
const compiled = "/schemas/";

/** The same schema with references that the validator finds: it is not given the whole description. */
const relinked = (schema: Schema, from = componentSchemas): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll(`"$ref":"${from}`, `"$ref":"${compiled}`)) as Schema;

const validator = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
// The module's default export is a function in fact and an object in its types.
(addFormats as unknown as (target: Ajv2020) => void)(validator);
for (const [name, schema] of Object.entries(description.components.schemas)) {
  validator.addSchema(relinked(schema), `${compiled}${name}`);
}

const functions = new Map<string, ValidateFunction>();

function validate(schema: Schema): ValidateFunction {
  const key = JSON.stringify(schema);
  let known = functions.get(key);
  if (!known) functions.set(key, (known = validator.compile(schema)));
  return known;
}

function resolved<Component extends object>(part: Component | Reference): Component {
  if (!("$ref" in part)) return part;
  const path = part.$ref.slice(2).split("/");
  return path.reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], description) as Component;
}

interface Served {
  method: string;
  path: string;
  pattern: RegExp;
  operation: Operation;
}

/** Words come before parameters, as the router has it. */
const order = ({ path }: Served): string => path.toLowerCase().replace(/\{\w+\}/g, "\uffff");

const served: Served[] = Object.entries(description.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      pattern: new RegExp(`^/v1${path.replace(/\{\w+\}/g, "[^/]+")}$`, "i"),
      operation: operation as unknown as Operation,
    })),
  )
  .sort((a, b) => (order(a) < order(b) ? -1 : 1));

/** The operation that a request is for: paths ignore letter case and slashes too many. */
export function operationFor(method: string, url: string): Served | undefined {
  const path = (url.split("?", 1)[0] ?? "").replace(/\/+/g, "/").replace(/(?<=.)\/$/, "");
  return served.find((one) => one.method === (method === "HEAD" ? "GET" : method) && one.pattern.test(path));
}

/** Where no path is described, an answer can only be that there is none. */
const unknown: Operation = {
  responses: {
    404: { $ref: "#/components/responses/NotFound" },
    429: { $ref: "#/components/responses/TooManyRequests" },
  },
};

/** What HTTP and its safety need, and what every answer may have without being described for each. */
const general = new Set([
  "cache-control",
  "connection",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "referrer-policy",
  "transfer-encoding",
  "vary",
  "x-content-type-options",
]);

interface Asked {
  method: string;
  url: string;
  payload?: string;
}

/** Errors: a plain one that says what of the answer is not described. */
export function checkAnswer(asked: Asked, answer: RestAnswer): void {
  const operation = operationFor(asked.method, asked.url)?.operation;
  const described = (operation ?? unknown).responses[answer.status];
  const problems = described
    ? [...headerProblems(resolved(described), answer), ...bodyProblems(resolved(described), asked, answer)]
    : [`the status is not one of ${Object.keys((operation ?? unknown).responses).join(", ")}`];
  if (problems.length === 0) return;
  const request = `${asked.method} ${asked.url.split("?", 1)[0] ?? ""}`;
  throw new Error(
    `${request} answered ${answer.status}, other than described:\n  ${problems.join("\n  ")}\n${answer.text.slice(0, 2000)}`,
  );
}

function headerProblems({ headers = {} }: Described, answer: RestAnswer): string[] {
  const documented = new Map(Object.entries(headers).map(([name, header]) => [name.toLowerCase(), resolved(header)]));
  const missing = [...documented].flatMap(([name, { required, schema }]) => {
    const value = answer.headers[name];
    if (value === undefined) return required ? [`the header ${name} is missing`] : [];
    return problemsOf(schema, schema.type === "integer" ? Number(value) : value, `the header ${name}`);
  });
  const unasked = Object.keys(answer.headers).filter(
    (name) => !documented.has(name) && !general.has(name) && !name.startsWith("access-control-"),
  );
  return [...missing, ...unasked.map((name) => `the header ${name} is not described`)];
}

function bodyProblems({ content }: Described, asked: Asked, answer: RestAnswer): string[] {
  if (!content) return answer.text === "" ? [] : ["there is a body"];
  const type = String(answer.headers["content-type"]);
  const [media = ""] = type.split(";", 1);
  const described = content[media];
  if (!described) return [`the content type ${type} is not described`];
  if (media === "application/json" && type !== "application/json; charset=utf-8")
    return [`the content type is ${type}`];
  if (asked.method === "HEAD") return answer.text === "" ? [] : ["there is a body"];
  if (media !== "application/json") return [];
  return problemsOf(isFiltered(asked) ? described.schema : withoutFilter(described.schema), answer.body, "the body");
}

const isFiltered = ({ url, payload = "" }: Asked): boolean => /\bfilter\b/.test(url) || /\bfilter\b/.test(payload);

/** A filter lets properties be missing and relations be there; who sends none gets the whole object. */
const withoutFilter = (schema: Schema): Schema => relinked(schema, `${componentSchemas}Filtered`);

function problemsOf(schema: Schema, value: unknown, what: string): string[] {
  const check = validate(relinked(schema));
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty } = params as { additionalProperty?: string };
    const named = additionalProperty === undefined ? "" : `: ${additionalProperty}`;
    return `${what}${instancePath ? ` at ${instancePath}` : ""} ${message ?? "is wrong"}${named}`;
  });
}
