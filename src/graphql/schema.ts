import "./account.js";
import "./account-impersonation.js";
import "./account-organization.js";
import "./account-recovery.js";
import "./category.js";
import "./document.js";
import "./document-mutations.js";
import "./node.js";
import "./organization.js";
import "./organization-ledger.js";
import "./payment.js";
import "./statistics.js";
import "./organization-export.js";
import "./organization-image.js";
import "./organization-import.js";
import "./subscription.js";
import { builder } from "./builder.js";

/** The schema that schema.graphql is the print of. */
export const schema = builder.toSchema();
