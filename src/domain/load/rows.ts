import type { Prisma } from "../../database/generated/client.js";
import { newId } from "../../database/ids.js";
import { nulls } from "../nulls.js";
import { fromCountry } from "../organization/country-defaults.js";
import { json, ownEntries } from "../organization/data.js";
import { aliasKey, emailKey } from "../validate.js";
import { type Deletable, isDeleted } from "./keys.js";
import type { Shape } from "./shapes.js";

/** Turns objects of a file into rows, and fills in what can be derived. `now` stands in for dates that nobody knows. */

interface Dated {
  createdAt?: Date | null | undefined;
  updatedAt?: Date | null | undefined;
}

export function dates({ createdAt, updatedAt }: Dated, now: Date): { createdAt: Date; updatedAt: Date } {
  const created = createdAt ?? now;
  return { createdAt: created, updatedAt: updatedAt ?? created };
}

export const object = (value: unknown): Prisma.InputJsonObject => value ?? {};

export function accountRow(
  { password: _hashed, emailVerified, custom, createdAt, updatedAt, ...rest }: Shape["accounts"],
  passwordHash: string | null,
  now: Date,
): Prisma.AccountCreateManyInput {
  return {
    ...nulls(rest),
    emailKey: emailKey(rest.email),
    passwordHash,
    emailVerified: emailVerified ?? false,
    custom: object(custom),
    ...dates({ createdAt, updatedAt }, now),
  };
}

export function organizationRow(
  { _data, active, activatedAt, custom, createdAt, updatedAt, ...rest }: Shape["organizations"],
  masterId: string | null,
  now: Date,
): Prisma.OrganizationCreateManyInput {
  const when = dates({ createdAt, updatedAt }, now);
  return {
    ...nulls(rest),
    ...fromCountry(rest),
    active: active ?? true,
    activatedAt: activatedAt ?? when.createdAt,
    masterId,
    custom: object(custom),
    ...when,
  };
}

export const dataRows = ({
  id: organizationId,
  _data,
}: Shape["organizations"]): Prisma.OrganizationDataCreateManyInput[] =>
  ownEntries(_data ?? []).map(({ id, name, value, options }, position) => ({
    id: id ?? newId(),
    organizationId,
    position,
    name,
    value: json(value),
    options: json(options),
  }));

/** When and by which id something is deleted; without a date of its own it was its last change. */
export function deletion(value: Deletable & { id: string }, { updatedAt }: { updatedAt: Date }) {
  const deleted = isDeleted(value);
  return {
    isDeleted: deleted,
    deletedAt: deleted ? (value.deletedAt ?? updatedAt) : null,
    deletedId: deleted ? value.id : null,
  };
}

export function categoryRow(category: Shape["categories"], now: Date): Prisma.CategoryCreateManyInput {
  const { id, organizationId, name, alias, description, custom } = category;
  const when = dates(category, now);
  return {
    id,
    organizationId,
    name,
    alias,
    aliasKey: aliasKey(alias),
    description: description ?? null,
    ...deletion(category, when),
    custom: object(custom),
    ...when,
  };
}
