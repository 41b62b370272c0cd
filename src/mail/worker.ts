import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "../database/open.js";
import { type ClaimedMail, claimMails, handOver, keepClaim } from "../domain/mail/claim-mails.js";
import { mailFailed, mailSent, releaseMail } from "../domain/mail/settle-mail.js";
import { onMailWaiting } from "../domain/mail/mail-waits.js";
import { UnwritableMail } from "./letter.js";
import { type Outcome, withoutSecretsIn } from "./outcome.js";
import { repeat } from "./repeat.js";
import type { Attempt } from "./smtp.js";
import { tidy } from "./tidy.js";

export interface MailWorker {
  /** Looks for mails at once. */
  wake: () => void;
  /** Takes no more mails, gives back those that can be, and waits so many milliseconds for those that cannot. */
  stop: (withinMs: number) => Promise<void>;
}

export interface WorkerOptions {
  database: Database;
  log: Logger;
  send: (mail: ClaimedMail, attempt: Attempt) => Promise<Outcome>;
  /** How many mails are sent at the same time. */
  connections: number;
  giveUpAfterMs: number;
  keepDays: number;
  /** In how many milliseconds a mail that failed so often is tried again. */
  pauseAfter: (attempts: number) => number;
  /** What must not be in an error that is kept: the mail server's password. */
  secrets: string[];
  pollMs?: number;
  leaseMs?: number;
}

/** How often mails of other processes, and those whose time has come, are looked for. */
export const pollEveryMs = 2_000;
/** So long after a process has ended without a word, its mails are taken by another. */
const leaseForMs = 5_000;

/** Sends the mails of the outbox, together with all the other workers on the same database. */
export function startWorker(options: WorkerOptions): MailWorker {
  const { database, log, connections, pollMs = pollEveryMs, leaseMs = leaseForMs } = options;
  const ending = new AbortController();
  const ended = new AbortController();
  const underWay = new Set<Promise<void>>();

  const attempt = async (mail: ClaimedMail): Promise<void> => {
    const renewal = setInterval(() => {
      // A claim that is lost meanwhile is noticed when it is used.
      keepClaim(database, mail, leaseMs).catch(() => undefined);
    }, leaseMs / 3);
    try {
      const outcome = await options
        .send(mail, { handOver: () => handOver(database, mail), ending: ending.signal, ended: ended.signal })
        .catch((error: unknown): Outcome => ({
          kind: error instanceof UnwritableMail ? "refused" : "later",
          error: error instanceof Error ? error.message : "something that is no error was thrown",
        }));
      await settle(mail, outcome);
    } finally {
      clearInterval(renewal);
    }
  };

  const settle = async (mail: ClaimedMail, outcome: Outcome): Promise<void> => {
    const about = { mail: mail.id, kind: mail.kind, attempts: mail.attempts };
    switch (outcome.kind) {
      case "sent":
        await persistently(() => mailSent(database, mail));
        log.info(about, "a mail was sent");
        return;
      case "released":
        await persistently(() => releaseMail(database, mail));
        return;
      case "unknown":
        log.error(
          about,
          "the process ends before the mail server has said whether it accepts a mail; see npm run outbox",
        );
        return;
      case "kept":
        log.info(about, "a mail was kept back: it is of no use any more, or another worker has it");
        return;
      case "later":
      case "refused": {
        const error = withoutSecretsIn(outcome.error, [mail.secret, ...options.secrets]);
        const pauseMs = outcome.kind === "refused" ? null : options.pauseAfter(mail.attempts);
        const failure = { error, pauseMs, giveUpAfterMs: options.giveUpAfterMs };
        if (await persistently(() => mailFailed(database, mail, failure))) {
          log.error({ ...about, error }, "a mail was given up; see npm run outbox");
        } else {
          log.warn({ ...about, error, pauseMs }, "a mail could not be sent; trying again");
        }
      }
    }
  };

  /** What an attempt came to is known here alone, so it is said until the database hears it, or the process ends. */
  const persistently = async <Result>(write: () => Promise<Result>): Promise<Result | undefined> => {
    for (let told = false; ; told = true) {
      try {
        return await write();
      } catch (error) {
        if (!told) log.warn({ err: error }, "what became of a mail cannot be written down now; trying again");
        if (ended.signal.aborted) return undefined;
        await pause(pollMs / 4, undefined, { signal: ended.signal }).catch(() => undefined);
      }
    }
  };

  const tidyIfTime = tidy(database, log, options.keepDays);
  const rounds = repeat(
    async () => {
      await tidyIfTime();
      const free = connections - underWay.size;
      if (free === 0) return false;
      const mails = await claimMails(database, free, leaseMs);
      for (const mail of mails) {
        const running = attempt(mail).finally(() => {
          underWay.delete(running);
          rounds.wake();
        });
        underWay.add(running);
      }
      return mails.length > 0;
    },
    pollMs,
    log,
  );
  const unsubscribe = onMailWaiting(rounds.wake);

  return {
    wake: rounds.wake,
    stop: async (withinMs) => {
      unsubscribe();
      ending.abort();
      const late = new AbortController();
      const all = rounds.end().then(() => Promise.all(underWay));
      await Promise.race([all, pause(withinMs, undefined, { signal: late.signal }).catch(() => undefined)]);
      late.abort();
      ended.abort();
      await all;
    },
  };
}
