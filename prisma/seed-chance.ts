/** Chance that is the same every time: the demo world differs only by the day on which it is made. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True so many times in a hundred. */
  percent(often: number): boolean;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
}

/** The generator mulberry32, which is in the public domain. */
export function chance(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    percent: (often) => next() * 100 < often,
    pick: (values) => values[between(0, values.length - 1)] ?? values[0],
  };
}

/** Ids that are new, and ordered by the time when their objects are said to be made. */
export function idMaker(): (madeAt: Date) => string {
  let made = 0;
  return (madeAt) => {
    const seconds = Math.floor(madeAt.getTime() / 1_000);
    return seconds.toString(16).padStart(8, "0") + "d".padEnd(8, "0") + (++made).toString(16).padStart(8, "0");
  };
}
