import type { Logger } from "pino";
import type { Database } from "../database/open.js";
import { giveUpUncertain, tidyOutbox } from "../domain/mail/tidy-outbox.js";

const everyMs = 60_000;

/** Answers the function that puts the outbox in order once a minute, however often it is called. */
export function tidy(database: Database, log: Logger, keepDays: number): () => Promise<void> {
  let last = -Infinity;
  return async () => {
    if (performance.now() - last < everyMs) return;
    last = performance.now();
    for (const { id, kind } of await giveUpUncertain(database)) {
      log.error({ mail: id, kind }, "a mail may or may not have been sent when its process ended; see npm run outbox");
    }
    await tidyOutbox(database, keepDays);
  };
}
