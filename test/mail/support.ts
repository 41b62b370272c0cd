import { readConfig } from "../../src/config.js";
import { newId } from "../../src/database/ids.js";
import type { Database } from "../../src/database/open.js";
import { sql } from "../../src/database/sql.js";
import { enqueueMail, type Mail } from "../../src/domain/mail/outbox.js";
import { startMail } from "../../src/mail/start.js";
import { capturedLog } from "../support/captured-log.js";
import { freshEmail } from "../support/world.js";

/** A mail that needs nothing but an address. */
export const plainMail = (more: Partial<Mail> = {}): Mail => ({
  kind: "password-changed",
  event: newId(),
  recipient: freshEmail(),
  locale: null,
  accountId: null,
  data: { firstname: null, lastname: null },
  expiresAt: null,
  ...more,
});

/** A token of the form that accounts are mailed. */
export const token = "Tok3n".repeat(13).slice(0, 64);

export const tokenMail = (more: Partial<Mail> = {}): Mail =>
  plainMail({
    kind: "verification",
    data: { firstname: null, lastname: null, master: null, reason: "sign-up" },
    secret: token,
    expiresAt: new Date(Date.now() + 3_600_000),
    ...more,
  });

export const enqueue = (database: Database, ...mails: Mail[]): Promise<void> =>
  database.transaction(async (tx) => {
    for (const mail of mails) await enqueueMail(tx, mail);
  });

const hourMs = 3_600_000;

/** A worker on the database with its log. What fails waits an hour, so that only `makeDue` brings it back. */
export function mailWorker(
  database: Database,
  settings: Record<string, string>,
  more: Parameters<typeof startMail>[1] = {},
) {
  const captured = capturedLog();
  const config = readConfig({ PUBLIC_URL: "https://orgate.example.com", ...settings });
  const worker = startMail({ config, database, log: captured.log }, { pauseAfter: () => hourMs, ...more });
  return { ...captured, ...worker };
}

/** Lets the time of every mail's next attempt have come. */
export async function makeDue(database: Database): Promise<void> {
  await database.prisma.$executeRaw(sql`/* test: the pause is over */
    UPDATE "OutboxMail" SET "nextAttemptAt" = statement_timestamp() - interval '1 second'`);
}

/** The mail to the address as the outbox has it. */
export const inOutbox = (database: Database, recipient: string) =>
  database.prisma.outboxMail.findFirstOrThrow({ where: { recipient } });
