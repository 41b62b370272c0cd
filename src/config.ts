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

/** An http(s) address. One with a user, a query or a fragment in it is none that paths can be put after. */
const webAddress = z
  .string()
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return (
      url !== null &&
      /^https?:$/.test(url.protocol) &&
      [url.username, url.password, url.search, url.hash].join("") === ""
    );
  }, "is not a web address such as https://orgate.example.com")
  .transform((text) => text.replace(/\/+$/, ""));

/** An http(s) address with a place for what a mail has to say. */
const linkTo = (placeholder: string) =>
  z
    .string()
    .refine(
      (text) => /^https?:\/\//.test(text) && URL.canParse(text) && text.includes(placeholder),
      `is not an address with ${placeholder} in it, such as https://app.example.com/here/${placeholder}`,
    );

/** What may be said about the connection: nodemailer would take every option of its own here, logging passwords included. */
const smtpOptions = new Set(["name", "requireTLS", "ignoreTLS", "tls.rejectUnauthorized", "tls.servername"]);

const smtpAddress = z
  .string()
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== "" && /^\/?$/.test(url.pathname);
  }, "is not an address such as smtp://user:password@mail.example.com:587 or smtps://…")
  .refine(
    (text) => !URL.canParse(text) || [...new URL(text).searchParams.keys()].every((key) => smtpOptions.has(key)),
    `has an option that is none of ${[...smtpOptions].join(", ")}`,
  );

/** `somebody@example.com`, or `Name <somebody@example.com>`. */
const sender = z
  .string()
  .regex(
    /^(?:[^<>\p{Cc}]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/u,
    "is not an address such as Orgate <orgate@example.com>",
  )
  .transform((text) => {
    const [, name = "", address = text] = /^(.*)<(.*)>$/.exec(text) ?? [];
    return { name: name.trim().replace(/^"(.*)"$/, "$1"), address };
  });

const shortestKey = 32;

export const settings = z.object({
  PORT: whole(0, 65_535, 3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: webAddress.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "is not a postgresql:// address")
    .optional(),
  DATA_DIR: z
    .string()
    .min(1)
    .default("./data")
    .transform((folder) => resolve(folder)),
  SIGNING_KEY: z.string().min(shortestKey, `is shorter than ${shortestKey} characters`).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is not the name of a bucket")
    .optional(),
  S3_ENDPOINT: webAddress.optional(),
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
  IMPORT_TIMEOUT_MS: whole(100, 3_600_000, 300_000),
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
  SMTP_URL: smtpAddress.optional(),
  MAIL_FROM: sender.optional(),
  VERIFICATION_URL: linkTo("{token}").optional(),
  PASSWORD_RESET_URL: linkTo("{token}").optional(),
  INVITATION_URL: linkTo("{id}").optional(),
  SMTP_TIMEOUT_MS: whole(100, 600_000, 30_000),
  SMTP_REPLY_TIMEOUT_MS: whole(100, 3_600_000, 600_000),
  MAIL_CONNECTIONS: whole(1, 50, 4),
  MAIL_GIVE_UP_HOURS: whole(1, 720, 72),
  MAIL_KEEP_DAYS: whole(1, 3_650, 30),
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

/** The configuration as it may be shown: addresses without their passwords, and of secrets only that they are set. */
export function withoutSecrets(config: Config): Record<string, unknown> {
  const { DATABASE_URL, SMTP_URL, ...rest } = config;
  const hidden = Object.fromEntries(secrets.filter((name) => rest[name] !== undefined).map((name) => [name, "…"]));
  return {
    ...rest,
    ...hidden,
    DATABASE_URL: DATABASE_URL === undefined ? "embedded" : masked(DATABASE_URL, "postgresql"),
    SMTP_URL: SMTP_URL === undefined ? "none" : masked(SMTP_URL, "smtp"),
  };
}

const secrets = ["SIGNING_KEY", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

function masked(address: string, protocol: string): string {
  if (!URL.canParse(address)) return `${protocol}://…`;
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/**
 * The address that links begin with, without a slash at its end: the configured one, else where the server listens, as a
 * browser on the same machine finds it. `port` is the real one, where PORT lets the system choose.
 */
export function publicUrl(
  { PUBLIC_URL, HOST, PORT }: Pick<Config, "PUBLIC_URL" | "HOST" | "PORT">,
  port = PORT,
): string {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL;
  // An address that means all of the machine's cannot be visited.
  const everywhere = HOST === "0.0.0.0" || HOST === "::";
  const name = everywhere ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${name}:${port}`;
}
