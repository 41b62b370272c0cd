/**
 * Requests per second of the nested query that web apps send most: organizations with their categories and members, with
 * the account of each; through GraphQL, and as a filter with includes through REST. Figures are printed, never asserted: npm run bench [-- SECONDS [CONNECTIONS]]
 * On the database of DATABASE_URL (which it writes to), else on an embedded one that is thrown away.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/config.js";
import { systemContext } from "../src/context.js";
import { signUp } from "../src/domain/account/sign-up.js";
import { createCategory } from "../src/domain/category/create-category.js";
import type { Caller } from "../src/domain/context.js";
import { inviteAccount } from "../src/domain/membership/invite-account.js";
import { createOrganization } from "../src/domain/organization/create-organization.js";
import { createLog } from "../src/log.js";
import { startDatabase } from "../src/start-database.js";

const [seconds = 5, connections = 10] = process.argv.slice(2).map(Number);
const organizations = 20;
const categories = 10;
const invitations = 4;

const query = `{ viewer { organizations(first: 20) { edges { node { id name
  categories(first: 10, orderBy: [{ field: NAME }]) { edges { node { id name alias } } }
  accountOrganizations(first: 5) { edges { node { id role status account { id email firstname } } } } } } } } }`;

const folder = mkdtempSync(join(tmpdir(), "orgate-bench-"));
const config = readConfig({ ...process.env, DATA_DIR: folder });
const log = createLog("silent");
const started = await startDatabase(config);
await started.migrate();
const { database } = started;
const app = await createApp({ config, database, log });

const unique = Date.now().toString(36);
const { accountId, accessToken } = await signUp(systemContext(database, log), {
  email: `bench-${unique}@example.com`,
  password: "bench password",
});
const caller: Caller = {
  id: accountId,
  email: "",
  emailVerified: false,
  masterId: null,
  tokenHandle: accessToken.handle,
};
const context = systemContext(database, log, caller);
for (let index = 0; index < organizations; index++) {
  const organization = await createOrganization(context, accountId, { name: `Organization ${index}` });
  for (let each = 0; each < categories; each++) {
    await createCategory(context, organization, { name: `Category ${each}`, alias: `category-${each}` });
  }
  for (let each = 0; each < invitations; each++) {
    await inviteAccount(context, organization, { email: `guest-${unique}-${index}-${each}@example.com` });
  }
}

await app.listen({ host: "127.0.0.1", port: 0 });
const { port } = app.server.address() as AddressInfo;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

interface Question {
  method: string;
  path: string;
  body?: string;
}

const graphql = (query: string): Question => ({ method: "POST", path: "/graphql", body: JSON.stringify({ query }) });

const filter = {
  limit: 20,
  fields: ["id", "name"],
  include: [
    { relation: "categories", scope: { limit: 10, order: "name", fields: ["id", "name", "alias"] } },
    {
      relation: "accountOrganizations",
      scope: { limit: 5, fields: ["id", "role", "status", "accountId"], include: "account" },
    },
  ],
};

async function ask({ method, path, body }: Question): Promise<number> {
  const sent = request({
    agent,
    port,
    host: "127.0.0.1",
    method,
    path,
    headers: { "content-type": "application/json", "x-access-token": accessToken.token },
  });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode ?? "nothing"}`);
  return bytes;
}

/** The same server without a database: what the nested query is to be compared with on a machine of any speed. */
const rounds = {
  "warm-up": graphql(query),
  "nested query": graphql(query),
  "the same through REST": {
    method: "GET",
    path: `/v1/Accounts/${accountId}/organizations?filter=${encodeURIComponent(JSON.stringify(filter))}`,
  },
  "no query at all": graphql("{ __typename }"),
};
for (const [round, question] of Object.entries(rounds)) {
  const bytes = await ask(question);
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const start = performance.now();
        await ask(question);
        times.push(performance.now() - start);
      }
    }),
  );
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1);
  const rate = (times.length / ((performance.now() - begun) / 1_000)).toFixed(0);
  process.stdout.write(`${round}: ${rate} requests/s of ${bytes} bytes, median ${at(0.5)} ms, 99 % ${at(0.99)} ms\n`);
}

agent.destroy();
await app.close();
await started.close();
rmSync(folder, { recursive: true, force: true });
