import { pino } from "pino";
import { InvalidConfiguration, readConfig } from "../config.js";
import { systemContext } from "../context.js";
import { DataDirectoryInUse } from "../database/embedded.js";
import { cannotLogIn, isUnavailable } from "../database/errors.js";
import type { Context } from "../domain/context.js";
import { DomainError } from "../domain/errors.js";
import { LoadRefused } from "../domain/load/problems.js";
import { createLog } from "../log.js";
import { type StartedDatabase, startDatabase } from "../start-database.js";

/** What a command cannot do, in words for who typed it. */
export class CommandFailed extends Error {
  override name = "CommandFailed";
}

const standardError = 2;

/** Commands say what they did on standard output; the log keeps out of that, and is quiet unless LOG_LEVEL is set. */
export const commandDefaults = { LOG_LEVEL: "warn" };
export const commandLog = (level: string) => createLog(level, pino.destination({ dest: standardError, sync: true }));

/**
 * Runs a command to its end. `open` starts the migrated database that the settings name; it is closed whatever happens.
 * What can be expected to go wrong is told in a sentence, with exit code 1; anything else with its stack.
 */
export async function run(work: (open: () => Promise<Context>) => Promise<void>): Promise<void> {
  let started: StartedDatabase | undefined;
  const open = async (): Promise<Context> => {
    const config = readConfig(undefined, commandDefaults);
    started = await startDatabase(config);
    await started.migrate();
    return systemContext(started.database, commandLog(config.LOG_LEVEL));
  };
  try {
    await work(open);
    await started?.keepUp();
  } catch (error) {
    fail(error);
  } finally {
    await started?.close();
  }
}

/** Tells what went wrong, and lets the process end with 1. */
export function fail(error: unknown): void {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}

const expected = [CommandFailed, InvalidConfiguration, DataDirectoryInUse, LoadRefused, DomainError];

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return "Something that is no error was thrown.";
  if (expected.some((kind) => error instanceof kind)) return error.message;
  if (cannotLogIn(error)) return "PostgreSQL refuses this user, password or database name. See DATABASE_URL.";
  if (isUnavailable(error)) return "The database cannot be reached, or does not answer in time. See DATABASE_URL.";
  return error.stack ?? error.message;
}
