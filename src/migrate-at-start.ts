import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { isUnavailable } from "./database/errors.js";
import type { StartedDatabase } from "./start-database.js";

const firstPauseMs = 50;
const longestPauseMs = 1_000;

/**
 * Brings the tables up to date, however long the database stays away: tries again after growing pauses until it answers,
 * or until `stop` says so. Rejects where the database answers and the migration fails.
 */
export async function migrateAtStart(
  { migrate }: Pick<StartedDatabase, "migrate">,
  log: Logger,
  stop: () => boolean,
): Promise<void> {
  for (let wait = firstPauseMs; !stop(); wait = Math.min(wait * 2, longestPauseMs)) {
    try {
      const applied = await migrate();
      if (applied.length > 0) log.info({ applied }, "migrated");
      return;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      log.warn({ err: error }, "the database cannot be reached; trying again");
    }
    await pause(wait);
  }
}
