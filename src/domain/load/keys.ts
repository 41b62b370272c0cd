import { aliasKey, emailKey } from "../validate.js";
import type { Shape } from "./shapes.js";

/** What is unique inside one organization, as one text: two rows that share it cannot both exist. */

export const membershipKey = (organizationId: string, accountId: string): string => `${organizationId}/${accountId}`;

/** An invitation to an address that belongs to nobody yet. */
export const invitationKey = (organizationId: string, address: string): string =>
  `${organizationId}/${emailKey(address)}`;

/** An alias among what is not deleted. */
export const categoryKey = (organizationId: string, alias: string): string => `${organizationId}/${aliasKey(alias)}`;

/** A number among the documents of one type and direction, deleted ones too. */
export const numberKey = (organizationId: string, type: string, incoming: boolean, number: string): string =>
  `${organizationId}/${type}/${incoming}/${number}`;

export const uniqueIdKey = (organizationId: string, uniqueId: string): string => `${organizationId}/${uniqueId}`;

/** Whether the object is deleted; a date of deletion says so where nothing else does. */
export const isDeleted = ({ _isDeleted, deletedAt }: Deletable): boolean => _isDeleted ?? deletedAt != null;

export type Deletable = Pick<Shape["categories"], "_isDeleted" | "deletedAt">;
