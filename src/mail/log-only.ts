import type { Logger } from "pino";
import type { Database } from "../database/open.js";
import { mailsToLog } from "../domain/mail/log-mails.js";
import { onMailWaiting } from "../domain/mail/mail-waits.js";
import { repeat } from "./repeat.js";
import { tidy } from "./tidy.js";
import { type MailWorker, pollEveryMs } from "./worker.js";

const mostAtOnce = 100;

/** Where there is no mail server: tells of each mail in one line of the log, and leaves it in the outbox. */
export function startLogOnly(database: Database, log: Logger, keepDays: number): MailWorker {
  const tidyIfTime = tidy(database, log, keepDays);
  const rounds = repeat(
    async () => {
      await tidyIfTime();
      const mails = await mailsToLog(database, mostAtOnce);
      for (const { id, kind, recipient } of mails) {
        log.info(
          { mail: id, kind, to: masked(recipient) },
          "a mail waits in the outbox, as no SMTP_URL is set: npm run outbox",
        );
      }
      return mails.length === mostAtOnce;
    },
    pollEveryMs,
    log,
  );
  const unsubscribe = onMailWaiting(rounds.wake);
  return {
    wake: rounds.wake,
    stop: async () => {
      unsubscribe();
      await rounds.end();
    },
  };
}

/** Enough of the address to know whose mail it may be; all of it is in the outbox. */
const masked = (address: string): string => `${address.slice(0, 1)}…${address.slice(address.lastIndexOf("@"))}`;
