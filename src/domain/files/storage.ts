import type { Readable } from "node:stream";

/**
 * Where the bytes of files are: a folder or a bucket. Keys are ours, never a caller's: small letters, digits and hyphens in
 * parts that slashes separate, such as `images/5e9e92107f186e000eda0901`. A key is written once and never changed, so that
 * whoever reads it gets the whole of one file.
 * Errors of each: StorageUnavailable.
 */
export interface FileStorage {
  /** Writes the whole file or nothing; it is there for good when this answers. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The file's bytes, or null where there is none. Who gets the stream reads it to its end or destroys it. */
  get(key: string): Promise<Readable | null>;
  /** Deletes the file; one that is not there is deleted already. */
  delete(key: string): Promise<void>;
}

/** The storage does not do what it is asked for: the disk is full, the service is away. Trying again later may help. */
export class StorageUnavailable extends Error {
  override name = "StorageUnavailable";
}

const form = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;

/** Refuses a key that no code of ours makes. Errors: a plain one. */
export function checkKey(key: string): void {
  if (!form.test(key)) throw new Error("a file's key has characters that no key has");
}
