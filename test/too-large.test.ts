import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "./support/app.js";
import { form, formWith } from "./support/form.js";
import { type Actor, world } from "./support/world.js";

let app: TestApp;
let owner: Actor;
let organization: string;
let port: number;

beforeAll(async () => {
  app = await testApp();
  owner = await world(app.database).passwordless();
  organization = await world(app.database).organization(owner);
  await app.app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = app.app.server.address() as AddressInfo);
});
afterAll(() => app.close());

const rest = { error: { statusCode: 413, name: "PayloadTooLargeError", message: "request entity too large" } };
const graphql = { errors: [{ message: "The request is too large.", extensions: { code: "BAD_USER_INPUT" } }] };
const json = (bytes: number) => ({
  raw: Buffer.from(JSON.stringify({ query: "x".repeat(bytes) })),
  headers: { "content-type": "application/json" },
});
const operations = [
  { name: "operations", content: "{}" },
  { name: "map", content: "{}" },
  { name: "0", content: Buffer.alloc(20_000_000), fileName: "x" },
];

interface Sent {
  raw: Buffer;
  headers: Record<string, string>;
}

/** Sends part after part, as over a slow line, and answers what comes back. Fails where the connection breaks. */
async function sendSlowly(path: string, { raw, headers }: Sent): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const closed = once(socket, "close");
  let answer = "";
  socket.on("data", (part) => (answer += part.toString()));
  const all = {
    host: "localhost",
    "content-length": String(raw.length),
    "x-access-token": owner.token,
    "graphql-require-preflight": "1",
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\n${head.join("")}\r\n`);
  const part = Math.ceil(raw.length / 10);
  for (let start = 0; start < raw.length; start += part) {
    await new Promise<void>((resolve, reject) => {
      socket.write(raw.subarray(start, start + part), (error) => (error ? reject(error) : resolve()));
    });
    await pause(20);
  }
  await closed;
  return answer;
}

test.each<[string, () => string, () => Sent, unknown]>([
  ["an import", () => `/v1/Organizations/${organization}/import`, () => formWith(Buffer.alloc(20_000_000)), rest],
  ["an image", () => `/v1/Organizations/${organization}/images`, () => formWith(Buffer.alloc(20_000_000)), rest],
  ["JSON", () => `/v1/Organizations/${organization}/categories`, () => json(20_000_000), rest],
  ["a GraphQL request", () => "/graphql", () => json(20_000_000), graphql],
  ["a GraphQL request with a file", () => "/graphql", () => form(operations), graphql],
])(
  "%s that is too large is told so once it was sent, over a connection that does not break",
  async (_, path, sent, body) => {
    const answer = await sendSlowly(path(), sent());
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")))).toEqual(body);
  },
);

test("who announces too much and sends nothing of it is told so, too, and cut off", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.write(
    "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99000000\r\n\r\n{",
  );
  let answer = "";
  socket.on("data", (part) => (answer += part.toString()));
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});
