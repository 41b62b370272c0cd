import { resolve } from "node:path";
import { z } from "zod";

/** The only reader of the environment. Every variable is listed in .env.example; a test compares the two. */

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, "is not a whole number")
    .transform(Number)
    .refine((value) => value >= min && value <= max, `is not between ${min} and ${max}`)
    .default(fallback);

const yesNo = (fallback: boolean) =>
  z
    .enum(["true", "false"], "is neither true nor false")
    .transform((value) => value === "true")
    .default(fallback);

const origin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** An address below which there may be paths, without what a link could not be added to. */
const webAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === "");
};

const shortestKey = 32;

export const settings = z.object({
  PORT: whole(0, 65_535, 3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "is not a postgresql:// address")
    .optional(),
  DATA_DIR: z
    .string()
    .min(1)
    .default("./data")
    .transform((folder) => resolve(folder)),
  PUBLIC_URL: z
    .string()
    .refine(webAddress, "is not a web address such as https://orgate.example.com")
    .transform((address) => address.replace(/\/+$/, ""))
    .optional(),
  SIGNING_KEY: z.string().min(shortestKey, `is shorter than ${shortestKey} characters`).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is not the name of a bucket")
    .optional(),
  S3_ENDPOINT: z
    .string()
    .refine(webAddress, "is not a web address such as https://s3.example.com")
    .transform((address) => address.replace(/\/+$/, ""))
    .optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_PATH_STYLE: yesNo(true),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  CORS_ORIGINS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every(origin), "is not a list of origins such as https://app.example.com"),
  ACCESS_TOKEN_IN_QUERY: yesNo(true),
  POOL_SIZE: whole(1, 200, 10),
  POOL_WAIT_MS: whole(100, 60_000, 2_000),
  STATEMENT_TIMEOUT_MS: whole(100, 600_000, 10_000),
  LOCK_TIMEOUT_MS: whole(100, 600_000, 3_000),
  QUERY_TIMEOUT_MS: whole(100, 600_000, 15_000),
  MUTATION_TIMEOUT_MS: whole(100, 600_000, 30_000),
  GRAPHQL_BODY_BYTES: whole(1_024, 10_485_760, 262_144),
  GRAPHQL_DOCUMENT_CHARACTERS: whole(100, 1_000_000, 16_384),
  GRAPHQL_TOKENS: whole(10, 100_000, 2_000),
  GRAPHQL_DEPTH: whole(3, 100, 15),
  GRAPHQL_ALIASES: whole(0, 1_000, 30),
  GRAPHQL_ROOT_FIELDS: whole(1, 1_000, 20),
  GRAPHQL_DIRECTIVES: whole(0, 1_000, 9),
  GRAPHQL_COST: whole(10, 10_000_000, 10_000),
  REST_BODY_BYTES: whole(1_024, 10_485_760, 1_048_576),
  HEADERS_TIMEOUT_MS: whole(1_000, 600_000, 10_000),
  REQUEST_TIMEOUT_MS: whole(1_000, 600_000, 30_000),
  SHUTDOWN_TIMEOUT_MS: whole(100, 600_000, 10_000),
});

export type Config = z.output<typeof settings>;

const forBucket = ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
const ofBucket = ["S3_ENDPOINT", ...forBucket] as const;

/** What is wrong with settings that are right by themselves. */
function contradictions(given: Environment): string[] {
  if (given.S3_BUCKET !== undefined) {
    return forBucket
      .filter((name) => given[name] === undefined)
      .map((name) => `  ${name}: is missing, which S3_BUCKET needs`);
  }
  return ofBucket
    .filter((name) => given[name] !== undefined)
    .map((name) => `  ${name}: means nothing without S3_BUCKET`);
}

/** Some settings are not valid. The message names every one of them. */
export class InvalidConfiguration extends Error {
  override name = "InvalidConfiguration";
}

type Environment = Record<string, string | undefined>;

/**
 * Reads the settings. Empty ones count as not given; `defaults` come before the general ones, for a command that is
 * quieter than the server. Errors: InvalidConfiguration with all that is wrong, at once.
 */
export function readConfig(environment: Environment = process.env, defaults: Environment = {}): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const given = { ...defaults, ...present };
  const result = settings.safeParse(given);
  const further = contradictions(given);
  if (result.success && further.length === 0) return result.data;
  const lines = [
    ...(result.error?.issues ?? []).map((issue) => `  ${issue.path.join(".")}: ${issue.message}`),
    ...further,
  ];
  throw new InvalidConfiguration(`These settings are not valid:\n${lines.join("\n")}`);
}

/** The configuration as it may be shown: an address without its password, and of secrets only that they are set. */
export function withoutSecrets(config: Config): Record<string, unknown> {
  const { DATABASE_URL, ...rest } = config;
  const hidden = Object.fromEntries(secrets.filter((name) => rest[name] !== undefined).map((name) => [name, "…"]));
  return { ...rest, ...hidden, DATABASE_URL: DATABASE_URL === undefined ? "embedded" : masked(DATABASE_URL) };
}

const secrets = ["SIGNING_KEY", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

/**
 * The address at which people and mails reach this server, without a slash at its end: PUBLIC_URL, or what HOST and PORT
 * make of it, which is good on this machine alone.
 */
export function publicUrl({ PUBLIC_URL, HOST, PORT }: Pick<Config, "PUBLIC_URL" | "HOST" | "PORT">): string {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL;
  const everywhere = HOST === "0.0.0.0" || HOST === "::";
  const name = everywhere ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${name}:${PORT}`;
}

function masked(address: string): string {
  if (!URL.canParse(address)) return "postgresql://…";
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
