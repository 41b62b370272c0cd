import type { FileStorage } from "./storage.js";

/** What use-cases need for files and for links to them. */
export interface Files {
  storage: FileStorage;
  /** The address at which people reach the server, without a slash at its end. */
  publicUrl: string;
  /** The secret by which links are signed; undefined: the database keeps one. */
  signingKey: string | undefined;
  /** How long the rows of an imported file may take to be written, in milliseconds. */
  importTimeoutMs: number;
}

const refuse = (): never => {
  throw new Error("this process was started without files");
};

/** For processes that have nothing to do with files, such as commands: whoever tries finds out at once. */
export const noFiles: Files = {
  storage: { put: refuse, get: refuse, delete: refuse },
  get publicUrl() {
    return refuse();
  },
  get signingKey() {
    return refuse();
  },
  importTimeoutMs: 300_000,
};
