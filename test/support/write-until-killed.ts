/** Writes rows for as long as it lives, and prints the id of each once the database has acknowledged it. */
import { readConfig } from "../../src/config.js";
import { newId } from "../../src/database/ids.js";
import { startDatabase } from "../../src/start-database.js";

const { database } = await startDatabase(readConfig());

async function write(): Promise<never> {
  for (;;) {
    const id = newId();
    await database.transaction((tx) =>
      tx.mailSend.create({ data: { id, kind: "invitation", address: "somebody@example.com" } }),
    );
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all([write(), write(), write(), write()]);
