import { join } from "node:path";
import type { FileStorage } from "../domain/files/storage.js";
import { bucketStorage } from "./bucket.js";
import { folderStorage } from "./folder.js";

/** The settings that say where files are. */
export interface StorageSettings {
  DATA_DIR: string;
  S3_BUCKET?: string | undefined;
  S3_ENDPOINT?: string | undefined;
  S3_REGION: string;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
  S3_PATH_STYLE: boolean;
}

/** The bucket where one is configured, else the folder `files` under DATA_DIR. Touches neither before the first file. */
export function openStorage(settings: StorageSettings): FileStorage {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    return folderStorage(join(settings.DATA_DIR, "files"));
  }
  return bucketStorage({
    bucket,
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    accessKeyId,
    secretAccessKey,
    pathStyle: settings.S3_PATH_STYLE,
  });
}
