import DataLoader from "dataloader";
import { type AccountView, accountsByIds } from "./account/queries.js";
import { type CategoryView, categoriesByIds } from "./category/queries.js";
import type { Context } from "./context.js";
import { documentCategoriesByIds, documentsByIds, paymentsByIds } from "./ledger/queries.js";
import type { DocumentCategoryView, DocumentView, PaymentView } from "./ledger/views.js";
import { countRows, type List, type Page, type PageRequest, readPages, type Selection } from "./list/list.js";
import { readSlices, type SliceRequest } from "./list/slice.js";
import { type AccountOrganizationView, accountOrganizationsByIds } from "./membership/queries.js";
import { type DataEntry, dataOfOrganizations } from "./organization/data.js";
import { type ImageView, imagesOfOrganizations } from "./organization/images/queries.js";
import { type OrganizationView, organizationsByIds } from "./organization/queries.js";
import { type LicenceDates, licenceDatesByIds } from "./organization/subscription.js";
import {
  exportsByIds,
  type ExportView,
  importsByIds,
  importsOfOrganizations,
  type ImportView,
} from "./transfer/queries.js";

type ById<View> = DataLoader<string, View | null>;

/**
 * The reads of one request, batched: however many rows a level of a query has, it costs one statement. What the viewer
 * may not see is null, like what does not exist.
 */
export interface Loaders {
  account: ById<AccountView>;
  organization: ById<OrganizationView>;
  accountOrganization: ById<AccountOrganizationView>;
  category: ById<CategoryView>;
  document: ById<DocumentView>;
  documentCategory: ById<DocumentCategoryView>;
  payment: ById<PaymentView>;
  organizationData: DataLoader<string, DataEntry[]>;
  organizationImages: DataLoader<string, ImageView[]>;
  licenceDates: ById<LicenceDates>;
  export: ById<ExportView>;
  import: ById<ImportView>;
  organizationImports: DataLoader<string, ImportView[]>;
  page<Row extends object>(list: List<Row>, parent: string, request: PageRequest): Promise<Page<Row> | null>;
  /** Null: the viewer may not read that parent's list. */
  slice<Row extends object>(list: List<Row>, parent: string, request: SliceRequest): Promise<Row[] | null>;
  count(list: List, parent: string, selection: Selection): Promise<number | null>;
}

const largestBatch = 1_000;

export function createLoaders(context: Omit<Context, "loaders">): Loaders {
  const self = {
    ...context,
    get loaders() {
      return loaders;
    },
  } satisfies Context;

  const byId = <View extends { id: string }>(
    read: (context: Context, ids: readonly string[]) => Promise<View[]>,
  ): ById<View> =>
    new DataLoader(
      async (ids) => {
        const found = new Map((await read(self, ids)).map((view) => [view.id, view]));
        return ids.map((id) => found.get(id) ?? null);
      },
      { maxBatchSize: largestBatch },
    );

  // Sibling fields of one selection ask for the same list with the same arguments: one loader for each such pair.
  const perRequest = new Map<string, DataLoader<string, unknown>>();
  const perParent = <Found>(
    kind: string,
    list: List,
    request: Selection,
    read: (parents: readonly string[]) => Promise<Map<string, Found>>,
  ): DataLoader<string, Found | null> => {
    const key = JSON.stringify([kind, list.name, request]);
    let loader = perRequest.get(key) as DataLoader<string, Found | null> | undefined;
    if (!loader) {
      loader = new DataLoader<string, Found | null>(
        async (parents) => {
          const found = await read(parents);
          return parents.map((parent) => found.get(parent) ?? null);
        },
        { maxBatchSize: largestBatch },
      );
      perRequest.set(key, loader);
    }
    return loader;
  };

  const loaders: Loaders = {
    account: byId(accountsByIds),
    organization: byId(organizationsByIds),
    accountOrganization: byId(accountOrganizationsByIds),
    category: byId(categoriesByIds),
    document: byId(documentsByIds),
    documentCategory: byId(documentCategoriesByIds),
    payment: byId(paymentsByIds),
    organizationData: new DataLoader(
      async (ids) => {
        const found = await dataOfOrganizations(self, ids);
        return ids.map((id) => found.get(id) ?? []);
      },
      { maxBatchSize: largestBatch },
    ),
    organizationImages: new DataLoader(
      async (ids) => {
        const found = await imagesOfOrganizations(self, ids);
        return ids.map((id) => found.get(id) ?? []);
      },
      { maxBatchSize: largestBatch },
    ),
    licenceDates: byId(licenceDatesByIds),
    export: byId(exportsByIds),
    import: byId(importsByIds),
    organizationImports: new DataLoader(
      async (ids) => {
        const found = await importsOfOrganizations(self, ids);
        return ids.map((id) => found.get(id) ?? []);
      },
      { maxBatchSize: largestBatch },
    ),
    page: async <Row extends object>(list: List<Row>, parent: string, request: PageRequest) => {
      const viewer = context.caller?.id;
      if (!viewer) return null;
      return perParent("page", list, request, (parents) => readPages<Row>(self, viewer, list, parents, request)).load(
        parent,
      );
    },
    slice: async <Row extends object>(list: List<Row>, parent: string, request: SliceRequest) => {
      const viewer = context.caller?.id;
      if (!viewer) return null;
      return perParent("slice", list, request, (parents) => readSlices<Row>(self, viewer, list, parents, request)).load(
        parent,
      );
    },
    count: async (list, parent, selection) => {
      const viewer = context.caller?.id;
      if (!viewer) return null;
      return perParent("count", list, selection, (parents) => countRows(self, viewer, list, parents, selection)).load(
        parent,
      );
    },
  };
  return loaders;
}
