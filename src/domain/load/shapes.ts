import { z } from "zod";
import { currency } from "../ledger/inputs.js";
import { organizationFields } from "../organization/fields.js";
import { roles } from "../policy.js";
import { emailAddress, flag, jsonObject, jsonValue, note, oneOf, optionalText, requiredText } from "../validate.js";
import { dates, id, instant } from "./common-shapes.js";
import { ledgerShapes } from "./ledger-shapes.js";

/**
 * The lists of a file, in the order in which they are written. Their objects have the form that REST answers;
 * what is not named here is ignored.
 */
export const listNames = [
  "accounts",
  "organizations",
  "accountOrganizations",
  "categories",
  "documents",
  "documentCategories",
  "payments",
] as const;
export type ListName = (typeof listNames)[number];

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
    currencyId: currency(),
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
  ...ledgerShapes,
} satisfies Record<ListName, z.ZodType>;

/** Something for each list. */
export const perList = <Value>(make: (list: ListName) => Value): Record<ListName, Value> =>
  Object.fromEntries(listNames.map((list) => [list, make(list)])) as Record<ListName, Value>;

/** An object of each list after its form was checked. */
export type Shape = { [List in ListName]: z.output<(typeof shapes)[List]> };

/** The objects of each list that the database has not. */
export type Fresh = { [List in ListName]: Shape[List][] };
