/** Prints the mails that wait to be sent, with what a reader does with their tokens: npm run outbox */
import { waitingMails } from "../domain/mail/waiting-mails.js";
import { run } from "./run.js";

type Waiting = Awaited<ReturnType<typeof waitingMails>>[number];

await run(async (open) => {
  const mails = await waitingMails(await open());
  const lines = mails.map(inWords);
  process.stdout.write(`${mails.length === 0 ? "No mail waits to be sent." : lines.join("\n")}\n`);
});

function inWords(mail: Waiting): string {
  const head = `${mail.createdAt.toISOString()}  ${mail.kind}  to ${mail.recipient}`;
  return [head, ...whatToDo(mail).map((line) => `    ${line}`)].join("\n");
}

/** As a reader of the mail would do it; what the links point to is written by the sender, which knows the site. */
function whatToDo({ kind, secret, membershipId, lastError }: Waiting): string[] {
  const failed = lastError === null ? [] : [`last attempt failed: ${lastError}`];
  if (secret === null) return [...(membershipId === null ? [] : [`AccountOrganization ${membershipId}`]), ...failed];
  return kind === "verification"
    ? [`GET /v1/Accounts/verify?token=${secret}`, ...failed]
    : [`POST /v1/Accounts/reset-password {"token":"${secret}","newPassword":"…"}`, ...failed];
}
