import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const races = "test/races/**";
const whyNoRaces = "test/races-need-postgres.test.ts";
/** Long, and about what the doors and the commands say: once is enough, and the embedded database is always there. */
const once = [
  "test/doors.test.ts",
  "test/doors-ledger.test.ts",
  "test/graphql/permissions.test.ts",
  "test/process/transfer.test.ts",
  "test/process/demo.test.ts",
  "test/process/demo-world.test.ts",
  // These know no database.
  "test/sheets/**",
  "test/**/*browser.test.ts",
];
const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);

/** The same tests on one kind of database. */
const on = (kind: "embedded" | "postgres", exclude: string[]): TestProjectInlineConfiguration => ({
  // Vite would load graphql's ES module beside the CommonJS one that the libraries load: two copies, foreign to each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    name: kind,
    provide: { kind },
    include: ["test/**/*.test.ts"],
    exclude,
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    // Not the projects' own: it runs once, for both.
    globalSetup: ["./test/support/templates.ts"],
    maxWorkers: 2,
    teardownTimeout: 30_000,
    reporters: ["default", "./test/support/closing-line.ts"],
    // Races run where connections are real, and a skipped test says so where they are not.
    projects: hasPostgres
      ? [on("embedded", [races, whyNoRaces]), on("postgres", [whyNoRaces, ...once])]
      : [on("embedded", [races])],
  },
});
