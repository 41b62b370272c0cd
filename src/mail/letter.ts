import type { OutboxMail } from "../database/generated/client.js";
import { mailKinds, type MailKind } from "../domain/mail/outbox.js";
import { facts, inOneLine } from "./facts.js";
import type { Links } from "./links.js";
import { type Language, languageOf, languages, type Said, type Words } from "./words.js";

/** A mail before it is written as text and as HTML: plain text throughout. */
export interface Letter {
  language: Language;
  subject: string;
  heading: string;
  greeting: string;
  paragraphs: string[];
  /** The button, and its address below it. */
  action: { label: string; url: string; orOpen: string } | null;
  /** What a program sends, where no page does it, and where that is explained. */
  request: { intro: string; lines: string[]; explained: string; url: string } | null;
  footer: string;
}

export type Written = Pick<
  OutboxMail,
  "kind" | "recipient" | "locale" | "membershipId" | "data" | "secret" | "expiresAt"
>;

/** A mail's cause does not say what the mail has to. Trying again does not help. */
export class UnwritableMail extends Error {
  override name = "UnwritableMail";
}

/** Writes the letter that the mail is to be. Errors: UnwritableMail where something that it needs is not there. */
export function letterOf(mail: Written, links: Links): Letter {
  const language = languageOf(mail.locale);
  const words: Words = languages[language];
  const recipient = inOneLine(mail.recipient);
  const { said, name = null, master = null, url, request } = content(mail, links, words, recipient);
  const { subject, heading, paragraphs, action } = said;
  const endsAt = mail.expiresAt === null ? [] : [words.until(dateIn(language, mail.expiresAt))];
  return {
    language,
    subject,
    heading,
    greeting: words.hello(name),
    paragraphs: [...paragraphs, ...(master === null ? [] : [words.master(master)]), ...endsAt],
    action: url === undefined || action === undefined ? null : { label: action, url, orOpen: words.orOpen },
    request:
      request === undefined
        ? null
        : { intro: words.request, lines: request.lines, explained: words.explained, url: request.url },
    footer: words.footer(recipient, links.site),
  };
}

interface Content {
  said: Said;
  name?: string | null;
  master?: string | null;
  url?: string | undefined;
  request?: { lines: string[]; url: string } | undefined;
}

/** One branch for each kind: what it says, and where it leads. */
function content(mail: Written, links: Links, words: Words, recipient: string): Content {
  const kind = kindOf(mail);
  switch (kind) {
    case "invitation": {
      const { organizationName: organization, inviter, role } = read(kind, mail);
      const said = words[kind]({ organization, inviter, role: words.roles[role], recipient });
      return { said, ...toInvitation(links, needed(mail.membershipId, "the invitation")) };
    }
    case "access-granted": {
      const { organizationName: organization, inviter, role } = read(kind, mail);
      return { said: words[kind]({ organization, inviter, role: words.roles[role] }) };
    }
    case "verification": {
      const { reason, firstname, master } = read(kind, mail);
      const url = links.verification(needed(mail.secret, "the token"));
      return { said: words[kind]({ reason, recipient }), name: firstname, master, url };
    }
    case "password-reset": {
      const { firstname, master } = read(kind, mail);
      const led = toReset(links, needed(mail.secret, "the token"));
      return { said: words[kind]({ recipient }), name: firstname, master, ...led };
    }
    case "address-changed":
    case "password-changed":
      return { said: words[kind]({ recipient }), name: read(kind, mail).firstname };
    case "export-ready": {
      const { organizationName: organization, type } = read(kind, mail);
      const link = needed(mail.secret, "the link");
      const said = words[kind]({ organization, exported: words.exports[type] });
      return { said, url: link.startsWith("/") ? `${links.site}${link}` : link };
    }
  }
}

function toInvitation({ invitation, site }: Links, id: string): Pick<Content, "url" | "request"> {
  if (invitation) return { url: invitation(id) };
  const lines = [`curl -X POST ${site}/v1/AccountOrganizations/${id}/accept \\`, "  -H 'Authorization: TOKEN'"];
  return { request: { lines, url: `${site}/v1/docs#/AccountOrganizations/acceptAccountOrganization` } };
}

function toReset({ passwordReset, site }: Links, token: string): Pick<Content, "url" | "request"> {
  if (passwordReset) return { url: passwordReset(token) };
  const lines = [
    `curl ${site}/v1/Accounts/reset-password \\`,
    `  -d token=${token} \\`,
    "  --data-urlencode 'newPassword=…'",
  ];
  return { request: { lines, url: `${site}/v1/docs#/Signing%20in/resetPassword` } };
}

function kindOf({ kind }: Written): MailKind {
  const known = mailKinds.find((one) => one === kind);
  if (!known) throw new UnwritableMail(`there are no words for a mail of the kind ${kind}`);
  return known;
}

function read<Kind extends MailKind>(kind: Kind, { data }: Written): ReturnType<(typeof facts)[Kind]["parse"]> {
  const result = facts[kind].safeParse(data);
  if (!result.success) {
    const where = result.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new UnwritableMail(`what this mail is about cannot be read: ${where}`);
  }
  return result.data as ReturnType<(typeof facts)[Kind]["parse"]>;
}

function needed(value: string | null, what: string): string {
  if (value === null) throw new UnwritableMail(`${what} of this mail is gone`);
  return value;
}

/** As people of that language write it, to the minute. The reader's own time zone is not known. */
function dateIn(language: Language, date: Date): string {
  const locale = language === "en" ? "en-GB" : language;
  const written = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return `${written.format(date)} UTC`;
}
