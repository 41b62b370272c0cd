import type { Context } from "../domain/context.js";
import type { FileAnswer } from "../send-file.js";
import type { Argument, JsonSchema } from "./argument.js";
import type { Resource } from "../resources/resource.js";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A path below `/v1`, such as `/Categories/:id`. */
export interface Place {
  method: Method;
  path: string;
}

export type Arguments = Readonly<Record<string, Argument<unknown>>>;

export type Values<Args extends Arguments> = {
  [Name in keyof Args]: Args[Name] extends Argument<infer Value> ? Value : never;
};

/** What a use-case is called with. */
export interface Call<Args extends Arguments = Arguments> {
  context: Context;
  /** The path's parameters; ids in lower case. */
  params: Readonly<Record<string, string>>;
  args: Values<Args>;
  /** The properties of the body that the route's resource knows and clients may write, by the domain's names. */
  body: Readonly<Record<string, unknown>>;
}

/** What a route answers: JSON or a file with status 200, or nothing with 204. */
export interface Answer {
  body?: unknown;
  /** The same as JSON already. */
  json?: string;
  /** How many rows match without paging, for lists. */
  total?: number;
  file?: FileAnswer;
}

/** What the answer looks like, for the description of the interface. */
export type Shape =
  | { kind: "one" | "list"; resource: Resource }
  | { kind: "count" }
  | { kind: "success" }
  | { kind: "nothing" }
  | { kind: "file"; contentTypes: readonly string[]; description: string }
  | { kind: "schema"; schema: JsonSchema; description: string };

/** One call of `/v1`. Who may make it is the use-case's to say; `public` ones are also for who is not signed in. */
export interface Route<Args extends Arguments = Arguments> extends Place {
  summary: string;
  description?: string;
  /** Its name for programs that are made from the description; made from method and path where it is not given. */
  operationId?: string;
  /** Older clients call it; newer ones have a better call. */
  deprecated?: boolean;
  /** The heading under which it is documented. */
  tag: string;
  /** What the path's parameters are that are no id of the object named before them. */
  params?: Readonly<Record<string, string>>;
  /** Paths that older clients call. */
  oldNames?: readonly Place[];
  /** The other arguments; by their order a missing one is named. */
  args?: Args;
  /** The object whose properties the body holds; `all`: it replaces, so that what is required must be there. */
  body?: { resource: Resource; required?: boolean };
  /** A GET that changes something: a HEAD, with which links are probed, does not. */
  changes?: boolean;
  /** Also for who is not signed in. `either`: with a token it does something else. */
  public?: boolean | "either";
  /** Refusals that are not everybody's: 422 and the like. */
  refusals?: readonly number[];
  answers: Shape;
  run: (call: Call<Args>) => Promise<Answer>;
}

/** A row of the table: lets `run` know the types of its arguments. */
export const route = <const Args extends Arguments>(row: Route<Args>): Route => row as unknown as Route;
