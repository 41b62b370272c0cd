import { paymentTypes } from "../domain/ledger/views.js";
import type { Resource } from "./resource.js";
import {
  createdAt,
  custom,
  deletion,
  id,
  instant,
  number,
  organizationId,
  ownId,
  text,
  updatedAt,
} from "./properties.js";

export const payment: Resource = {
  model: "Payment",
  description: "Money that came in, for a document or without one; for incoming documents money that went out.",
  properties: {
    documentId: id("The document that it is for; null where it is for none.", { onlyAtFirst: true }),
    organizationId,
    type: text("How it was paid.", { required: true, nullable: false, values: paymentTypes, example: "bank" }),
    date: instant("When it was paid; a date without time is the start of that day in the organization's time zone.", {
      required: true,
      nullable: false,
      example: "2020-03-01T00:00:00.000Z",
    }),
    amount: number(
      "How much, in the document's currency, without a document in the organization's; what is due of the document where it is not given. Can be negative.",
      { nullable: false, example: 122 },
    ),
    note: text("Note."),
    transactionId: text("What the payment is called where it was made."),
    id: ownId,
    ...deletion,
    createdAt,
    updatedAt,
    custom,
  },
  relations: {},
  softDelete: true,
};
