import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { S3mini } from "s3mini";
import { checkKey, type FileStorage, StorageUnavailable } from "../domain/files/storage.js";

export interface BucketOptions {
  bucket: string;
  /** The service's address without the bucket; AWS in the region where it is not given. */
  endpoint?: string | undefined;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Whether the bucket is named in the path of addresses, not in the host. */
  pathStyle: boolean;
}

/** How long the service may take to begin an answer, in milliseconds. */
const patienceMs = 10_000;

/** Files in a bucket of an S3-compatible service. The service itself sees to it that an object appears as a whole. */
export function bucketStorage(options: BucketOptions): FileStorage {
  const s3 = new S3mini({
    accessKeyId: options.accessKeyId,
    secretAccessKey: options.secretAccessKey,
    endpoint: bucketAddress(options),
    region: options.region,
    fetch: impatientFetch,
  });
  return {
    put: (key, bytes, contentType) =>
      translated(key, async () => {
        await (await s3.putObject(key, bytes, contentType)).body?.cancel();
      }),
    get: (key) =>
      translated(key, async () => {
        const response = await s3.getObjectResponse(key);
        return response?.body ? Readable.fromWeb(response.body as ReadableStream<Uint8Array>) : null;
      }),
    delete: (key) =>
      translated(key, async () => {
        // Some services say that there was nothing to delete.
        await s3.deleteObject(key).catch((error: unknown) => {
          if (!(error instanceof Error) || statusOf(error) !== "404") throw error;
        });
      }),
  };
}

/** Where the bucket is. */
export function bucketAddress({
  bucket,
  endpoint,
  region,
  pathStyle,
}: Pick<BucketOptions, "bucket" | "endpoint" | "region" | "pathStyle">): string {
  const url = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  if (pathStyle) url.pathname = `${url.pathname.replace(/\/$/, "")}/${bucket}`;
  else url.hostname = `${bucket}.${url.hostname}`;
  return url.href;
}

/** Gives up on a service that does not answer; a body that is being read may take its time. */
const impatientFetch: typeof fetch = async (input, init) => {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  try {
    return await fetch(input, { ...init, signal: late.signal });
  } finally {
    clearTimeout(timer);
  }
};

/** What the client throws may name addresses and keys: the message says what happened, and the cause is for the log. */
async function translated<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  checkKey(key);
  try {
    return await work();
  } catch (error) {
    const what = error instanceof Error ? `${error.name} ${statusOf(error)}`.trim() : "an unknown fault";
    throw new StorageUnavailable(`the bucket of files: ${what}`, { cause: error });
  }
}

const statusOf = (error: Error): string => ("status" in error ? String(error.status) : "");
