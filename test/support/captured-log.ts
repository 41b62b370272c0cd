import { EventEmitter, once } from "node:events";
import type { Logger } from "pino";
import { createLog } from "../../src/log.js";

export interface Line {
  msg: string;
  [key: string]: unknown;
}

/** A log whose lines a test reads and waits for. */
export function capturedLog(): { log: Logger; lines: Line[]; until: (msg: RegExp, count?: number) => Promise<Line[]> } {
  const events = new EventEmitter().setMaxListeners(0);
  const lines: Line[] = [];
  const log = createLog("info", {
    write: (text: string) => {
      lines.push(JSON.parse(text) as Line);
      events.emit("line");
    },
  });
  const matching = (msg: RegExp) => lines.filter((line) => msg.test(line.msg));
  return {
    log,
    lines,
    until: async (msg, count = 1) => {
      while (matching(msg).length < count) await once(events, "line");
      return matching(msg);
    },
  };
}
