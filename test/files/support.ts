import type { TestApp } from "../support/app.js";
import type { Rest } from "../support/rest.js";
import { rest } from "../support/rest.js";
import type { Actor } from "../support/world.js";

/** The path of the link that an export answers. */
export async function linkOf(call: Rest, who: Actor, organization: string, query: string): Promise<string> {
  const { status, text, body } = await call(who, "GET", `/Organizations/${organization}/export?${query}`);
  if (status !== 200) throw new Error(`the export was refused: ${text}`);
  const { pathname, search } = new URL((body as { link: string }).link);
  return pathname + search;
}

/** What a link leads to. */
export const follow = (
  { app }: TestApp,
  url: string,
  options: { method?: "GET" | "HEAD"; headers?: Record<string, string> } = {},
) => app.inject({ method: "GET", url, ...options });

/** The file that an export is, fetched without a token. */
export async function fileOf(app: TestApp, who: Actor, organization: string, query: string): Promise<Buffer> {
  const { statusCode, rawPayload, body } = await follow(app, await linkOf(rest(app), who, organization, query));
  if (statusCode !== 200) throw new Error(`the link led to ${statusCode}: ${body}`);
  return rawPayload;
}
