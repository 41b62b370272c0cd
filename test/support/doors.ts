import type { Stage } from "./stage.js";
import type { TestApp } from "./app.js";
import { rest, type RestAnswer, type RestMethod } from "./rest.js";
import type { Actor } from "./world.js";

/** A refusal as GraphQL names it, by REST's status and code. */
const restRefusals: Record<string, string> = {
  "401 AUTHORIZATION_REQUIRED": "UNAUTHENTICATED or FORBIDDEN",
  "401 LOGIN_FAILED": "LOGIN_FAILED",
  "400 INVALID_TOKEN": "INVALID_TOKEN",
  "404 MODEL_NOT_FOUND": "NOT_FOUND",
  "422 ORGANIZATION_INACTIVE": "ORGANIZATION_INACTIVE",
};

const graphqlRefusals: Record<string, string> = {
  UNAUTHENTICATED: "UNAUTHENTICATED or FORBIDDEN",
  FORBIDDEN: "UNAUTHENTICATED or FORBIDDEN",
};

/** One thing to do, as each door is asked for it. */
export interface Operation<S = Stage> {
  graphql: (stage: S, actor: Actor | null) => string;
  rest: (stage: S, actor: Actor | null) => [method: RestMethod, path: string, body?: object];
}

/** The text of a mutation, of which the codes of its user errors are asked. */
export const mutate = (name: string, input: string, selection: string) =>
  `mutation { ${name}(input: { ${input} }) { ${selection} userErrors { code } } }`;

/** Asks each door, and says in the same words what it answered: `ok`, or a refusal. */
export function doorsOf(app: TestApp) {
  const send = rest(app);

  async function throughGraphQL<S>(operation: Operation<S>, stage: S, actor: Actor | null): Promise<string> {
    const answer = await app.graphql(actor, operation.graphql(stage, actor));
    const [refusal] = answer.codes();
    if (typeof refusal === "string") return graphqlRefusals[refusal] ?? refusal;
    const [value] = Object.values(answer.data as Record<string, { userErrors?: { code: string }[] } | null>);
    // To look for what is not there is no error in GraphQL. For who is not signed in, nothing is there.
    if (value == null) return actor ? "NOT_FOUND" : "UNAUTHENTICATED or FORBIDDEN";
    return value.userErrors?.[0]?.code ?? "ok";
  }

  async function throughRest<S>(operation: Operation<S>, stage: S, actor: Actor | null): Promise<string> {
    const [method, path, body] = operation.rest(stage, actor);
    return verdictOf(method, await send(actor, method, `/v1${path}`, body ? { body } : {}));
  }

  function verdictOf(method: string, { status, body }: RestAnswer): string {
    if (status === 204) return "ok";
    // To delete what is not there is no error in REST.
    if (status === 200) return method === "DELETE" && (body as { count?: number }).count === 0 ? "NOT_FOUND" : "ok";
    const { code } = (body as { error: { code: string } }).error;
    return restRefusals[`${status} ${code}`] ?? `${status} ${code}`;
  }

  return { throughGraphQL, throughRest };
}

const legacyNames: Record<string, string> = { databaseId: "id", isDeleted: "_isDeleted", data: "_data" };

/** What GraphQL answered, under the names of REST. */
export function legacy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(legacy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [legacyNames[name] ?? name, legacy(part)]));
}
