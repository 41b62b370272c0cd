/** A line that says how far something is, drawn over itself. */
export interface ProgressLine {
  /** `share` is from 0 to 1. */
  show: (share: number, what: string) => void;
  /** Takes the line away, so that what is said next begins on a clean one. */
  end: () => void;
}

const width = 30;
const clear = "\r\u001b[K";

/** A bar on the stream where people watch it; nothing where it is a file or another program. */
export function progressLine(stream: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stderr): ProgressLine {
  let shown = "";
  return {
    show: (share, what) => {
      const part = Math.min(1, Math.max(0, share));
      const full = Math.floor(part * width);
      const line = `[${"#".repeat(full)}${".".repeat(width - full)}] ${String(Math.floor(part * 100)).padStart(3)} % ${what}`;
      if (!stream.isTTY || line === shown) return;
      shown = line;
      stream.write(`${clear}${line}`);
    },
    end: () => {
      if (shown !== "") stream.write(clear);
      shown = "";
    },
  };
}
