import { accessToken } from "./access-token.js";
import { accountOrganization } from "./account-organization.js";
import { account, accountSummary } from "./account.js";
import { category } from "./category.js";
import { documentCategory } from "./document-category.js";
import { document } from "./document.js";
import { organization } from "./organization.js";
import { payment } from "./payment.js";

/** The objects of `/v1` under their old names, in the order in which the original service showed their properties. */
export const resources = [
  account,
  accountSummary,
  organization,
  accountOrganization,
  category,
  document,
  documentCategory,
  payment,
  accessToken,
] as const;
