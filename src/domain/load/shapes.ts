import { z } from "zod";
import { isId } from "../../database/ids.js";
import { organizationFields } from "../organization/fields.js";
import { roles } from "../policy.js";
import { emailAddress, flag, jsonObject, jsonValue, note, oneOf, optionalText, requiredText } from "../validate.js";

/**
 * The four lists of a file, in the order in which they are written. Their objects have the form that REST answers;
 * what is not named here is ignored.
 */
export const listNames = ["accounts", "organizations", "accountOrganizations", "categories"] as const;
export type ListName = (typeof listNames)[number];

const id = () => z.string().refine(isId, "is not an id: 24 lower-case hexadecimal characters");

/** PostgreSQL writes years beyond these in forms of its own. */
const firstYear = 1000;
const lastYear = 9999;

const instant = () =>
  z
    .string()
    .refine((text) => isInstant(text), "is not an instant such as 2020-02-29T07:59:37.938Z")
    .transform((text) => new Date(text))
    .nullish();

function isInstant(text: string): boolean {
  // Date alone takes the 30th of February for the 1st of March.
  if (!z.union([z.iso.datetime({ offset: true }), z.iso.date()]).safeParse(text).success) return false;
  const year = new Date(text).getUTCFullYear();
  return year >= firstYear && year <= lastYear;
}

const dates = { createdAt: instant(), updatedAt: instant() };

/** A longer one could not be logged in with. How short it may be is not asked: it is history. */
const longestPassword = 200;

const { data: _replacedByData, ...fields } = organizationFields;

export const shapes = {
  accounts: z.object({
    id: id(),
    email: emailAddress(),
    password: optionalText(longestPassword),
    firstname: optionalText(),
    lastname: optionalText(),
    label: optionalText(),
    taxNumber: optionalText(),
    locale: optionalText(),
    emailVerified: flag(),
    masterId: id().nullish(),
    custom: jsonObject(),
    ...dates,
  }),
  organizations: z.object({
    id: id(),
    name: requiredText(),
    ...fields,
    currencyId: optionalText(),
    active: flag(),
    activatedAt: instant(),
    deactivatedAt: instant(),
    _data: z
      .array(z.object({ id: id().nullish(), name: requiredText(), value: jsonValue(), options: jsonValue() }))
      .nullish(),
    ...dates,
  }),
  accountOrganizations: z.object({
    id: id(),
    organizationId: id(),
    accountId: id().nullish(),
    role: oneOf(roles).nullish(),
    active: flag(),
    disabled: flag(),
    rejected: flag(),
    invitationEmail: emailAddress().nullish(),
    inviterId: id().nullish(),
    inviterMasterId: id().nullish(),
    expiresAt: instant(),
    custom: jsonObject(),
    ...dates,
  }),
  categories: z.object({
    id: id(),
    organizationId: id(),
    name: requiredText(),
    alias: requiredText(),
    description: note(),
    _isDeleted: flag(),
    deletedAt: instant(),
    custom: jsonObject(),
    ...dates,
  }),
} satisfies Record<ListName, z.ZodType>;

/** An object of each list after its form was checked. */
export type Shape = { [List in ListName]: z.output<(typeof shapes)[List]> };
