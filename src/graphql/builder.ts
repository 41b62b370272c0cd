import SchemaBuilder from "@pothos/core";
import PrismaPlugin, { type PrismaModelTypes } from "@pothos/plugin-prisma";
import RelayPlugin from "@pothos/plugin-relay";
import type { AccountView } from "../domain/account/queries.js";
import type { Context } from "../domain/context.js";
import type { DocumentCategoryView, DocumentView, PaymentView } from "../domain/ledger/views.js";
import type { UploadedFile } from "../domain/files/upload.js";
import type { AccountOrganizationView } from "../domain/membership/queries.js";
import type { OrganizationView } from "../domain/organization/queries.js";
import type GeneratedTypes from "./generated-types.js";
import { getDatamodel } from "./generated-types.js";
import {
  CountryCode,
  Currency,
  DateOrDateTime,
  DateTime,
  Day,
  Decimal,
  EmailAddress,
  JSONObject,
  JSONValue,
  Locale,
  TimeZone,
  Upload,
  Url,
} from "./scalars.js";

/** What the domain shows of a model, where that differs from the row. */
interface Views {
  Account: AccountView;
  Organization: OrganizationView;
  AccountOrganization: AccountOrganizationView;
  Document: DocumentView;
  DocumentCategory: DocumentCategoryView;
  Payment: PaymentView;
}

type PrismaTypes = {
  [Model in keyof GeneratedTypes]: Omit<GeneratedTypes[Model], "Shape"> & {
    Shape: Model extends keyof Views ? Views[Model] : GeneratedTypes[Model]["Shape"];
  };
};

interface Text {
  Input: string;
  Output: string;
}

export interface SchemaTypes {
  Context: Context;
  PrismaTypes: PrismaTypes;
  Connection: { totalCount: () => Promise<number> };
  DefaultFieldNullability: true;
  DefaultEdgesNullability: { list: false; items: false };
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Date: Text;
    DateOrDateTime: { Input: string | Date; Output: never };
    Decimal: Text;
    JSON: { Input: unknown; Output: unknown };
    JSONObject: { Input: Record<string, unknown>; Output: unknown };
    CountryCode: Text;
    Currency: Text;
    EmailAddress: Text;
    Locale: Text;
    TimeZone: Text;
    URL: Text;
    Upload: { Input: UploadedFile; Output: never };
  };
}

/** The builder that every type file adds to. Defines no type itself but the scalars and the roots. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [PrismaPlugin, RelayPlugin],
  prisma: {
    dmmf: getDatamodel(),
    // Object types come from the models; rows come from the domain, which alone knows what may be seen.
    client: () => {
      throw new Error("a resolver tried to read around the domain");
    },
  },
  relay: {
    clientMutationId: "omit",
    cursorType: "String",
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: { description: "An object that can be fetched again by its global id." },
    idFieldOptions: { description: "The global id, such as `Category:5f0c1ad0aa00000000c0de01`." },
    pageInfoTypeOptions: { description: "Where a page stands in its list." },
    hasNextPageFieldOptions: { description: "Whether rows follow this page; asked for with `first`." },
    hasPreviousPageFieldOptions: { description: "Whether rows precede this page; asked for with `last`." },
    startCursorFieldOptions: { description: "The cursor of the first row, for `before`." },
    endCursorFieldOptions: { description: "The cursor of the last row, for `after`." },
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: "The rows of the page, each with its cursor.",
    },
    nodeFieldOptions: { nullable: false, description: "The row." },
    cursorFieldOptions: { description: "The row's place in the list, for `after` and `before`." },
    pageInfoFieldOptions: { description: "Where this page stands in the list." },
    firstArgOptions: {
      description: "How many rows from the beginning or after the cursor: 20 by default, at most 100.",
    },
    afterArgOptions: { description: "Rows after this cursor; goes with `first`." },
    lastArgOptions: { description: "How many rows from the end or before the cursor, at most 100." },
    beforeArgOptions: { description: "Rows before this cursor; goes with `last`." },
  },
});

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer All> ? All : never;

/** The field builder of a model's object type, and of inputs: for files that share fields between types. */
export type ObjectFields<Model extends keyof PrismaTypes> = PothosSchemaTypes.PrismaObjectFieldBuilder<
  Types,
  PrismaTypes[Model] & PrismaModelTypes
>;
export type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, "InputObject">;
export type OutputFields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>;

builder.queryType({ description: "Everything that can be read." });
builder.mutationType({
  description:
    "Everything that can be changed. Each takes one input, and says in `userErrors` what the caller can mend.",
});

builder.addScalarType("DateTime", DateTime);
builder.addScalarType("Date", Day);
builder.addScalarType("DateOrDateTime", DateOrDateTime);
builder.addScalarType("Decimal", Decimal);
builder.addScalarType("JSON", JSONValue);
builder.addScalarType("JSONObject", JSONObject);
builder.addScalarType("CountryCode", CountryCode);
builder.addScalarType("Currency", Currency);
builder.addScalarType("EmailAddress", EmailAddress);
builder.addScalarType("Locale", Locale);
builder.addScalarType("TimeZone", TimeZone);
builder.addScalarType("URL", Url);
builder.addScalarType("Upload", Upload);

builder.globalConnectionField("totalCount", (t) =>
  t.int({
    nullable: false,
    description: "How many rows the whole list has. Counted only where asked for.",
    resolve: (connection) => connection.totalCount(),
  }),
);
