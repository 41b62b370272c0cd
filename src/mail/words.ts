import { de } from "./words/de.js";
import { en } from "./words/en.js";
import { es } from "./words/es.js";
import { fr } from "./words/fr.js";
import { it } from "./words/it.js";
import { sl } from "./words/sl.js";

/** What a mail says, in one language. All of it is plain text; whoever shows it escapes it. */
export interface Said {
  subject: string;
  heading: string;
  paragraphs: string[];
  /** What the link does, where the mail has one. */
  action?: string;
}

/** Somebody as a mail names them: their name, else their address. */
export type Name = string;

export interface Words {
  hello: (name: Name | null) => string;
  roles: Record<"admin" | "default" | "readonly", string>;
  exports: Record<"document" | "payment" | "category" | "accountOrganization", string>;
  /** Until when the link, or the invitation, is good. */
  until: (date: string) => string;
  /** Above a request that a program sends, where no page does it. */
  request: string;
  /** The link to what explains that request. */
  explained: string;
  /** Above the link's address, for who cannot press the button. */
  orOpen: string;
  footer: (recipient: string, site: string) => string;
  /** Who else acts for the account. */
  master: (master: Name) => string;

  invitation: (facts: { organization: Name; inviter: Name | null; role: string; recipient: string }) => Said;
  "access-granted": (facts: { organization: Name; inviter: Name | null; role: string }) => Said;
  verification: (facts: { reason: "sign-up" | "address-changed" | "asked"; recipient: string }) => Said;
  "password-reset": (facts: { recipient: string }) => Said;
  "address-changed": (facts: { recipient: string }) => Said;
  "password-changed": (facts: { recipient: string }) => Said;
  "export-ready": (facts: { organization: Name; exported: string }) => Said;
}

export const languages = { en, de, sl, it, fr, es } satisfies Record<string, Words>;

export type Language = keyof typeof languages;

/** The language of a locale such as `sl`, `de-AT` or `fr_CH`; English where it is none of the six. */
export function languageOf(locale: string | null): Language {
  const [language = ""] = (locale ?? "").toLowerCase().split(/[-_]/);
  return Object.hasOwn(languages, language) ? (language as Language) : "en";
}
