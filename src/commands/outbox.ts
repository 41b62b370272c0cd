/**
 * Prints the mails that were not sent, with their links: npm run outbox. With an id it is told what to do with one:
 * npm run outbox -- again ID, npm run outbox -- done ID
 */
import { readConfig } from "../config.js";
import { passedOn, sendAgain, waitingMails } from "../domain/mail/waiting-mails.js";
import { letterText } from "../mail/letter-text.js";
import { letterOf, UnwritableMail } from "../mail/letter.js";
import { type Links, linksOf } from "../mail/links.js";
import { CommandFailed, run } from "./run.js";

type Waiting = Awaited<ReturnType<typeof waitingMails>>[number];

const usage =
  "Usage: npm run outbox, npm run outbox -- again ID (send it now), npm run outbox -- done ID (it was passed on)";

const [what, id, ...rest] = process.argv.slice(2);

await run(async (open) => {
  if (what === undefined) {
    list(await waitingMails(await open()));
    return;
  }
  if (id === undefined || rest.length > 0 || (what !== "again" && what !== "done")) throw new CommandFailed(usage);
  const context = await open();
  const found = what === "again" ? await sendAgain(context, id) : await passedOn(context, id);
  if (!found) throw new CommandFailed(`No mail ${id} waits, or it is being sent at this moment.`);
  const done = what === "again" ? "is sent as soon as a server runs that has an SMTP_URL" : "counts as sent";
  process.stdout.write(`The mail ${id} ${done}.\n`);
});

function list(mails: Waiting[]): void {
  const links = linksOf(readConfig());
  const texts = mails.map((mail) => inWords(mail, links));
  process.stdout.write(`${mails.length === 0 ? "No mail waits to be sent." : texts.join("\n\n")}\n`);
}

function inWords(mail: Waiting, links: Links): string {
  const { id, kind, recipient, createdAt } = mail;
  const head = `${createdAt.toISOString()}  ${kind}  to ${recipient}  (${id})`;
  return [head, ...state(mail), ...whatItSays(mail, links)]
    .map((line, index) => (index === 0 ? line : `    ${line}`))
    .join("\n");
}

function state({ failedAt, lastError }: Waiting): string[] {
  if (failedAt !== null) return [`given up at ${failedAt.toISOString()}: ${lastError ?? "no reason is known"}`];
  return lastError === null ? [] : [`last attempt failed: ${lastError}`];
}

/** The mail as its reader would get it, so that it can be passed on. */
function whatItSays(mail: Waiting, links: Links): string[] {
  try {
    return letterText(letterOf(mail, links)).trimEnd().split("\n");
  } catch (error) {
    if (error instanceof UnwritableMail) return [error.message];
    throw error;
  }
}
