import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const races = "test/races/**";
const whyNoRaces = "test/races-need-postgres.test.ts";
/**
 * About what the doors, the commands and files say, whatever is behind them: once is enough, and the embedded database is
 * always there. What the doors ask of a database (lists, filters, counts of statements, writes) runs on both.
 */
const once = [
  "test/{architecture,config,error-reference,health,races-need-postgres,too-large}.test.ts",
  "test/graphql/{answer-size,caches,custom,graphiql,limits,schema,transport,visibility}.test.ts",
  "test/rest/{accounts,docs,ledger-refusals,openapi,openapi-changes,requests}.test.ts",
  "test/rest/filter/{any-input.property,fields,instants,query-string}.test.ts",
  "test/process/{demo,demo-world}.test.ts",
  "test/database/keep-up.test.ts",
  "test/images/{pictures,storage,graphql,rest}.test.ts",
  "test/{sheets,storage}/**",
  "test/**/*browser.test.ts",
];
/**
 * Use-cases, whatever goes through every place of both doors, the largest files, and what starts many processes, each of which
 * would have to start an embedded database: where PostgreSQL is at hand they run there, in half of the time, and the other
 * tests of the doors go through most of it here.
 */
const there = [
  "test/domain/**",
  "test/{doors,doors-ledger}.test.ts",
  "test/graphql/{accounts,account-recovery,ids,input,nodes,permissions,texts}.test.ts",
  "test/rest/openapi-answers.test.ts",
  "test/stats/{plan,statistics.property}.test.ts",
  "test/load/{derived,large,ledger}.test.ts",
  "test/process/{transfer,mail}.test.ts",
  "test/mail/killed.test.ts",
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
    // One process after the other would load every module anew for each file: half of the time. No file counts on a fresh one.
    isolate: false,
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
      ? [on("embedded", [races, whyNoRaces, ...there]), on("postgres", once)]
      : [on("embedded", [races])],
  },
});
