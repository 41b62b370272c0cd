import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "pino";
import type { Database } from "./database/open.js";
import { authenticate } from "./domain/account/token.js";
import type { Context } from "./domain/context.js";
import { type Files, noFiles } from "./domain/files/files.js";
import { createLoaders } from "./domain/loaders.js";

export interface RequestFacts {
  headers: IncomingHttpHeaders;
  /** The access_token of the query, where that form is switched on. */
  queryToken?: string | undefined;
  requestId: string;
  log: Logger;
  /** Where files are; none where nothing of the request can be about them. */
  files?: Files;
}

/** Makes the context of a request: who is calling is settled here, the same for both doors. */
export async function createContext(database: Database, request: RequestFacts): Promise<Context> {
  const token = presentedToken(request);
  const known = token === undefined ? null : await authenticate(database, token);
  const base = {
    caller: known !== null && typeof known === "object" ? known : null,
    tokenRefusal: typeof known === "string" ? known : null,
    database,
    files: request.files ?? noFiles,
    log: request.log,
    requestId: request.requestId,
  };
  return { ...base, loaders: createLoaders(base) };
}

/** The context of a request of which it does not matter who sends it. */
export function anonymousContext(database: Database, request: Omit<RequestFacts, "headers" | "queryToken">): Context {
  const { files = noFiles, log, requestId } = request;
  const base = { caller: null, tokenRefusal: null, database, files, log, requestId };
  return { ...base, loaders: createLoaders(base) };
}

/** A context without a request: for commands and the demo world. */
export function systemContext(database: Database, log: Logger, caller: Context["caller"] = null): Context {
  const base = { caller, tokenRefusal: null, database, files: noFiles, log, requestId: "command" };
  return { ...base, loaders: createLoaders(base) };
}

/** The query's token before X-Access-Token before Authorization; an empty one counts as absent. */
function presentedToken({ headers, queryToken }: RequestFacts): string | undefined {
  const header = headers["x-access-token"];
  const candidates = [
    queryToken,
    typeof header === "string" ? header : header?.[0],
    headers.authorization?.replace(/^bearer(\s+|$)/i, ""),
  ];
  return candidates.map((token) => token?.trim()).find(Boolean);
}
