/**
 * Writes prisma/migrations/<time>_<name>/migration.sql with what schema.prisma has and the migrations lack, by Prisma's
 * own engine on a throw-away embedded database: npm run migration -- NAME
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../src/database/embedded.js";
import { drift } from "../src/database/migrate.js";
import { projectRoot } from "../src/project-root.js";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error("usage: npm run migration -- NAME (small letters, digits, _)");

const folder = mkdtempSync(join(tmpdir(), "orgate-migration-"));
const embedded = await startEmbedded(folder);
try {
  const statements = await drift(embedded.connection);
  if (statements === "") {
    process.stdout.write("The migrations already say what schema.prisma says.\n");
  } else {
    const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const target = join(projectRoot, "prisma", "migrations", `${time}_${name}`);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, "migration.sql"), statements);
    process.stdout.write(`${target}/migration.sql\n`);
  }
} finally {
  await embedded.close();
  rmSync(folder, { recursive: true, force: true });
}
