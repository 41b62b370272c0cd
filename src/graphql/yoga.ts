import { AsyncLocalStorage } from "node:async_hooks";
import { createYoga, useExecutionCancellation } from "graphql-yoga";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Context } from "../domain/context.js";
import { maskError } from "./errors.js";
import { idempotentMutations } from "./idempotency.js";
import { multipartRequests } from "./multipart-request.js";
import {
  boundedDocuments,
  boundedExecution,
  codeOnEveryError,
  readableAddresses,
  shallowVariables,
  shortDocuments,
} from "./plugins.js";
import { schema } from "./schema.js";

/** What the door hands over with each request. */
export interface ServerContext {
  createContext: () => Promise<Context>;
}

/** The log of the request that is being answered: Yoga masks errors without saying whose they are. */
export const requestLog = new AsyncLocalStorage<Logger>();

const documents = 256;
const refusedDocuments = 64;

/** The GraphQL server as a function from Request to Response. Knows no socket. `log` serves where no request is. */
export function createGraphQL(config: Config, log: Logger) {
  return createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: "/graphql",
    landingPage: false,
    graphiql: false,
    cors: false,
    batching: false,
    multipart: false,
    logging: false,
    context: ({ createContext }) => createContext(),
    maskedErrors: { maskError: (error) => maskError(error, requestLog.getStore() ?? log) },
    parserAndValidationCache: {
      documentCache: new LRUCache({ max: documents }),
      errorCache: new LRUCache({ max: refusedDocuments }),
      validationCache: new LRUCache({ max: documents }),
    },
    plugins: [
      useExecutionCancellation(),
      readableAddresses(),
      multipartRequests(),
      shortDocuments(config.GRAPHQL_DOCUMENT_CHARACTERS),
      shallowVariables(),
      boundedDocuments(config),
      idempotentMutations(config),
      boundedExecution(config),
      codeOnEveryError(),
    ],
  });
}
