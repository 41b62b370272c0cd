import { isUnavailable as isDatabaseUnavailable } from "../database/errors.js";
import { StorageUnavailable } from "./files/storage.js";

/** For the doors, which know no database: whether a fault means that trying again later may help. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof StorageUnavailable || isDatabaseUnavailable(error);
