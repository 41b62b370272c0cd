import type { Route } from "./route.js";
import { accountOrganizationRoutes } from "./routes/account-organizations.js";
import { accountRoutes } from "./routes/accounts.js";
import { categoryRoutes } from "./routes/categories.js";
import { documentCategoryRoutes } from "./routes/document-categories.js";
import { documentRoutes } from "./routes/documents.js";
import { exportRoutes } from "./routes/export.js";
import { imageRoutes } from "./routes/images.js";
import { importRoutes } from "./routes/import.js";
import { organizationRoutes } from "./routes/organizations.js";
import { paymentRoutes } from "./routes/payments.js";
import { reportRoutes } from "./routes/reports.js";
import { signInRoutes } from "./routes/sign-in.js";
import { statisticRoutes } from "./routes/statistics.js";
import { subscriptionRoutes } from "./routes/subscription.js";

/** Every call of `/v1`. */
export const routes: readonly Route[] = [
  ...signInRoutes,
  ...accountRoutes,
  ...organizationRoutes,
  ...imageRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...subscriptionRoutes,
  ...accountOrganizationRoutes,
  ...categoryRoutes,
  ...documentRoutes,
  ...documentCategoryRoutes,
  ...paymentRoutes,
  ...statisticRoutes,
  ...reportRoutes,
];
