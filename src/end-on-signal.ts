/** What has to be closed before the process may end. */
export interface Ending {
  /** Stops taking work, finishes what was accepted, closes what is open. */
  close: () => Promise<void>;
  /** How long that may take, in milliseconds. */
  timeoutMs: number;
  tell: (message: string, error?: unknown) => void;
}

/** A terminal signals npm and its child alike, and npm passes the signal on: what comes this soon is the same one. */
const echoMs = 100;

/**
 * Ends the process when it is asked to by SIGTERM or SIGINT: with 0 once everything is closed, with 1 where that fails or
 * takes too long. A second signal ends it with 1 at once.
 */
export function endOnSignal({ close, timeoutMs, tell }: Ending): void {
  let asked: number | undefined;

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    tell(`${signal}: ending`);
    setTimeout(() => {
      tell(`not everything could be closed within ${timeoutMs} ms`);
      process.exit(1);
    }, timeoutMs);
    try {
      await close();
      tell("ended");
      process.exit(0);
    } catch (error) {
      tell("closing failed", error);
      process.exit(1);
    }
  };

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (asked === undefined) {
        asked = now;
        void end(signal);
      } else if (now - asked > echoMs) {
        tell(`${signal} again: ending at once`);
        process.exit(1);
      }
    });
  }
}
