import { setImmediate } from "node:timers/promises";

/** Values that are looked at before others get their turn. */
const slice = 200;

/** Does something with each value, or each index of a length, and lets others get their turn in between. */
export async function inTurns<Value>(
  values: ArrayLike<Value>,
  work: (value: Value, index: number) => unknown,
): Promise<void> {
  for (let index = 0; index < values.length; index++) {
    work(values[index] as Value, index);
    if ((index + 1) % slice === 0) await setImmediate();
  }
}
