import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { type Outcome, outcomeOf } from "./outcome.js";

export interface MailServer {
  /** smtp:// or smtps://, with user and password. */
  url: string;
  from: { name: string; address: string };
  /** How long it may take until it has a mail, in milliseconds. */
  timeoutMs: number;
  /** How long it may then take to say that it accepts the mail, in milliseconds. */
  replyTimeoutMs: number;
}

export interface Message {
  /** Of the outbox's row: each attempt sends the same Message-ID, by which receivers know a second copy. */
  id: string;
  recipient: string;
  language: string;
  subject: string;
  text: string;
  html: string;
}

/** What an attempt asks and obeys. */
export interface Attempt {
  /** Asked when everything but the end of the mail was sent; false keeps the mail back, and it was never sent. */
  handOver: () => Promise<boolean>;
  /** Ends attempts that have not handed over. */
  ending: AbortSignal;
  /** Ends those that have, too. */
  ended: AbortSignal;
}

class KeptBack extends Error {
  override name = "KeptBack";
}

/**
 * Sends one mail over a connection of its own. The last thing before the dot that ends a mail is `handOver`: until then the
 * mail server cannot have accepted it, so whatever goes wrong before is safely tried again.
 */
export async function sendBySmtp(server: MailServer, message: Message, attempt: Attempt): Promise<Outcome> {
  const stop = new AbortController();
  const state = { handedOver: false, late: false };
  const timer = setTimeout(() => {
    state.late = true;
    stop.abort();
  }, server.timeoutMs);
  const onEnding = () => {
    if (!state.handedOver) stop.abort();
  };
  const onEnded = () => stop.abort();
  attempt.ending.addEventListener("abort", onEnding);
  attempt.ended.addEventListener("abort", onEnded);

  const beforeTheDot = async () => {
    state.handedOver = true;
    clearTimeout(timer);
    if (!(await attempt.handOver())) throw new KeptBack();
  };
  try {
    if (attempt.ending.aborted) return { kind: "released" };
    await transport(server, beforeTheDot).sendMail({ ...envelope(server, message), signal: stop.signal });
    return { kind: "sent" };
  } catch (error) {
    if (keptBack(error)) return { kind: "kept" };
    if (state.late)
      return { kind: "later", error: `The mail server did not take the mail within ${server.timeoutMs} ms.` };
    if (stop.signal.aborted) return { kind: state.handedOver ? "unknown" : "released" };
    return outcomeOf(error);
  } finally {
    clearTimeout(timer);
    attempt.ending.removeEventListener("abort", onEnding);
    attempt.ended.removeEventListener("abort", onEnded);
  }
}

/** A transport for one mail, which ends its data only after `beforeTheDot`. */
function transport({ url, timeoutMs, replyTimeoutMs }: MailServer, beforeTheDot: () => Promise<void>) {
  const smtp = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: replyTimeoutMs,
    socketCloseTimeout: 1_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  smtp.use("stream", (mail, done) => {
    // Read only once the mail server has said that it wants the data.
    mail.message.processFunc((source) => Readable.from(withLastWord(source, beforeTheDot), bytes));
    done();
  });
  return smtp;
}

const bytes = { objectMode: false };

async function* withLastWord(source: Readable, beforeTheDot: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const chunk of source) yield chunk as Buffer;
  await beforeTheDot();
}

function envelope({ from }: MailServer, { id, recipient, language, subject, text, html }: Message) {
  return {
    from,
    to: { name: "", address: recipient },
    envelope: { from: from.address, to: [recipient] },
    messageId: `<${id}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`,
    subject,
    text,
    html,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "Content-Language": language,
    },
  };
}

const keptBack = (error: unknown): boolean =>
  error instanceof KeptBack || (error instanceof Error && error.cause instanceof KeptBack);
