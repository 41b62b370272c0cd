import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
} from "graphql";
import { importFile } from "../../../src/domain/transfer/import-file.js";
import { requestExport } from "../../../src/domain/transfer/request-export.js";
import { schema } from "../../../src/graphql/schema.js";
import { document, part, payment } from "../../support/ledger.js";
import { type Actor, freshEmail, type World } from "../../support/world.js";
import type { Sample } from "./places.js";

/** Objects of an admin's own, by type: what a request can be about. */
export interface Objects {
  Account: string;
  Organization: string;
  AccountOrganization: string;
  Category: string;
  Document: string;
  DocumentCategory: string;
  Payment: string;
  AccessToken: string;
  Export: string;
  Import: string;
}

export type ObjectType = keyof Objects;

/** The same id for every type: for what only looks at the shape of requests. */
export const objectsWith = (id: string): Objects => ({
  Account: id,
  Organization: id,
  AccountOrganization: id,
  Category: id,
  Document: id,
  DocumentCategory: id,
  Payment: id,
  AccessToken: id,
  Export: id,
  Import: id,
});

/** An organization with one row of every kind. The membership is somebody else's open invitation. */
export async function objectsOf(scene: World, owner: Actor, organization: string): Promise<Objects> {
  const { membershipId } = await scene.member(organization, owner, "default", "pending");
  const category = await scene.category(owner, organization);
  const draft = await document(owner, organization, { draft: true });
  const context = await owner.context();
  const file = Buffer.from("alias,name\r\na,A\r\n");
  const { id } = await requestExport(context, organization, { type: "category" });
  const { importId } = await importFile(context, organization, { type: "category", file, dryRun: true });
  return {
    Account: owner.id,
    Organization: organization,
    AccountOrganization: membershipId,
    Category: category,
    Document: draft,
    DocumentCategory: await part(owner, draft, category, "1.00"),
    Payment: await payment(owner, { documentId: draft }, { amount: "1.00" }),
    AccessToken: context.caller?.tokenHandle ?? "",
    Export: id,
    Import: importId,
  };
}

const scalars: Record<string, () => unknown> = {
  String: () => "text",
  Int: () => 1,
  Boolean: () => true,
  DateTime: () => "2020-02-29T07:59:37.938Z",
  Date: () => "2020-02-29",
  DateOrDateTime: () => "2020-02-29",
  Decimal: () => "1.00",
  Currency: () => "EUR",
  EmailAddress: freshEmail,
  JSONObject: () => ({}),
};

/** Operations and lists whose name does not end with the object that `id` is of. */
const about: Record<string, ObjectType> = {
  acceptInvitation: "AccountOrganization",
  rejectInvitation: "AccountOrganization",
  resendInvitation: "AccountOrganization",
  enableAccess: "AccountOrganization",
  disableAccess: "AccountOrganization",
  removeAccess: "AccountOrganization",
  changeRole: "AccountOrganization",
  inviter: "Account",
  node: "Category",
  nodes: "Category",
  organizations: "Organization",
  accountOrganizations: "AccountOrganization",
  categories: "Category",
  documents: "Document",
  payments: "Payment",
  documentCategories: "DocumentCategory",
  recordPayment: "Payment",
};

const objectTypes: ObjectType[] = [
  "AccountOrganization",
  "Organization",
  "AccessToken",
  "Account",
  "DocumentCategory",
  "Category",
  "Document",
  "Payment",
  "Export",
  "Import",
];

/** IDs of what is the client's own, and no object here. */
export const isForeignId = (place: string): boolean => place === "unitId";

/**
 * The type of object that an ID in this place names: by the name of the place, such as `organizationId`, else by its
 * owner's, such as `UpdateCategoryInput`. Fails where neither tells, so that whoever adds such a place says it here.
 */
export function objectTypeAt(owner: string, place: string): ObjectType {
  const named = place.replace(/Ids?$/, "");
  const operation = owner.replace(/(Input|Where)$/, "");
  const key = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
  const type =
    about[named] ??
    objectTypes.find((name) => name.toLowerCase() === named.toLowerCase()) ??
    about[key] ??
    objectTypes.find((name) => operation.toLowerCase().endsWith(name.toLowerCase()));
  if (!type) throw new Error(`say which type of object ${owner}.${place} names, in test/graphql/support/samples.ts`);
  return type;
}

/** Good values: ids of these objects, and something plain for everything else. */
export const samplesOf = (objects: Objects): Sample => {
  const sample: Sample = (owner, { name, type }) => {
    const bare = getNullableType(type);
    const named = getNamedType(type);
    const one = (): unknown => {
      if (isEnumType(named)) return named.getValues()[0]?.name;
      if (isForeignId(name)) return "north";
      if (named.name === "ID") {
        const kind = objectTypeAt(owner, name);
        return owner.startsWith("node") ? `${kind}:${objects[kind]}` : objects[kind];
      }
      if (isInputObjectType(named)) {
        const needed = Object.values(named.getFields()).filter(isRequiredInputField);
        return Object.fromEntries(needed.map((field) => [field.name, sample(named.name, field)]));
      }
      const make = scalars[named.name];
      if (!make) throw new Error(`say what a good ${named.name} is, in test/graphql/support/samples.ts`);
      return make();
    };
    return isListType(bare) ? [one()] : one();
  };
  return sample;
};

/** Every object that has an id, by name: AccessToken is listed without being a Node. */
export const nodeTypes = schema
  .getPossibleTypes(schema.getType("Node") as never)
  .map((type) => type.name as ObjectType)
  .sort();
