import type { Logger } from "pino";
import type { Database } from "../database/open.js";
import { DomainError } from "./errors.js";
import type { Files } from "./files/files.js";
import type { Loaders } from "./loaders.js";

/** The account that a request speaks for, as it was when the request began. */
export interface Caller {
  id: string;
  email: string;
  emailVerified: boolean;
  masterId: string | null;
  /** The handle of the token that was presented. */
  tokenHandle: string;
}

/** Why a presented token was not accepted. */
export type TokenRefusal = "unknown" | "expired";

/** What a use-case needs to know about the request it serves: the same through every door. */
export interface Context {
  caller: Caller | null;
  tokenRefusal: TokenRefusal | null;
  database: Database;
  files: Files;
  log: Logger;
  requestId: string;
  /** Batched reads of this request. Made anew after every write. */
  loaders: Loaders;
}

/** The caller, or UNAUTHENTICATED, or TOKEN_EXPIRED where a token was good once. */
export function requireCaller(context: Context): Caller {
  if (context.caller) return context.caller;
  throw context.tokenRefusal === "expired"
    ? new DomainError("TOKEN_EXPIRED", "The access token has expired. Sign in again.")
    : new DomainError(
        "UNAUTHENTICATED",
        context.tokenRefusal ? "The access token is not known." : "This needs an access token.",
      );
}

/** Refuses a token that is not good, where being anonymous is allowed. */
export function refuseBadToken(context: Context): void {
  if (context.tokenRefusal) requireCaller(context);
}
