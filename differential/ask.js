/** One request and its answer, comparable. */
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { urlOf } from "./form.js";

const patienceMs = 20_000;
const mostTries = 20;

/** Somebody who asks one server: `get(request)` answers {status, body, total}. */
export function asker(address, headers = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const send = (path, { method = "GET", body, more } = {}) =>
    new Promise((resolve, reject) => {
      const options = { method, agent, timeout: patienceMs, headers: { ...headers, ...(body ? json : {}), ...more } };
      const sent = request(address + path, options, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => (text += part));
        response
          .on("error", reject)
          .on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
      });
      sent.on("timeout", () => sent.destroy(new Error(`no answer within ${patienceMs / 1000} s: ${path}`)));
      sent.on("error", reject).end(body && JSON.stringify(body));
    });

  return {
    /** An answer as the server gives it; one that asks for patience gets it. */
    async send(path, options) {
      for (let tries = 1; ; tries += 1) {
        const answer = await send(path, options);
        if ((answer.status !== 429 && answer.status !== 503) || tries === mostTries) return answer;
        await pause(1000 * (Number(answer.headers["retry-after"]) || 0.2));
      }
    },
    async get(question, more) {
      const { status, headers, text } = await this.send(urlOf(question), { more });
      const body = text === "" ? undefined : JSON.parse(text);
      const total = headers["x-total-count"];
      return { status, body, ...(total === undefined ? {} : { total: Number(total) }) };
    },
    close: () => agent.destroy(),
  };
}

const json = { "content-type": "application/json" };
