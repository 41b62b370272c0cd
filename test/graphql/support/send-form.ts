import { type Answer, answer, type TestApp } from "../../support/app.js";
import type { form } from "../../support/form.js";
import type { Actor } from "../../support/world.js";

/** Sends a multipart request to the GraphQL door, as the actor or signed out. */
export async function sendForm(
  { app }: Pick<TestApp, "app">,
  who: Actor | null,
  { raw, headers }: ReturnType<typeof form>,
  further: Record<string, string> = { "graphql-require-preflight": "1" },
): Promise<Answer> {
  const response = await app.inject({
    method: "POST",
    url: "/graphql",
    headers: { ...headers, ...(who ? { "x-access-token": who.token } : {}), ...further },
    payload: raw,
  });
  return answer(response.statusCode, response.headers, response.body);
}
