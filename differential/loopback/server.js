/**
 * A LoopBack 3 with the models of the original service on its memory connector, filled with the lists of a file: node
 * loopback/server.js FILE. Prints the port that it listens on, and ends when its standard input does.
 */
import { readFileSync } from "node:fs";
import loopback from "loopback";
import { anyDepth } from "./any-depth.js";
import { everyProperty } from "./every-property.js";
import { properties, relations } from "./properties.js";
import { softDelete } from "./soft-delete.js";

// It warns of invalid patterns, which are asked for on purpose.
globalThis.console.warn = () => undefined;

const [, , file] = process.argv;
const app = loopback();
// Refusals are answers here, nothing to log.
app.set("remoting", { errorHandler: { debug: false, log: false } });
const memory = app.dataSource("memory", { connector: "memory" });

const plurals = { Category: "Categories" };
for (const [name, own] of Object.entries(properties)) {
  const model = loopback.createModel({
    name,
    plural: plurals[name] ?? `${name}s`,
    base: "PersistedModel",
    properties: { id: { type: "string", id: true }, ...own },
    relations: relations[name],
  });
  app.model(model, { dataSource: memory });
  everyProperty(model);
}
softDelete(app);
anyDepth(app);
fill(JSON.parse(readFileSync(file, "utf8")));

app.use("/v1", loopback.rest());
const server = app.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().on("end", () => process.exit(0));

/**
 * Puts the rows where the connector keeps them, in the order of their ids, and without what is null: so absent
 * properties stand before all others in an order, as they do in the document store of the original service.
 */
function fill(lists) {
  for (const [list, model] of Object.entries({
    accounts: "Account",
    organizations: "Organization",
    accountOrganizations: "AccountOrganization",
    categories: "Category",
    documents: "Document",
    payments: "Payment",
  })) {
    const rows = [...lists[list]].sort((a, b) => (a.id < b.id ? -1 : 1));
    const kept = rows.map((row) => Object.entries(row).filter(([, value]) => value !== null));
    const entries = kept.map((row) => Object.fromEntries(row)).map((row) => [row.id, JSON.stringify(row)]);
    memory.connector.collection(model, Object.fromEntries(entries));
  }
}
