import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { InvalidConfiguration, publicUrl, readConfig, settings, withoutSecrets } from "../src/config.js";
import { projectRoot } from "../src/project-root.js";

const lines = readFileSync(join(projectRoot, ".env.example"), "utf8").split("\n");
const examples = lines.flatMap((line, index) => {
  const [, name, value] = /^#([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [{ name, value, above: lines[index - 1] ?? "" }];
});

describe(".env.example", () => {
  test("lists exactly the settings, in their order, and sets none", () => {
    expect(examples.map(({ name }) => name)).toEqual(Object.keys(settings.shape));
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
  });

  test("shows every default as it is", () => {
    const shown = Object.fromEntries(examples.map(({ name, value }) => [name, value]));
    expect(readConfig(shown)).toEqual(readConfig({}));
    const defaults: Record<string, unknown> = readConfig({});
    const nothing = examples.filter(({ value }) => value === "").map(({ name }) => defaults[name]);
    expect(nothing).toEqual(nothing.map((value) => (Array.isArray(value) ? [] : undefined)));
  });

  test("explains every setting in a line above it", () => {
    expect(examples.filter(({ above }) => !/^# \S.{10,}/.test(above)).map(({ name }) => name)).toEqual([]);
  });
});

test("everything that is not valid is told at once", () => {
  const read = () =>
    readConfig({
      PORT: "70000",
      POOL_SIZE: "many",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mysql://somewhere",
      CORS_ORIGINS: "https://fine.example.com, not-an-origin",
      ACCESS_TOKEN_IN_QUERY: "perhaps",
    });
  expect(read).toThrow(InvalidConfiguration);
  for (const name of ["PORT", "POOL_SIZE", "LOG_LEVEL", "DATABASE_URL", "CORS_ORIGINS", "ACCESS_TOKEN_IN_QUERY"]) {
    expect(read).toThrow(new RegExp(`^  ${name}: .+`, "m"));
  }
});

test("an empty setting counts as not given", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "", LOG_LEVEL: "" })).toEqual(readConfig({}));
});

test("what is set is read", () => {
  const set = { PORT: "0", DATA_DIR: "elsewhere", CORS_ORIGINS: "https://a.example.com,http://localhost:5173" };
  expect(readConfig(set)).toMatchObject({
    PORT: 0,
    DATA_DIR: resolve("elsewhere"),
    CORS_ORIGINS: ["https://a.example.com", "http://localhost:5173"],
  });
});

test.each([
  [undefined, "embedded"],
  [
    "postgresql://somebody:secret@db.example.com:5433/orgate?password=secret",
    "postgresql://db.example.com:5433/orgate",
  ],
  ["postgresql://somebody:secret@:::", "postgresql://…"],
])("the configuration is shown without secrets: %s", (address, shown) => {
  const seen = withoutSecrets(readConfig({ DATABASE_URL: address }));
  expect(seen.DATABASE_URL).toBe(shown);
  expect(JSON.stringify(seen)).not.toContain("secret");
});

test("a bucket needs its keys, and what belongs to a bucket needs the bucket", () => {
  expect(() => readConfig({ S3_BUCKET: "files", S3_ACCESS_KEY_ID: "id", PORT: "x" })).toThrow(
    "These settings are not valid:\n  PORT: is not a whole number\n  S3_SECRET_ACCESS_KEY: is missing, which S3_BUCKET needs",
  );
  expect(() => readConfig({ S3_ENDPOINT: "https://s3.example.com", S3_SECRET_ACCESS_KEY: "x" })).toThrow(
    "  S3_ENDPOINT: means nothing without S3_BUCKET\n  S3_SECRET_ACCESS_KEY: means nothing without S3_BUCKET",
  );
});

test("keys are never shown", () => {
  const secret = "a secret of at least 32 characters";
  const bucket = { S3_BUCKET: "files", S3_ACCESS_KEY_ID: secret, S3_SECRET_ACCESS_KEY: secret };
  const seen = withoutSecrets(readConfig({ SIGNING_KEY: secret, ...bucket }));
  expect(seen).toMatchObject({ S3_BUCKET: "files", SIGNING_KEY: "…", S3_SECRET_ACCESS_KEY: "…" });
  expect(JSON.stringify(seen)).not.toContain("secret of");
});

test.each([
  [{}, undefined, "http://127.0.0.1:3000"],
  [{ HOST: "0.0.0.0", PORT: "0" }, 8080, "http://127.0.0.1:8080"],
  [{ HOST: "::1" }, undefined, "http://[::1]:3000"],
  [{ PUBLIC_URL: "https://orgate.example.com/" }, undefined, "https://orgate.example.com"],
  [{ PUBLIC_URL: "https://example.com/orgate//" }, undefined, "https://example.com/orgate"],
])("people reach %j at the address that links begin with", (given, port, address) => {
  expect(publicUrl(readConfig(given), port)).toBe(address);
});

const refused = (settings: Record<string, string>): string[] => {
  try {
    readConfig(settings);
    return [];
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(":", 1)[0] ?? "");
  }
};

test.each([
  ["SMTP_URL", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://mail.example.com/path"]],
  // Options of the library that would log what is sent, read files or go elsewhere.
  [
    "SMTP_URL",
    ["smtp://mail.example.com?debug=true", "smtp://mail.example.com?logger=true&name=a", "smtp://a?service=x"],
  ],
  ["MAIL_FROM", ["Orgate", "Orgate <orgate>", "a@b, c@d", "Orgate\r\nBcc: a@b <c@d>", "<a@b> <c@d>"]],
  [
    "PUBLIC_URL",
    ["orgate.example.com", "ftp://orgate.example.com", "https://a:b@example.com", "https://example.com/?a=b"],
  ],
  ["PASSWORD_RESET_URL", ["https://app.example.com/reset", "javascript:alert('{token}')", "/reset/{token}"]],
  ["VERIFICATION_URL", ["https://app.example.com/verify"]],
  ["INVITATION_URL", ["https://app.example.com/{token}"]],
  ["MAIL_CONNECTIONS", ["0", "many"]],
])("%s is refused where it is none: %s", (name, values) => {
  expect(values.map((value) => refused({ [name]: value }))).toEqual(values.map(() => [name]));
});

test("the mail server and the sender are read as they are meant", () => {
  const urls = [
    "smtp://mail",
    "smtps://user:p%40ss@mail.example.com:465",
    "smtp://[::1]:25/?requireTLS=true&tls.servername=a",
  ];
  expect(urls.map((SMTP_URL) => readConfig({ SMTP_URL }).SMTP_URL)).toEqual(urls);
  const senders = ["orgate@example.com", "Orgate <orgate@example.com>", '"Orgate, Ltd." <orgate@example.com>'];
  expect(senders.map((MAIL_FROM) => readConfig({ MAIL_FROM }).MAIL_FROM)).toEqual([
    { name: "", address: "orgate@example.com" },
    { name: "Orgate", address: "orgate@example.com" },
    { name: "Orgate, Ltd.", address: "orgate@example.com" },
  ]);
});

test("the password of the mail server is not shown", () => {
  expect(withoutSecrets(readConfig({})).SMTP_URL).toBe("none");
  const seen = withoutSecrets(readConfig({ SMTP_URL: "smtps://somebody:secret@mail.example.com:465" }));
  expect(seen.SMTP_URL).toBe("smtps://mail.example.com:465");
  expect(JSON.stringify(seen)).not.toContain("secret");
});
