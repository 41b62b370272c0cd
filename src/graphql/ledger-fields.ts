import type { DocumentView } from "../domain/ledger/views.js";
import type { OutputFields } from "./builder.js";
import { globalId, type NodeType } from "./ids.js";
import { charged } from "./json-size.js";

/** What every row of the ledger has. */
export type LedgerRow = Pick<
  DocumentView,
  "id" | "organizationId" | "isDeleted" | "deletedAt" | "custom" | "createdAt" | "updatedAt"
>;

/** The fields that documents, their parts and payments have alike, but for the organization. */
export const ledgerFields = (t: OutputFields<LedgerRow>, type: NodeType) => ({
  id: t.id({
    nullable: false,
    description: `The global id, such as \`${type}:5f0c1ad0aa00000000c0de01\`.`,
    resolve: (row) => globalId(type, row.id),
  }),
  databaseId: t.exposeString("id", { nullable: false, description: "The id that REST uses: 24 hex characters." }),
  isDeleted: t.exposeBoolean("isDeleted", { nullable: false, description: "Whether it was deleted." }),
  deletedAt: t.expose("deletedAt", { type: "DateTime", description: "When it was deleted." }),
  custom: t.field({
    type: "JSONObject",
    nullable: false,
    description: "The integrator's own data.",
    resolve: ({ custom }, _args, context) => charged(custom ?? {}, context),
  }),
  createdAt: t.expose("createdAt", { type: "DateTime", nullable: false, description: "When it was made." }),
  updatedAt: t.expose("updatedAt", { type: "DateTime", nullable: false, description: "When it was last changed." }),
});

/** What an order of any of them can be by, besides its own. */
export const commonOrder = {
  id: "The id, which is the order of making.",
  createdAt: "When it was made.",
  updatedAt: "When it was last changed.",
  deletedAt: "When it was deleted.",
};
