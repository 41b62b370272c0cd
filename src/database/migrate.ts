import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type * as Engine from "@prisma/schema-engine-wasm";
import type { MigrationList, SchemaEngine, SchemaFilter } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { projectRoot } from "../project-root.js";
import type { Database, DatabaseOptions } from "./open.js";

const noFilter: SchemaFilter = { externalTables: [], externalEnums: [] };

/** The migrations of the project in the form that Prisma's schema engine takes. */
export function migrationList(): MigrationList {
  const baseDir = join(projectRoot, "prisma", "migrations");
  return {
    baseDir,
    shadowDbInitScript: "",
    lockfile: { path: "migration_lock.toml", content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8") },
    migrationDirectories: readdirSync(baseDir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((path) => ({
        path,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok" as const, value: readFileSync(join(baseDir, path, "migration.sql"), "utf8") },
        },
      })),
  };
}

export const prismaSchema = () => ({
  files: [{ path: "schema.prisma", content: readFileSync(join(projectRoot, "prisma", "schema.prisma"), "utf8") }],
});

type Connection = DatabaseOptions["connection"];

/**
 * Runs the work with Prisma's own schema engine as WebAssembly: nothing is downloaded, and `_prisma_migrations` is kept as
 * Prisma keeps it. The engine leaves its connections open, so they are closed here.
 */
async function withEngine<Result>(
  connection: Connection,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine } = await loadEngine();
  const pool = new pg.Pool({ ...connection, max: 2, Client: CatalogClient });
  pool.on("error", () => undefined);
  const datamodels = prismaSchema().files.map((file): [string, string] => [file.path, file.content]);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeAdapter(pool));
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/**
 * Adapter 7.10 has two gaps that the engine falls into. It cuts a migration at every semicolon, those of comments and
 * function bodies included: PostgreSQL takes the whole script at once, and all or nothing of it. And it does not know the
 * catalogue's one-byte "char" type, which the engine wants as a character.
 */
class WholeAdapter extends PrismaPg {
  override connect = async () => mended(await super.connect());
  override connectToShadowDb = async () => mended(await super.connectToShadowDb());
}

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

function mended(adapter: Adapter): Adapter {
  adapter.executeScript = async (script) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const results = await queryRaw(query);
    for (const index of charColumns.get(results.rows) ?? []) results.columnTypes[index] = ColumnTypeEnum.Character;
    return results;
  };
  return adapter;
}

const charType = 18;

/** Which columns of a result are of the type "char", by its rows. */
const charColumns = new WeakMap<object, number[]>();

/** Passes "char" columns off as text, which the adapter knows, and remembers which they were. For the engine only. */
class CatalogClient extends pg.Client {
  override query = ((...args: unknown[]): unknown => {
    const send = (sent: unknown[]) =>
      (super.query as (this: pg.Client, ...all: unknown[]) => unknown).apply(this, sent);
    const last = args.at(-1);
    if (typeof last !== "function") return (send(args) as Promise<Results>).then(withoutChars);
    const tell = last as (error: unknown, results: Results) => void;
    return send([...args.slice(0, -1), (error: unknown, results: Results) => tell(error, withoutChars(results))]);
  }) as pg.Client["query"];
}

type Results = pg.QueryResult | pg.QueryResult[] | undefined;

function withoutChars(results: Results): Results {
  for (const result of [results].flat()) {
    if (!result) continue;
    const found = result.fields.flatMap((field, index) => (field.dataTypeID === charType ? [index] : []));
    charColumns.set(result.rows, found);
    for (const index of found) Object.assign(result.fields[index] ?? {}, { dataTypeID: pg.types.builtins.TEXT });
  }
  return results;
}

let engineModule: Promise<typeof Engine> | undefined;

/** The package's own entry is made for bundlers, which load WebAssembly as a module; Node 20 takes it by hand. */
function loadEngine() {
  engineModule ??= (async () => {
    const glue = "@prisma/schema-engine-wasm/schema_engine_bg";
    const bindings = (await import(glue)) as typeof Engine & {
      __wbg_set_wasm(exports: WebAssembly.Exports): void;
    };
    const file = createRequire(import.meta.url)
      .resolve(glue)
      .replace(/\.js$/, ".wasm");
    const { instance } = await WebAssembly.instantiate(readFileSync(file), {
      "./schema_engine_bg.js": bindings,
    });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    return bindings;
  })();
  return engineModule;
}

/**
 * Applies the migrations that the database lacks, and answers their names. Several instances may start at once: one
 * applies, the others wait and find nothing to do.
 */
export async function migrate(database: Database, connection: Connection): Promise<string[]> {
  return database.exclusively("orgate:migrate", () =>
    withEngine(connection, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: migrationList(),
        filters: noFilter,
      });
      return appliedMigrationNames;
    }),
  );
}

/** The SQL that would bring the migrated database to what schema.prisma says, or "" where they agree. */
export async function drift(connection: Connection): Promise<string> {
  return withEngine(connection, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...migrationList() },
      to: { tag: "schemaDatamodel", ...prismaSchema() },
      script: true,
      exitCode: null,
      filters: noFilter,
    });
    return stdout && !stdout.includes("This is an empty migration") ? stdout : "";
  });
}
