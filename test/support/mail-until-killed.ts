/**
 * Runs a mail worker as the server does, and puts one mail into the outbox for each address among its arguments; prints an
 * address once its transaction is committed. It ends on SIGTERM.
 */
import { readConfig } from "../../src/config.js";
import { newId } from "../../src/database/ids.js";
import { enqueueMail } from "../../src/domain/mail/outbox.js";
import { createLog } from "../../src/log.js";
import { startMail } from "../../src/mail/start.js";
import { startDatabase } from "../../src/start-database.js";

const config = readConfig();
const started = await startDatabase(config);
const { database } = started;
const worker = startMail({ config, database, log: createLog("silent") });
process.once("SIGTERM", () => {
  void worker
    .stop(10_000)
    .then(() => started.close())
    .then(() => process.exit(0));
});
for (const recipient of process.argv.slice(2)) {
  const data = { firstname: null, lastname: null };
  await database.transaction((tx) =>
    enqueueMail(tx, {
      kind: "password-changed",
      event: newId(),
      recipient,
      locale: null,
      accountId: null,
      data,
      expiresAt: null,
    }),
  );
  process.stdout.write(`${recipient}\n`);
}
