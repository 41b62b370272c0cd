import type { JsonSchema } from "./argument.js";
import { guide } from "./openapi-guide.js";
import { operationOf, template, tokenForms } from "./openapi-operation.js";
import { refusalResponses } from "./openapi-refusals.js";
import { collectSchemas } from "./openapi-schemas.js";
import type { Route } from "./route.js";

/** Made from the table of routes, so that it cannot say anything else than what is served. */
export interface OpenApi {
  openapi: "3.1.0";
  info: JsonSchema;
  servers: readonly JsonSchema[];
  security: readonly JsonSchema[];
  tags: readonly { name: string; description: string }[];
  paths: Record<string, Record<string, JsonSchema>>;
  components: Record<"schemas" | "responses" | "headers" | "securitySchemes", Record<string, JsonSchema>>;
}

/** What the headings of the table are about. */
const tags: Readonly<Record<string, string>> = {
  "Signing in": "Tokens, passwords and the mails that prove an address.",
  Accounts: "Persons and programs that sign in. An account can make child accounts and act for them.",
  Organizations: "Businesses and other bodies, their life, and who is invited to them.",
  Images: "Logos and signatures, as files.",
  "Export and import": "What an organization has as a file, and files that become what it has.",
  AccountOrganizations: "Memberships and invitations: one object for both.",
  Categories: "Names under which amounts of documents are collected.",
  Documents:
    "Invoices, estimates, advances, credit notes and delivery notes, made or received. Amounts are JSON numbers; they are sent as numbers or as text, which is read exactly.",
  DocumentCategories: "Parts of documents' amounts under categories.",
  Payments: "Money that came in or went out, for a document or without one.",
  Statistics:
    "Numbers over time, made from the documents and payments that count: neither drafts nor cancelled or deleted.",
  Reports: "Profit and loss, balance sheet: on an accrual basis, by document date.",
};

/** The best form comes last: there the page puts the cursor. */
const securitySchemes: Record<(typeof tokenForms)[number], JsonSchema> = {
  accessTokenQuery: {
    type: "apiKey",
    in: "query",
    name: "access_token",
    description: "The token in the query. For clients that cannot send headers; it can be switched off.",
  },
  bearer: { type: "http", scheme: "bearer", description: "The token after the word Bearer." },
  authorization: { type: "apiKey", in: "header", name: "Authorization", description: "The token, by itself." },
  accessToken: { type: "apiKey", in: "header", name: "X-Access-Token", description: "The token, by itself." },
};

const headers = {
  "X-Request-Id": {
    description: "The name of this request in the log.",
    required: true,
    schema: { type: "string", pattern: "^[0-9a-f]{24}$" },
  },
  "X-Total-Count": {
    description: "How many rows match, without paging.",
    required: true,
    schema: { type: "integer", minimum: 0 },
  },
  ETag: {
    description: "Names this very answer. Sent back in `If-None-Match`, it saves the same answer.",
    required: true,
    schema: { type: "string", pattern: '^W/".+"$' },
  },
  "Content-Disposition": {
    description: "Whether the file is to be shown or kept, and under which name.",
    required: true,
    schema: { type: "string", pattern: '^(inline|attachment); filename="[\\w.-]+"$' },
  },
  "Content-Security-Policy": {
    description: "Keeps browsers from taking the file for a page.",
    required: true,
    schema: { type: "string" },
  },
  "Retry-After": {
    description: "After how many seconds to try again.",
    required: true,
    schema: { type: "integer", minimum: 0 },
  },
};

const reference = (name: keyof typeof headers) => ({ [name]: { $ref: `#/components/headers/${name}` } });

const notModified = {
  description: "The answer is the one that the client has, by its `If-None-Match`.",
  headers: { ...reference("X-Request-Id"), ...reference("ETag") },
};
const fileNotModified = {
  ...notModified,
  headers: { ...notModified.headers, ...reference("Content-Security-Policy") },
};
const listNotModified = { ...notModified, headers: { ...notModified.headers, ...reference("X-Total-Count") } };

/**
 * The description of the interface, in OpenAPI 3.1. Errors: a plain one for a row of the table that cannot be described.
 */
export function openApi(routes: readonly Route[], version: string): OpenApi {
  const schemas = collectSchemas();
  const paths: OpenApi["paths"] = {};
  for (const route of routes) {
    for (const place of [route, ...(route.oldNames ?? [])]) {
      const methods = (paths[template(place.path)] ??= {});
      methods[place.method.toLowerCase()] = operationOf(route, place, schemas);
    }
  }
  const responses = {
    NotModified: notModified,
    ListNotModified: listNotModified,
    FileNotModified: fileNotModified,
    ...refusalResponses(schemas, codesOfMissing(routes)),
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Orgate REST",
      version,
      summary: "Organizations, memberships, categories, documents, payments, statistics and reports.",
      description: guide,
    },
    servers: [{ url: "/v1", description: "This server." }],
    security: tokenForms.map((name) => ({ [name]: [] })),
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name, description: descriptionOf(name) })),
    paths,
    components: { schemas: schemas.made(), responses, headers, securitySchemes },
  };
}

function descriptionOf(tag: string): string {
  const description = tags[tag];
  if (description === undefined) throw new Error(`nothing says what "${tag}" is about`);
  return description;
}

const codesOfMissing = (routes: readonly Route[]): string[] =>
  routes.flatMap(({ args = {} }) => Object.values(args).flatMap(({ missing }) => (missing ? [missing.code] : [])));
