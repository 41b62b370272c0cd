import {
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  print,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Context } from "../domain/context.js";
import { DomainError } from "../domain/errors.js";
import { once } from "../domain/idempotency.js";
import { maskError } from "./errors.js";
import { longestTime, type Times } from "./execution-time.js";

const refusals = new WeakMap<Context, DomainError>();

/** Throws where the request's key was used with another request: called by every mutation before it does anything. */
export function refuseMismatch(context: Context): void {
  const refusal = refusals.get(context);
  if (refusal) throw refusal;
}

/** Answers by which the caller is asked to try again, or to come with a token. */
const passing = new Set<unknown>(["UNAVAILABLE", "INTERNAL_SERVER_ERROR", "RATE_LIMITED", "UNAUTHENTICATED"]);

/**
 * Gives a mutation with an Idempotency-Key the answer of its first run. That run goes on when its client goes away, so
 * that there is an answer when the client comes back. Comes before what bounds the time of an execution.
 */
export function idempotentMutations(times: Times): Plugin<Context> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const context = args.contextValue;
      const { document, operationName } = args as ExecutionArgs;
      const key = context.request.headers.get("idempotency-key");
      const operation = getOperationAST(document, operationName);
      // Who comes with a bad token is told so, and is nobody whose answers could be kept.
      if (key === null || context.tokenRefusal || operation?.operation !== "mutation") return;
      const run = executeFn as (args: ExecutionArgs) => Promise<ExecutionResult>;
      const longestWait = AbortSignal.timeout(longestTime(document, operation, times));
      const signal = AbortSignal.any([context.request.signal, longestWait]);

      setExecuteFn(async (executionArgs: ExecutionArgs): Promise<ExecutionResult> => {
        const request = JSON.stringify([print(document), operation.name?.value, args.variableValues ?? {}]);
        let text = "{}";
        try {
          const kept = await once(context, key, request, signal, async (database) => {
            context.database = database;
            const result = await run({ ...executionArgs, signal: undefined } as ExecutionArgs);
            const errors = result.errors?.map((error) => maskError(error, context.log) as GraphQLError);
            text = JSON.stringify(errors ? { ...result, errors } : result);
            return { answer: text, tryAgain: errors?.some((error) => passing.has(error.extensions.code)) ?? false };
          });
          // The first answer goes the same way as the later ones, so that they are the same.
          return revived(kept === "ran" ? text : kept.answer);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          if (error.code !== "IDEMPOTENCY_MISMATCH") return { errors: [maskError(error, context.log) as GraphQLError] };
          refusals.set(context, error);
          return run(executionArgs);
        }
      });
    },
  };
}

/** The result of an answer that was written down. Where in the document an error was is left out: a later one may be laid out otherwise. */
function revived(answer: string): ExecutionResult {
  const { errors, ...rest } = JSON.parse(answer) as Omit<ExecutionResult, "errors"> & {
    errors?: GraphQLFormattedError[];
  };
  if (!errors) return rest;
  return {
    ...rest,
    errors: errors.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions })),
  };
}
