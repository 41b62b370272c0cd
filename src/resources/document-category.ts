import type { Resource } from "./resource.js";
import {
  always,
  createdAt,
  custom,
  date,
  deletion,
  id,
  number,
  organizationId,
  ownId,
  updatedAt,
} from "./properties.js";

export const documentCategory: Resource = {
  model: "DocumentCategory",
  description: "A part of a document's net amount under a category.",
  properties: {
    documentId: id("The document.", always),
    categoryId: id("The category.", { required: true, nullable: false, example: "5e9e92107f186e000eda0903" }),
    amount: number("How much of the document's net total. All parts together are no more than that.", {
      required: true,
      nullable: false,
      example: 50,
    }),
    amountConverted: number("The amount in the organization's currency. Computed.", { ...always, example: 50 }),
    date: date("Its date; the document's where it is not given.", { nullable: false, example: "2020-02-29" }),
    organizationId,
    id: ownId,
    ...deletion,
    createdAt,
    updatedAt,
    custom,
  },
  relations: {},
  softDelete: true,
};
