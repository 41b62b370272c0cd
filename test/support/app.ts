import type { FastifyInstance } from "fastify";
import type { OutgoingHttpHeaders } from "node:http";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { createLog } from "../../src/log.js";
import { type TestDatabase, testDatabase } from "./database.js";
import type { Actor } from "./world.js";

interface AnsweredError {
  message: string;
  path?: (string | number)[];
  extensions: Record<string, unknown>;
}

/** What the GraphQL door answered. `body` is all of it; `data` and `errors` are its parts. */
export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: unknown;
  data: unknown;
  errors: AnsweredError[] | undefined;
  /** The text at a place in `data`, such as "createOrganization.organization.id". Fails where there is none. */
  text: (path: string) => string;
  /** The codes of the errors, in their order. */
  codes: () => unknown[];
}

export interface TestApp extends TestDatabase {
  app: FastifyInstance;
  /** Sends an operation to the GraphQL door as the actor, with the token, or signed out. */
  graphql: (
    who: Actor | string | null,
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
}

/** The app on a database of its own. `settings` are environment variables, over the defaults. */
export async function testApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const db = await testDatabase();
  const app = await createApp({ config: readConfig(settings), database: db.database, log: createLog("silent") });

  const graphql: TestApp["graphql"] = async (who, query, variables, headers = {}) => {
    const token = typeof who === "string" ? who : who?.token;
    const response = await app.inject({
      method: "POST",
      url: "/graphql",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { "x-access-token": token }),
        ...headers,
      },
      payload: JSON.stringify({ query, ...(variables ? { variables } : {}) }),
    });
    return answer(response.statusCode, response.headers, response.body);
  };

  const close = async () => {
    await app.close();
    await db.close();
  };
  return { ...db, app, graphql, close };
}

/** What was answered, from its parts. */
export function answer(status: number, headers: OutgoingHttpHeaders, payload: string): Answer {
  const body = parsed(payload);
  const { data, errors } = (typeof body === "object" && body !== null ? body : {}) as Pick<Answer, "data" | "errors">;
  return {
    status,
    headers,
    body,
    data,
    errors,
    text: (path) => {
      const found = path
        .split(".")
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], data);
      if (typeof found !== "string") throw new Error(`there is no text at ${path} in ${payload}`);
      return found;
    },
    codes: () => (errors ?? []).map((error) => error.extensions.code),
  };
}

/** An answer that is not JSON, such as a page, is its text. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return payload;
  }
}
