import type { Logger } from "pino";
import type { StartedDatabase } from "./start-database.js";

const pauseMs = 15_000;
/** Once an hour everything is looked after, whatever it looks like. */
const roundsUntilAll = 240;

/** Looks after the embedded database as long as the process runs; a PostgreSQL server looks after itself. */
export function startUpkeep({ keepUp }: Pick<StartedDatabase, "keepUp">, log: Logger): { stop(): Promise<void> } {
  let round = 0;
  let going: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    try {
      const tables = await keepUp({ everything: ++round % roundsUntilAll === 0 });
      if (tables.length > 0) log.debug({ tables }, "vacuumed");
    } catch (error) {
      // Somebody writes for long; there is a next time.
      log.debug({ err: error }, "the tables could not be looked after");
    }
  };
  const timer = setInterval(() => {
    going ??= look().finally(() => (going = undefined));
  }, pauseMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await going;
    },
  };
}
