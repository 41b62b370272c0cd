import type { DatabaseOptions } from "../../src/database/open.js";

/** Pool and time limits for tests: they refuse nothing on a busy machine. */
export const patient: Omit<DatabaseOptions, "connection"> = {
  poolSize: 10,
  poolWaitMs: 30_000,
  statementTimeoutMs: 30_000,
  lockTimeoutMs: 30_000,
};
