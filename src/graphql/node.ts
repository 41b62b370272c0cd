import { brandWithType } from "@pothos/core";
import { type Context, requireCaller } from "../domain/context.js";
import { invalid } from "../domain/errors.js";
import { readableOrganization } from "../domain/organization/queries.js";
import { builder } from "./builder.js";
import { globalIdParts, type NodeType } from "./ids.js";

/** How an object of each type is read by its id; null where the caller may not see it. A token is shown to nobody again. */
const readers: Record<NodeType, (context: Context, id: string) => Promise<object | null>> = {
  Account: (context, id) => context.loaders.account.load(id),
  Organization: readableOrganization,
  AccountOrganization: (context, id) => context.loaders.accountOrganization.load(id),
  Category: (context, id) => context.loaders.category.load(id),
  Document: (context, id) => context.loaders.document.load(id),
  DocumentCategory: (context, id) => context.loaders.documentCategory.load(id),
  Payment: (context, id) => context.loaders.payment.load(id),
  AccessToken: () => Promise.resolve(null),
  Export: (context, id) => context.loaders.export.load(id),
  Import: (context, id) => context.loaders.import.load(id),
};

async function readNode(context: Context, globalId: string, argument: string): Promise<object | null> {
  const { type, id } = globalIdParts(globalId, argument);
  const found = await readers[type](context, id);
  if (found) brandWithType(found, type as never);
  return found;
}

const mostIds = 100;

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    description: "Any object by its global id; null where there is none or the caller may not see it.",
    args: { id: t.arg.id({ required: true, description: "The global id." }) },
    resolve: (_root, { id }, context) => {
      requireCaller(context);
      return readNode(context, id, "id");
    },
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description:
      "Objects by their global ids, in the order of the ids; null in the place of what the caller may not see.",
    args: { ids: t.arg.idList({ required: true, description: "The global ids, 100 at most." }) },
    resolve: (_root, { ids }, context) => {
      requireCaller(context);
      if (ids.length > mostIds) throw invalid(`"ids" has more than ${mostIds} entries.`);
      return Promise.all(ids.map((id, index) => readNode(context, id, `ids[${index}]`))) as never;
    },
  }),
}));
