import type { Logger } from "pino";

/** Something that is done again and again, until it is told to end. */
export interface Repeated {
  /** Lets the next round begin at once. */
  wake: () => void;
  /** No further round begins; resolves once the one under way has ended. */
  end: () => Promise<void>;
}

/**
 * Runs rounds one after the other: at once where a round answers that there is more to do or somebody woke it, after the
 * pause otherwise. A round that throws is told of, once for a row of them, and is tried again after the pause.
 */
export function repeat(round: () => Promise<boolean>, pauseMs: number, log: Logger): Repeated {
  let ending = false;
  let woken = false;
  let wakeUp: () => void = () => undefined;
  let failing = false;

  const wake = () => {
    woken = true;
    wakeUp();
  };
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken) wakeUp();
    });

  const over = () => ending;
  const run = async () => {
    while (!over()) {
      woken = false;
      let more = false;
      try {
        more = await round();
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error }, "mails cannot be looked after now; trying again");
        failing = true;
        // Whoever wakes a round that fails would make it fail faster.
        woken = false;
      }
      if (!more && !over()) await rest();
    }
  };
  const done = run();
  return {
    wake,
    end: () => {
      ending = true;
      wake();
      return done;
    },
  };
}
