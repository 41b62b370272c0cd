/**
 * What a database error means. Prisma 7 with a driver adapter gives many faults no code of its own (a pool time-out,
 * a lost connection), and hides the constraint's name in the cause, so this looks through the whole chain.
 */

interface Fault {
  message?: unknown;
  code?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  name?: unknown;
  constraint?: unknown;
  cause?: unknown;
  meta?: unknown;
  driverAdapterError?: unknown;
}

function* chain(error: unknown, depth = 0): Generator<Fault> {
  if (typeof error !== "object" || error === null || depth > 6) return;
  const fault = error as Fault;
  yield fault;
  for (const inner of [fault.cause, fault.meta, fault.driverAdapterError]) yield* chain(inner, depth + 1);
  if (error instanceof AggregateError) for (const inner of error.errors) yield* chain(inner, depth + 1);
}

const codes = (error: unknown): string[] =>
  [...chain(error)].flatMap((fault) => [fault.code, fault.originalCode]).filter((code) => typeof code === "string");

/** The name of the unique constraint that a write ran into, or undefined where the error is another one. */
export function violatedConstraint(error: unknown): string | undefined {
  const unique = [...chain(error)].some(
    (fault) => fault.code === "23505" || fault.originalCode === "23505" || fault.code === "P2002",
  );
  if (!unique) return undefined;
  for (const fault of chain(error)) {
    const name = constraintName(fault.constraint);
    if (name !== undefined) return name;
    const named = typeof fault.message === "string" ? /unique constraint "([^"]+)"/.exec(fault.message) : null;
    if (named) return named[1];
  }
  return "";
}

/** The driver gives the constraint's name, Prisma's adapter an object that holds it. */
function constraintName(constraint: unknown): string | undefined {
  if (typeof constraint === "string") return constraint;
  const index =
    typeof constraint === "object" && constraint !== null ? (constraint as { index?: unknown }).index : undefined;
  return typeof index === "string" ? index : undefined;
}

/** Whether the same transaction may succeed when tried again: a deadlock or a serialization failure. */
export const isRetryable = (error: unknown): boolean =>
  codes(error).some((code) => code === "40001" || code === "40P01" || code === "P2034") ||
  [...chain(error)].some((fault) => fault.kind === "TransactionWriteConflict");

const unavailableCodes =
  /^(08...|53300|57P0[1-3]|55P03|57014|25P0[34]|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024|P2028)$/;
const unavailableText =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed|not queryable|server closed the connection|Unable to start a transaction in the given time|Cannot use a pool after calling end|terminating connection|Transaction already closed|database system is (starting up|shutting down)|Query read timeout/i;

/** How Prisma's adapter names the same faults where a raw statement meets them. */
const unavailableKinds = new Set<unknown>([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

/** Whether the database could not be reached, is saturated, or gave up waiting: the caller may try again later. */
export const isUnavailable = (error: unknown): boolean =>
  isRetryable(error) ||
  codes(error).some((code) => unavailableCodes.test(code)) ||
  [...chain(error)].some(
    (fault) =>
      unavailableKinds.has(fault.kind) || (typeof fault.message === "string" && unavailableText.test(fault.message)),
  );

/** Whether PostgreSQL answered, and does not let this user in: a wrong password, user or database name. */
export const cannotLogIn = (error: unknown): boolean => codes(error).some((code) => /^(28...|3D000)$/.test(code));
