import { z } from "zod";

/** Reads what a mail is made from. Names come from anybody: here they become one line without tricks. */

const longestName = 100;

/** Line ends, other control characters, and those that turn the direction of what follows. */
const tricks = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** The text as one line of at most 100 characters. */
export function inOneLine(text: string): string {
  const line = text.toWellFormed().replace(tricks, " ").replace(/\s+/g, " ").trim();
  return line.length <= longestName ? line : `${line.slice(0, longestName - 1).toWellFormed()}…`;
}

const name = z.string().transform(inOneLine);
const optionalName = name.nullish().transform((text) => (text === undefined || text === "" ? null : text));

/** Somebody by name and address, so that nobody passes for another by choosing a name. */
const person = z
  .object({ email: name, firstname: optionalName, lastname: optionalName })
  .transform(({ email, firstname, lastname }) => {
    const full = [firstname, lastname].filter(Boolean).join(" ");
    return full === "" ? email : `${full} (${email})`;
  });

const ofAccount = z.object({ firstname: optionalName, master: person.nullish().default(null) });
const ofInvitation = z.object({
  organizationName: name,
  role: z.enum(["admin", "default", "readonly"]),
  inviter: person.nullish().default(null),
});

/** What each kind of mail finds in `data`. */
export const facts = {
  invitation: ofInvitation,
  "access-granted": ofInvitation,
  verification: ofAccount.extend({ reason: z.enum(["sign-up", "address-changed", "asked"]).default("asked") }),
  "password-reset": ofAccount,
  "address-changed": ofAccount,
  "password-changed": ofAccount,
  "export-ready": z.object({
    organizationName: name,
    type: z.enum(["document", "payment", "category", "accountOrganization"]),
  }),
};
