/** A server with something in it, on a database of its own: npm run demo */
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { demo, seed } from "../../prisma/seed.js";
import { createApp } from "../app.js";
import { closeGracefully } from "../close-gracefully.js";
import { publicUrl, readConfig } from "../config.js";
import { systemContext } from "../context.js";
import { operatorToken } from "../domain/account/operator-token.js";
import { endOnSignal } from "../end-on-signal.js";
import { startMail } from "../mail/start.js";
import { startDatabase } from "../start-database.js";
import { startUpkeep } from "../upkeep.js";
import { CommandFailed, commandDefaults, commandLog, fail } from "./run.js";

const write = (...lines: string[]) => process.stdout.write(`${lines.join("\n")}\n`);

try {
  await start();
} catch (error) {
  fail(error);
}

async function start(): Promise<void> {
  const { DATABASE_URL, ...settings } = readConfig(undefined, commandDefaults);
  // Its people are made up: no mail must leave it.
  const alone = { DATABASE_URL: undefined, SMTP_URL: undefined };
  const config = { ...settings, ...alone, DATA_DIR: join(settings.DATA_DIR, "demo") };
  if (DATABASE_URL) write("DATABASE_URL is not used: the demo always has an embedded database of its own.");
  const log = commandLog(config.LOG_LEVEL);

  const started = await startDatabase(config);
  try {
    const { database } = started;
    await started.migrate();
    await seed(database, log);
    await started.keepUp();
    const issued = await operatorToken(systemContext(database, log), demo.email, {});
    if (!issued) throw new Error("the demo's owner has no account");

    let ending = false;
    const graphiqlHeaders = { Authorization: issued.token };
    const app = await createApp({ config, database, log, graphiqlHeaders, accepting: () => !ending });
    const closeApp = closeGracefully(app);
    await listen(() => app.listen({ host: config.HOST, port: config.PORT }), config);
    const { port } = app.server.address() as AddressInfo;
    const mail = startMail({ config, database, log, port });
    const upkeep = startUpkeep(started, log);
    endOnSignal({
      close: async () => {
        ending = true;
        await Promise.all([closeApp(), mail.stop(config.SHUTDOWN_TIMEOUT_MS), upkeep.stop()]);
        await started.close();
      },
      timeoutMs: config.SHUTDOWN_TIMEOUT_MS,
      tell: (message) => write(message),
    });
    started.onFailure((error) => {
      fail(error);
      process.exit();
    });
    explain(publicUrl({ ...config, PUBLIC_URL: undefined }, port), issued.token, config.DATA_DIR);
  } catch (error) {
    await started.close();
    throw error;
  }
}

async function listen(open: () => Promise<unknown>, { HOST, PORT }: { HOST: string; PORT: number }): Promise<void> {
  try {
    await open();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new CommandFailed(`Port ${PORT} is taken. Name another one: PORT=3001 npm run demo`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw new CommandFailed(`${HOST} is no address of this machine. See HOST.`);
    if (code === "EACCES") throw new CommandFailed(`Port ${PORT} may not be opened by this user. See PORT.`);
    throw error;
  }
}

function explain(base: string, token: string, folder: string): void {
  const url = `${base}/graphql`;
  const ask = (query: string) =>
    `  curl -s ${url} -H 'Content-Type: application/json' -H 'Authorization: ${token}' -d '${JSON.stringify({ query })}'`;
  const year = new Date().getUTCFullYear();
  write(
    "",
    "Orgate is running with a small demo world in it.",
    "",
    `  GraphiQL   ${url}`,
    `  REST       ${base}/v1/docs`,
    `  E-mail     ${demo.email}`,
    `  Password   ${demo.password}`,
    `  Token      ${token}`,
    "",
    "GraphiQL sends the token already. From a terminal:",
    "",
    ask("{ viewer { email organizations(first: 10) { edges { node { name } } } } }"),
    "",
    "What was invoiced and what is owed, of two years of documents:",
    "",
    ask(
      `{ viewer { organizations(first: 3) { edges { node { name
        documentTotalStats(type: INVOICE, from: "${year - 1}-01-01", to: "${year}-12-31", dist: MONTH) {
          stats { name series { name value } } total { currency total }
        }
        totalStats { totalDue { currency value } totalOverdue { currency value } } } } } } }`.replace(/\s+/g, " "),
    ),
    "",
    `The data is in ${folder}; delete that folder to start afresh.`,
    "Stop with Ctrl+C.",
    "",
  );
}
