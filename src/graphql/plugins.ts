import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  validate,
  type ValidationRule,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Config } from "../config.js";
import { withPlace } from "./argument-place.js";
import { tooCostly } from "./cost.js";
import { longestTime } from "./execution-time.js";
import { limitRules } from "./limits.js";

const mostValidationErrors = 5;

/** Refuses a document by its length before it is parsed or looked up in a cache. */
export function shortDocuments(most: number): Plugin {
  return {
    onParams({ params, setResult }) {
      if (typeof params.query === "string" && params.query.length > most) {
        setResult({
          errors: [
            new GraphQLError(`The document is longer than ${most} characters.`, {
              extensions: { code: "QUERY_TOO_COMPLEX" },
            }),
          ],
        });
      }
    },
  };
}

/** Deeper than any argument goes: custom JSON takes 20 levels, a filter a few more. */
const deepestVariables = 64;

/** Refuses variables nested so deeply that whatever walks them by recursion would run out of stack. */
export function shallowVariables(): Plugin {
  return {
    onParams({ params, setResult }) {
      if (!isDeeper(params.variables, deepestVariables)) return;
      setResult({
        errors: [
          new GraphQLError(`The variables are nested more than ${deepestVariables} levels deep.`, {
            extensions: { code: "BAD_USER_INPUT" },
          }),
        ],
      });
    },
  };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

/** Yoga takes variables in the address that are no JSON for a fault of ours. */
export function readableAddresses(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (!requestParser) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          throw new GraphQLError("The variables and extensions in the address are no JSON.", {
            extensions: { code: "BAD_USER_INPUT", http: { status: 400 } },
          });
        }
      });
    },
  };
}

/** Refuses a document of too many tokens while it is read, and one that is too deep or wide when it is checked. */
export function boundedDocuments(config: Config): Plugin {
  const rules = limitRules(config);
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string) => parseWithin(source, config.GRAPHQL_TOKENS));
    },
    onValidate({ addValidationRule, setValidationFn }) {
      for (const rule of rules) addValidationRule(rule);
      setValidationFn((schema: GraphQLSchema, document: DocumentNode, all?: readonly ValidationRule[]) =>
        // The last one past the limit only says that there are more.
        validate(schema, document, all, { maxErrors: mostValidationErrors })
          .slice(0, mostValidationErrors)
          .map((error) => withPlace(error, document)),
      );
    },
  };
}

function parseWithin(source: string, maxTokens: number): DocumentNode {
  try {
    return parse(source, { maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || !error.message.includes("Parsing aborted")) throw error;
    throw new GraphQLError(`More than ${maxTokens} tokens.`, { extensions: { code: "QUERY_TOO_COMPLEX" } });
  }
}

/** Refuses an operation that could answer too much, and gives up on one that takes too long. */
export function boundedExecution(config: Config): Plugin {
  return {
    onExecute({ args: given, executeFn, setExecuteFn, setResultAndStopExecution }) {
      const args = given as ExecutionArgs;
      const operation = getOperationAST(args.document, args.operationName);
      if (!operation) return;
      const errors = wrongVariables(args, operation) ?? tooCostly(args, operation, config.GRAPHQL_COST);
      if (errors) {
        setResultAndStopExecution({ errors });
        return;
      }
      const milliseconds = longestTime(args.document, operation, config);
      setExecuteFn((executionArgs: ExecutionArgs) => withinTime(executeFn(executionArgs) as unknown, milliseconds));
    },
  };
}

const longestMessage = 500;
const shownOfLongMessage = 100;

/** Variables that do not fit their types, each named with the place inside it. */
function wrongVariables(args: ExecutionArgs, operation: OperationDefinitionNode): GraphQLError[] | undefined {
  const { errors } = getVariableValues(args.schema, operation.variableDefinitions ?? [], args.variableValues ?? {}, {
    maxErrors: mostValidationErrors,
  });
  return errors
    ?.slice(0, mostValidationErrors)
    .map((error) => new GraphQLError(shortened(error.message), { nodes: error.nodes }));
}

/** graphql-js repeats the value that does not fit, however long it is; the place that it names comes after. */
function shortened(message: string): string {
  if (message.length <= longestMessage) return message;
  const place = / at "[\w.[\]]+"(?=; )/.exec(message)?.[0] ?? "";
  return `${message.slice(0, shownOfLongMessage)}…${place}.`;
}

async function withinTime(work: unknown, milliseconds: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<unknown>((resolve) => {
    timer = setTimeout(
      () =>
        resolve({
          errors: [
            new GraphQLError("This took too long and was given up.", {
              extensions: { code: "UNAVAILABLE", http: { status: 503, headers: { "retry-after": "1" } } },
            }),
          ],
        }),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What graphql-js and Yoga refuse by themselves, an unknown field or a wrong value, is the caller's input too. */
export function codeOnEveryError(): Plugin {
  const ownCodes = new Set([
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "OPERATION_RESOLUTION_FAILURE",
    "REQUEST_ENTITY_TOO_LARGE",
    "BAD_REQUEST",
    undefined,
  ]);
  return {
    onResultProcess({ result }) {
      if (Symbol.asyncIterator in result) return;
      for (const { errors } of [result].flat()) {
        for (const error of errors ?? []) {
          if (ownCodes.has(error.extensions.code as string | undefined)) error.extensions.code = "BAD_USER_INPUT";
          // Yoga's own, with the name and stack of what a parser threw.
          delete error.extensions.originalError;
        }
      }
    },
  };
}
