import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createApp } from "./app.js";
import { closeGracefully } from "./close-gracefully.js";
import { type Config, InvalidConfiguration, readConfig, withoutSecrets } from "./config.js";
import { endOnSignal } from "./end-on-signal.js";
import { createLog } from "./log.js";
import { startMail } from "./mail/start.js";
import type { MailWorker } from "./mail/worker.js";
import { migrateAtStart } from "./migrate-at-start.js";
import { startDatabase } from "./start-database.js";
import { startUpkeep } from "./upkeep.js";

/** A start that finds its database listens when it can serve; one that does not answers /health after this long. */
const patienceMs = 3_000;
/** How much of the time for ending a mail server gets to say whether it accepts the mails that it has. */
const mailShare = 0.8;

const config = readOrEnd();
const log = createLog(config.LOG_LEVEL);
let migrated = false;
let ending = false;
let mail: MailWorker | undefined;
let upkeep: ReturnType<typeof startUpkeep> | undefined;

try {
  await start();
} catch (error) {
  endBadly(error);
}

async function start(): Promise<void> {
  log.info({ config: withoutSecrets(config) }, "starting");
  const started = await startDatabase(config);
  started.onFailure(endBadly);
  const app = await createApp({
    config,
    database: started.database,
    log,
    accepting: () => migrated && !ending,
    migrated: () => migrated,
  });
  const closeApp = closeGracefully(app);
  endOnSignal({
    close: async () => {
      ending = true;
      await Promise.all([closeApp(), mail?.stop(config.SHUTDOWN_TIMEOUT_MS * mailShare), upkeep?.stop()]);
      await started.close();
    },
    timeoutMs: config.SHUTDOWN_TIMEOUT_MS,
    tell: (message, error) => (error === undefined ? log.info(message) : log.error({ err: error }, message)),
  });

  const migrating = migrateAtStart(started, log, () => ending).then(() => {
    migrated = true;
  }, endBadly);
  await Promise.race([migrating, pause(patienceMs, undefined, { ref: false })]);
  if (ending) return;
  await app.listen({ host: config.HOST, port: config.PORT });
  const { address, port } = app.server.address() as AddressInfo;
  log.info({ address, port, migrated }, "listening");
  await migrating;
  // A signal may have come meanwhile.
  if (isEnding()) return;
  mail = startMail({ config, database: started.database, log, port });
  upkeep = startUpkeep(started, log);
}

function isEnding(): boolean {
  return ending;
}

/** The settings, or the end: what is wrong with them is all that there is to say. */
function readOrEnd(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function endBadly(error: unknown): void {
  // Closing the embedded database ends it, too.
  if (ending) return;
  log.fatal({ err: error }, error instanceof Error ? error.message : "something that is no error was thrown");
  process.exit(1);
}
