import { aliasKey, emailKey } from "../validate.js";
import type { Shape } from "./shapes.js";

/** What is unique inside one organization, as one text: two rows that share it cannot both exist. */

export const membershipKey = (organizationId: string, accountId: string): string => `${organizationId}/${accountId}`;

/** An invitation to an address that belongs to nobody yet. */
export const invitationKey = (organizationId: string, address: string): string =>
  `${organizationId}/${emailKey(address)}`;

/** An alias among what is not deleted. */
export const categoryKey = (organizationId: string, alias: string): string => `${organizationId}/${aliasKey(alias)}`;

/** Whether the category is deleted; a date of deletion says so where nothing else does. */
export const isDeleted = ({ _isDeleted, deletedAt }: Shape["categories"]): boolean => _isDeleted ?? deletedAt != null;
