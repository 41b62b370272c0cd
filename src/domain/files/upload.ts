import { createHash } from "node:crypto";

/**
 * A file that a caller sent, in memory. Its name is the caller's word, good for a message and for nothing else. The bytes
 * are no property that walks over objects would find: there may be millions.
 */
export class UploadedFile {
  readonly #bytes: Uint8Array;
  readonly #name: string | undefined;

  constructor(bytes: Uint8Array, name?: string) {
    this.#bytes = bytes;
    this.#name = name;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get name(): string | undefined {
    return this.#name;
  }

  /** By which requests with files are compared and shown: two are the same where their bytes are. */
  toJSON(): { sha256: string } {
    return { sha256: createHash("sha256").update(this.#bytes).digest("hex") };
  }
}
