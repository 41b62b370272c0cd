/**
 * Runs a module of the build as production does: node scripts/run.mjs MODULE [ARGUMENTS]. Builds first where there is no
 * build, or one older than the sources.
 */
import "./ensure-built.mjs";

const [module] = process.argv.splice(2, 1);
// graphql-js and others do twice the work without it.
process.env.NODE_ENV ??= "production";
process.setSourceMapsEnabled(true);
if (!process.exitCode) await import(new URL(`../dist/src/${module}.js`, import.meta.url));
