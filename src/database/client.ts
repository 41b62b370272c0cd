import pg from "pg";
import { valueOfTicket } from "./large-values.js";

type Callback = (error: Error | null | undefined, result?: pg.QueryResult) => void;

/** The driver's own object of a statement, with what its types do not tell of. */
interface Statement extends pg.Submittable {
  values: unknown;
  types: unknown;
  callback: Callback;
  _result: unknown;
  _results: unknown;
}

/**
 * A client that tells of every statement before sending it, and that keeps nothing of one that has ended: the driver's
 * callback is a function that V8 puts among what lives long, and until the next collection of everything it would keep what
 * was sent and what was answered, which is a megabyte for each statement of an import.
 */
export function clientThatTells(onStatement: (text: string) => void = () => undefined): typeof pg.Client {
  return class extends pg.Client {
    // The signature of the base class is a long overload; the pool's own statements have a callback, all others a promise.
    override query = ((...args: Parameters<pg.Client["query"]>) => {
      const [first, second, third] = args as unknown as [Given, unknown[] | Callback | undefined, Callback | undefined];
      onStatement(typeof first === "string" ? first : "text" in first ? first.text : "");
      const send = (...all: unknown[]): unknown =>
        (super.query as (this: pg.Client, ...all: unknown[]) => unknown).apply(this, all);
      if (isSubmittable(first)) return send(...args);
      const [values, callback] = typeof second === "function" ? [undefined, second] : [second, third];
      if (callback) {
        const resolve = (result?: pg.QueryResult): void => {
          callback(null, result);
        };
        return void send(statementOf(first, values, { resolve, reject: callback }));
      }
      return new Promise((resolve, reject) => {
        send(statementOf(first, values, { resolve, reject }));
      }).catch((error: unknown) => {
        // As the driver does: it leads to where the statement was sent, not to where its answer is read.
        if (error instanceof Error) Error.captureStackTrace(error);
        throw error;
      });
    }) as pg.Client["query"];
  };
}

type Given = string | pg.QueryConfig | pg.Submittable;

const isSubmittable = (given: Given): given is pg.Submittable => typeof given === "object" && "submit" in given;

interface Waiting {
  resolve: (result: pg.QueryResult | undefined) => void;
  reject: (error: Error) => void;
}

function statementOf(given: string | pg.QueryConfig, values: unknown[] | undefined, whoWaits: Waiting): Statement {
  const statement = new pg.Query(given, values) as unknown as Statement;
  if (Array.isArray(statement.values)) statement.values = statement.values.map(valueOfTicket);
  let waiting: Waiting | undefined = whoWaits;
  // Made by itself, so that it is no function that lives long.
  const answer: Callback = (error, result) => {
    const who = waiting;
    waiting = undefined;
    statement.values = undefined;
    if (error) {
      // Rows may still come for it, where its time was over.
      who?.reject(error);
      return;
    }
    statement.types = undefined;
    statement._result = undefined;
    statement._results = undefined;
    who?.resolve(result);
  };
  statement.callback = answer;
  return statement;
}
