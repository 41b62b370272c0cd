import type { Context } from "../../domain/context.js";
import { cancelDocument, uncancelDocument } from "../../domain/ledger/cancel-document.js";
import { createDocument } from "../../domain/ledger/create-document.js";
import { deleteDocument } from "../../domain/ledger/delete-document.js";
import { allDocumentsOfOrganization, documentsOfOrganization, liveDocument } from "../../domain/ledger/queries.js";
import { replaceDocument } from "../../domain/ledger/update-document.js";
import { objectFilterArgument } from "../argument.js";
import type { Filter } from "../filter-shape.js";
import { deletion, one, success } from "../reads.js";
import { document } from "../../resources/document.js";
import { route } from "../route.js";
import { listRoutes } from "./lists.js";

const tag = "Documents";
const shown = { kind: "one", resource: document } as const;

const read = async (context: Context, id: string, filter?: Filter) =>
  one(context, document, id, await liveDocument(context, id), filter);

const switching = (
  name: string,
  summary: string,
  description: string,
  useCase: (context: Context, id: string) => Promise<void>,
) =>
  route({
    method: "POST",
    path: `/Documents/:id/${name}`,
    tag,
    summary,
    description,
    refusals: [422],
    answers: { kind: "success" },
    run: async ({ context, params: { id = "" } }) => {
      await useCase(context, id);
      return success();
    },
  });

export const documentRoutes = [
  route({
    method: "POST",
    path: "/Organizations/:id/documents",
    tag,
    summary: "Create a document",
    description:
      "Computes its totals from its lines. One that is no draft gets the next number of its type, direction and year, unless one is given. With a `uniqueId` it is safe to send again: the second time it is refused as taken.",
    body: { resource: document, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => read(context, await createDocument(context, id, body)),
  }),
  ...listRoutes({
    tag,
    resource: document,
    path: "/Organizations/:id/documents",
    parent: "Organization",
    list: documentsOfOrganization,
    all: allDocumentsOfOrganization,
    summary: "The documents of an organization",
    countSummary: "How many documents an organization has",
  }),
  route({
    method: "GET",
    path: "/Documents/:id",
    tag,
    summary: "One document",
    args: { filter: objectFilterArgument(document) },
    answers: shown,
    run: async ({ context, params: { id = "" }, args }) => read(context, id, args.filter),
  }),
  route({
    method: "PUT",
    path: "/Documents/:id",
    tag,
    summary: "Replace a document",
    description:
      "Of a draft everything that can be set; `draft: false` issues it, once and for good. Afterwards note, reference, dateDue, unitId and custom: any other change is refused.",
    body: { resource: document, required: true },
    refusals: [422],
    answers: shown,
    run: async ({ context, params: { id = "" }, body }) => {
      await replaceDocument(context, id, body);
      return read(context, id);
    },
  }),
  route({
    method: "DELETE",
    path: "/Documents/:id",
    tag,
    summary: "Delete a document",
    description: "Marks it and its parts under categories as deleted. An issued invoice can only be cancelled.",
    refusals: [422],
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" } }) => deletion(() => deleteDocument(context, id)),
  }),
  switching(
    "cancel",
    "Cancel a document",
    "It counts no more in statistics and reports. Cancelling twice changes nothing.",
    cancelDocument,
  ),
  switching("uncancel", "Take a cancellation back", "Doing it twice changes nothing.", uncancelDocument),
];
