import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemContext } from "../../src/context.js";
import { createLog } from "../../src/log.js";
import { progressLine } from "../../src/commands/progress-line.js";
import { signUp } from "../../src/domain/account/sign-up.js";
import { createOrganization } from "../../src/domain/organization/create-organization.js";
import { projectRoot } from "../../src/project-root.js";
import { readConfig } from "../../src/config.js";
import { startDatabase } from "../../src/start-database.js";
import { emptyDatabase } from "../support/database.js";
import { productArguments } from "../support/process.js";

/** The commands as an operator runs them, on a database of their own. */
let environment: Record<string, string>;
let dispose: () => Promise<void>;
let folder: string;
let home: string;

const email = "ada@example.com";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgate-transfer-"));
  const source = await emptyDatabase();
  dispose = source.remove;
  environment =
    "connectionString" in source.connection
      ? { DATABASE_URL: source.connection.connectionString }
      : { DATA_DIR: join(folder, "data") };
  const started = await startDatabase(readConfig(environment));
  try {
    await started.migrate();
    const log = createLog("silent");
    const anonymous = systemContext(started.database, log);
    const { accountId } = await signUp(anonymous, { email, password: "correct horse" });
    const caller = { id: accountId, email, emailVerified: false, masterId: null, tokenHandle: "" };
    const context = systemContext(started.database, log, caller);
    home = await createOrganization(context, accountId, { name: "Home", country: "Slovenia" });
  } finally {
    await started.close();
  }
});
afterEach(async () => {
  await dispose();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  code: number;
  out: string;
  errors: string;
}

const run = (command: "import" | "export", ...given: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd: projectRoot, env: { PATH: process.env.PATH, ...environment } };
    const child = execFile(
      process.execPath,
      [...productArguments(`commands/${command}`), ...given],
      options,
      (_, out, errors) => {
        resolve({ code: child.exitCode ?? -1, out, errors });
      },
    );
  });

const at = (name: string): string => join(folder, name);

test("what was exported is imported into another organization, and a dry run writes nothing", async () => {
  await writeFile(at("in.csv"), "Name,alias\r\nFood,food\r\nRent,rent\r\n");
  expect(await run("import", email, home, "category", at("in.csv"), "--dry-run")).toEqual({
    code: 0,
    out: "2 rows are good; nothing was imported.\n",
    errors: "",
  });
  expect(await run("export", email, home, "category", at("none.csv"))).toEqual({
    code: 0,
    out: `0 rows were exported to ${at("none.csv")}.\n`,
    errors: "",
  });
  expect(await run("import", email, home, "category", at("in.csv"))).toEqual({
    code: 0,
    out: "2 rows were imported.\n",
    errors: "",
  });
  expect(await run("export", email, home, "category", at("out.csv"))).toEqual({
    code: 0,
    out: `2 rows were exported to ${at("out.csv")}.\n`,
    errors: "",
  });
  const lines = (await readFile(at("out.csv"), "utf8")).trimEnd().split("\r\n");
  expect(lines.slice(1)).toEqual(["Food,food,,", "Rent,rent,,"]);
});

test("every bad cell is told with its line and column, and a command that cannot be done with what is wrong", async () => {
  await writeFile(at("bad.csv"), "Name,alias\r\nFood,food\r\n,rent\r\nMore,FOOD\r\n");
  expect(await run("import", email, home, "category", at("bad.csv"))).toEqual({
    code: 1,
    out: "",
    errors:
      "line 3, column Name: can't be blank\nline 4, column alias: is already taken by line 2\nNothing was imported.\n",
  });
  const refused = async (...given: Parameters<typeof run>): Promise<string> => {
    const { code, out, errors } = await run(...given);
    expect([code, out]).toEqual([1, ""]);
    return errors;
  };
  expect(await refused("import", "bob@example.com", home, "category", at("bad.csv"))).toBe(
    "No account has the address bob@example.com.\n",
  );
  expect(await refused("import", email, home, "category", at("missing.csv"))).toContain(
    "The file cannot be read: ENOENT",
  );
  expect(await refused("import", email, home, "category")).toContain("Usage: npm run import -- ");
  expect(await refused("export", email, home, "category", at("out.pdf"))).toContain("does not end in .xlsx or .csv");
  expect(await refused("export", email, home, "colour", at("out.csv"))).toBe(
    "type is not one of document, payment, category, accountOrganization.\n",
  );
  expect(await refused("export", email, home, "category", at("nowhere/out.csv"))).toContain(
    "The file cannot be written: ENOENT",
  );
  expect((await readdir(folder)).filter((name) => name.startsWith("out"))).toEqual([]);
});

test("a bar is drawn over itself where people watch, and nowhere else", () => {
  const written: string[] = [];
  const stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => written.push(text) > 0 });
  const bar = progressLine(stream(true));
  bar.show(0.5, "5 of 10");
  bar.show(0.5, "5 of 10");
  bar.show(2, "10 of 10");
  bar.end();
  bar.end();
  expect(written.splice(0)).toEqual([
    `\r\u001b[K[${"#".repeat(15)}${".".repeat(15)}]  50 % 5 of 10`,
    `\r\u001b[K[${"#".repeat(30)}] 100 % 10 of 10`,
    "\r\u001b[K",
  ]);
  const unseen = progressLine(stream(false));
  unseen.show(0.5, "5 of 10");
  unseen.end();
  expect(written).toEqual([]);
});
