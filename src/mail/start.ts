import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Database } from "../database/open.js";
import { letterHtml } from "./letter-html.js";
import { letterText } from "./letter-text.js";
import { letterOf } from "./letter.js";
import { linksOf } from "./links.js";
import { startLogOnly } from "./log-only.js";
import { pauseAfter } from "./pauses.js";
import { type MailServer, sendBySmtp } from "./smtp.js";
import { type MailWorker, startWorker, type WorkerOptions } from "./worker.js";

const hourMs = 3_600_000;

interface MailDeps {
  config: Config;
  database: Database;
  log: Logger;
  /** The port that the server listens on, for links where no PUBLIC_URL is set. */
  port?: number;
}

/** Sends the outbox by the configured mail server, or tells of it in the log where there is none. The tables must be there. */
export function startMail(
  { config, database, log, port }: MailDeps,
  more: Partial<Pick<WorkerOptions, "pauseAfter" | "pollMs" | "leaseMs">> = {},
): MailWorker {
  const { SMTP_URL: url, MAIL_KEEP_DAYS: keepDays } = config;
  if (url === undefined) return startLogOnly(database, log, keepDays);
  const links = linksOf(config, port);
  const server: MailServer = {
    url,
    from: config.MAIL_FROM ?? { name: "Orgate", address: `no-reply@${hostOf(links.site)}` },
    timeoutMs: config.SMTP_TIMEOUT_MS,
    replyTimeoutMs: config.SMTP_REPLY_TIMEOUT_MS,
  };
  return startWorker({
    database,
    log,
    keepDays,
    pauseAfter,
    connections: config.MAIL_CONNECTIONS,
    giveUpAfterMs: config.MAIL_GIVE_UP_HOURS * hourMs,
    secrets: passwordsIn(url),
    send: async (mail, attempt) => {
      const letter = letterOf(mail, links);
      const { id, recipient } = mail;
      const { language, subject } = letter;
      const message = { id, recipient, language, subject, text: letterText(letter), html: letterHtml(letter) };
      return sendBySmtp(server, message, attempt);
    },
    ...more,
  });
}

/** The host as the domain of an address: a number is none, and is not an address that anybody answers to. */
function hostOf(site: string): string {
  const { hostname } = new URL(site);
  return /[a-z]/i.test(hostname) && !hostname.startsWith("[") ? hostname : "localhost";
}

/** The password as it stands in the address, and as it is meant. */
function passwordsIn(url: string): string[] {
  const { password } = new URL(url);
  return password === "" ? [] : [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
