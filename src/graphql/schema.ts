import "./account.js";
import "./account-organization.js";
import "./category.js";
import "./node.js";
import "./organization.js";
import { builder } from "./builder.js";

/** The schema that schema.graphql is the print of. */
export const schema = builder.toSchema();
