import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../src/project-root.js";

/**
 * The map: server → app → graphql | rest → where → domain → database, and server → mail → domain. Each area of src with those that it may import; a file in
 * src itself that is not named here belongs to the start, which may use everything and which nobody else imports.
 */
const arrows: Record<string, readonly string[]> = {
  start: ["start", "commands", "app", "mail", "context", "domain", "database", "config", "log", "project-root"],
  commands: ["start", "commands", "app", "mail", "context", "domain", "database", "config", "log", "project-root"],
  app: ["graphql", "rest", "files", "context", "domain", "database", "storage", "config", "log", "unreadable-requests"],
  graphql: ["graphql", "where", "resources", "domain", "config", "multipart"],
  rest: ["rest", "where", "resources", "domain", "config", "project-root", "multipart", "send-file"],
  where: ["where", "resources", "domain"],
  resources: ["resources", "domain"],
  files: ["files", "domain", "send-file"],
  multipart: ["domain"],
  "send-file": [],
  storage: ["storage", "domain"],
  mail: ["mail", "domain", "database", "config"],
  context: ["domain", "database"],
  domain: ["domain", "database", "sheets"],
  sheets: ["sheets"],
  database: ["database", "project-root"],
  config: [],
  log: [],
  "unreadable-requests": [],
  "project-root": [],
};

const door = /^(graphql|@graphql|@pothos|@envelop|@fastify|fastify)/;
const databaseDriver = /^(pg$|prisma|@prisma|@electric-sql)/;
/** Packages that an area must not know. */
const foreign: Record<string, RegExp[]> = {
  graphql: [databaseDriver],
  rest: [databaseDriver, /^(graphql|@graphql|@pothos)/],
  where: [door, databaseDriver],
  resources: [door, databaseDriver],
  domain: [door, databaseDriver, /^nodemailer/],
  mail: [door, databaseDriver],
  database: [door],
  storage: [door, databaseDriver],
  files: [databaseDriver, /^(graphql|@graphql|@pothos)/],
  sheets: [door, databaseDriver],
};

/** Written by generators; not ours to keep in order. */
const generated = [join("database", "generated"), join("graphql", "generated-types.ts")];

const source = join(projectRoot, "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !generated.some((part) => file.startsWith(part)))
  .map((file) => ({ file, text: readFileSync(join(source, file), "utf8") }));

const areaOf = (file: string): string => {
  const [first = ""] = file.split(sep);
  const area = first.replace(/\.(d\.)?[jt]s$/, "");
  return Object.hasOwn(arrows, area) ? area : "start";
};

interface Import {
  from: string;
  to: string;
  inside: boolean;
}

const imports: Import[] = files.flatMap(({ file, text }) =>
  ts.preProcessFile(text).importedFiles.map(({ fileName }) => {
    const inside = fileName.startsWith(".");
    return { from: file, to: inside ? relative(source, join(source, dirname(file), fileName)) : fileName, inside };
  }),
);

const said = (found: Import[]) => found.map(({ from, to }) => `${from} → ${to}`);

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(200);
});

describe.each(Object.entries(arrows))("%s", (area, targets) => {
  const own = imports.filter(({ from }) => areaOf(from) === area);

  test(`imports nothing of src but ${targets.join(", ") || "nothing"}`, () => {
    // The command for a demo world calls its maker, which lives with the schema.
    const wrong = own.filter(
      ({ inside, to }) => inside && !to.startsWith(join("..", "prisma")) && !targets.includes(areaOf(to)),
    );
    const types = own.filter(({ to }) => area === "graphql" && to === join("graphql", "generated-types.js"));
    expect(said(wrong.filter((found) => !types.includes(found)))).toEqual([]);
  });

  test("knows no package that is another area's", () => {
    const wrong = own.filter(({ inside, to }) => !inside && (foreign[area] ?? []).some((pattern) => pattern.test(to)));
    expect(said(wrong)).toEqual([]);
  });
});

test("nobody but the mail worker speaks to a mail server", () => {
  const speakers = imports.filter(({ to }) => /^(nodemailer|smtp-)/.test(to)).map(({ from }) => from);
  expect(speakers).toEqual([join("mail", "smtp.ts")]);
});

test("only src/config.ts reads the environment", () => {
  const readers = files.filter(({ text }) => text.includes("process.env")).map(({ file }) => file);
  expect(readers).toEqual(["config.ts"]);
});

test("nothing in src writes to the console", () => {
  expect(files.filter(({ text }) => /\bconsole\s*[.[]/.test(text)).map(({ file }) => file)).toEqual([]);
});
