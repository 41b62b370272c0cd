import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";
import type { TestApp } from "./app.js";
import { checkAnswer } from "./rest-description.js";
import type { Actor } from "./world.js";

export type RestMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What `/v1` answered. `body` is the JSON of it; undefined where there was none, and the text where it was no JSON. */
export interface RestAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: unknown;
  text: string;
  /** The body as it came. */
  bytes?: Buffer;
}

export interface RestOptions {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form: as it is, or by names and values. */
  form?: string | Record<string, string>;
  /** Sent as it is, with the content type that `headers` names. */
  raw?: string | Buffer;
  headers?: Record<string, string>;
  /** Whether a fault of ours may be the answer: a test that has made one wants to see it. */
  fault?: boolean;
}

/** Calls as the actor, with the token, or signed out (null). The url is the whole one, or what comes after `/v1`. */
export type Rest = (
  who: Actor | string | null,
  method: RestMethod,
  url: string,
  options?: RestOptions,
) => Promise<RestAnswer>;

/**
 * Calls to `/v1` of which every answer is held against the description of the interface: its status, its headers and its
 * body. An answer that is not described fails the test that got it, and so does a fault of ours.
 */
export function rest(target: TestApp | FastifyInstance): Rest {
  const app: FastifyInstance = "graphql" in target ? target.app : target;
  return async (who, method, path, options = {}) => {
    const url = /^\/+v1(\/|\?|$)/i.test(path) ? path : `/v1${path}`;
    const token = typeof who === "string" ? who : who?.token;
    const { type, payload } = contentOf(options);
    const response = await app.inject({
      method,
      url,
      headers: {
        ...(token === undefined ? {} : { "x-access-token": token }),
        ...(type === undefined ? {} : { "content-type": type }),
        ...options.headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const { statusCode: status, headers, body: text } = response;
    const answer: RestAnswer = { status, headers, body: parsed(text, headers), text, bytes: response.rawPayload };
    if (status === 500 && !options.fault) throw new Error(`${method} ${path} failed: ${text}`);
    checkAnswer({ method, url, ...(typeof payload === "string" ? { payload } : {}) }, answer);
    return answer;
  };
}

function contentOf({ body, form, raw }: RestOptions): { type?: string; payload?: string | Buffer } {
  if (raw !== undefined) return { payload: raw };
  if (form !== undefined) {
    const payload = typeof form === "string" ? form : new URLSearchParams(form).toString();
    return { type: "application/x-www-form-urlencoded", payload };
  }
  return body === undefined ? {} : { type: "application/json", payload: JSON.stringify(body) };
}

function parsed(text: string, headers: OutgoingHttpHeaders): unknown {
  if (text === "") return undefined;
  return /^application\/json\b/.test(String(headers["content-type"])) ? (JSON.parse(text) as unknown) : text;
}
