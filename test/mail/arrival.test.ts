import { afterAll, afterEach, expect, test } from "vitest";
import { mailExportReady } from "../../src/domain/mail/export-mail.js";
import { testDatabase } from "../support/database.js";
import { smtpServer } from "../support/smtp.js";
import { freshEmail } from "../support/world.js";
import { enqueue, inOutbox, mailWorker, plainMail, token, tokenMail } from "./support.js";

const { database, close } = await testDatabase();
const smtp = await smtpServer();
afterAll(async () => {
  await smtp.close();
  await close();
});
afterEach(async () => {
  smtp.arrived.length = 0;
  await database.prisma.outboxMail.deleteMany();
});

const settings = { SMTP_URL: smtp.url, MAIL_FROM: "Orgate <orgate@mail.example.com>" };
const inviter = { id: "1", email: "ada@example.com", firstname: "Ada", lastname: "Lovelace" };
const invitation = { organizationName: "Čebelarstvo <Ada> & hčere", role: "readonly", inviter };

/** Sends what is in the outbox and answers the mails in the order of their recipients. */
async function sent(count: number) {
  const worker = mailWorker(database, settings);
  await smtp.until(count);
  await worker.stop(10_000);
  expect(smtp.arrived).toHaveLength(count);
  return { arrived: smtp.arrived.sort((a, b) => (a.to[0] ?? "").localeCompare(b.to[0] ?? "")), lines: worker.lines };
}

test("each kind of mail arrives as text and HTML in its reader's language, and its link leads to the public address", async () => {
  const membershipId = "65a000000000000000000001";
  await enqueue(
    database,
    plainMail({ kind: "invitation", recipient: "a@example.com", locale: "sl-SI", data: invitation, membershipId }),
    plainMail({ kind: "access-granted", recipient: "b@example.com", locale: "de", data: invitation, membershipId }),
    tokenMail({ recipient: "c@example.com", locale: "it_IT" }),
    tokenMail({ kind: "password-reset", recipient: "d@example.com", locale: "fr" }),
    plainMail({ kind: "address-changed", recipient: "e@example.com", locale: "es" }),
    plainMail({ kind: "password-changed", recipient: "f@example.com", locale: "pt-BR" }),
  );
  await database.transaction((tx) =>
    mailExportReady(tx, {
      account: { id: "1", email: "g@example.com", locale: null },
      organization: { id: "2", name: "Orbit GmbH", locale: "de" },
      type: "payment",
      link: "/v1/exports/signed?for=somebody&until=tomorrow",
      expiresAt: new Date("2099-02-28T12:30:00Z"),
      event: "export",
    }),
  );
  const { arrived } = await sent(7);
  const site = "https://orgate.example.com";
  expect(
    arrived.map(({ mail }) => [mail.subject, mail.headers.find(({ key }) => key === "content-language")?.value]),
  ).toEqual([
    ["Povabilo v Čebelarstvo <Ada> & hčere", "sl"],
    ["Sie haben Zugang zu Čebelarstvo <Ada> & hčere", "de"],
    ["Conferma il tuo indirizzo e-mail", "it"],
    ["Choisissez un nouveau mot de passe", "fr"],
    ["Su cuenta tiene otra dirección de correo", "es"],
    ["Your password was changed", "en"],
    ["Ihr Export aus Orbit GmbH ist fertig", "de"],
  ]);
  const leadsTo = [
    `${site}/v1/AccountOrganizations/${membershipId}/accept`,
    null,
    `${site}/v1/Accounts/verify?token=${token}`,
    `-d token=${token}`,
    null,
    null,
    `${site}/v1/exports/signed?for=somebody&until=tomorrow`,
  ];
  for (const [index, { mail, raw }] of arrived.entries()) {
    const [text, html, link] = [mail.text ?? "", mail.html ?? "", leadsTo[index] ?? ""];
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/im);
    expect(text).toContain(link);
    expect(html).toContain(link.replaceAll("&", "&amp;"));
    expect(html).toMatch(/<html lang="(sl|de|it|fr|es|en)">/);
    expect(html).not.toMatch(/<(img|link|script|iframe)|url\(|@import/i);
    expect(mail.from).toEqual({ address: "orgate@mail.example.com", name: "Orgate" });
  }
  expect(arrived[0]?.mail.html).toContain(
    "Ada Lovelace (ada@example.com) vas vabi v organizacijo »Čebelarstvo &lt;Ada&gt; &amp; hčere«",
  );
  expect(arrived[6]?.mail.text).toContain("Das gilt bis 28. Februar 2099 um 12:30 UTC.");
});

test("a mail that was sent has no token any more, is not sent again, and was named in the log without it", async () => {
  const wanted = tokenMail();
  await enqueue(database, wanted);
  const first = await sent(1);
  const row = await inOutbox(database, wanted.recipient);
  expect(row).toMatchObject({ secret: null, lastError: null, attempts: 1, failedAt: null });
  expect(row.sentAt).toBeInstanceOf(Date);
  expect(first.arrived[0]?.mail.messageId).toBe(`<${row.id}@mail.example.com>`);
  expect(first.lines).toMatchObject([{ msg: "a mail was sent", mail: row.id, kind: "verification", attempts: 1 }]);
  expect(JSON.stringify(first.lines)).not.toContain(token);
  const again = mailWorker(database, settings);
  await again.stop(10_000);
  expect(smtp.arrived).toHaveLength(1);
});

test("a mail that is put into the outbox is sent after its commit, without waiting to be looked for", async () => {
  const worker = mailWorker(database, settings, { pollMs: 3_600_000 });
  await enqueue(database, plainMail());
  await smtp.until(1);
  await enqueue(database, plainMail(), plainMail());
  await smtp.until(3);
  await worker.stop(10_000);
});

test("no name makes another header, recipient or line of a mail", async () => {
  const evil =
    "Ada\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>\u2028.\r\nRCPT TO:<victim@example.com>\u202e";
  const recipient = freshEmail();
  await enqueue(
    database,
    plainMail({
      kind: "access-granted",
      recipient,
      data: { organizationName: evil, role: "admin", inviter: { ...inviter, firstname: evil, lastname: evil } },
    }),
  );
  const { arrived } = await sent(1);
  const [only] = arrived;
  expect(only?.to).toEqual([recipient]);
  expect(only?.mail.subject).toBe(
    "You have access to Ada Bcc: victim@example.com <script>alert(1)</script> . RCPT TO:<victim@example.com>",
  );
  expect(only?.mail.bcc).toBeUndefined();
  expect(only?.mail.headers.map(({ key }) => key)).not.toContain("bcc");
  expect(only?.mail.html).not.toContain("<script");
  expect(only?.mail.html).toContain("&lt;script&gt;");
});

test("of what has expired, or was made void, nothing is sent", async () => {
  const expired = tokenMail({ expiresAt: new Date(Date.now() - 1_000) });
  const good = plainMail();
  await enqueue(database, expired, good);
  const { arrived } = await sent(1);
  expect(arrived[0]?.to).toEqual([good.recipient]);
  expect(await inOutbox(database, expired.recipient)).toMatchObject({ sentAt: null, attempts: 0, secret: null });
});

test("links lead to the operator's own pages where there are any", async () => {
  const membershipId = "65a000000000000000000001";
  await enqueue(
    database,
    plainMail({ kind: "invitation", recipient: "a@example.com", data: invitation, membershipId }),
    tokenMail({ recipient: "b@example.com" }),
    tokenMail({ kind: "password-reset", recipient: "c@example.com" }),
  );
  Object.assign(settings, {
    INVITATION_URL: "https://app.example.com/#/invitations/{id}?a=1&b=2",
    VERIFICATION_URL: "https://app.example.com/verify/{token}",
    PASSWORD_RESET_URL: "https://app.example.com/reset?code={token}",
  });
  const { arrived } = await sent(3);
  const links = arrived.map(({ mail }) => /href="([^"]*)"/.exec(mail.html ?? "")?.[1]);
  expect(links).toEqual([
    `https://app.example.com/#/invitations/${membershipId}?a=1&amp;b=2`,
    `https://app.example.com/verify/${token}`,
    `https://app.example.com/reset?code=${token}`,
  ]);
});
