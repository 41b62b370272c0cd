/** A source of random choices that says the same again for the same seed. */
export function random(seed) {
  let state = seed >>> 0;

  /** From 0 up to 1: the generator "mulberry32". */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  return {
    /** A whole number from `least` to `most`, both included. */
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => next() < probability,
    pick,
    /** Several entries of a list, each once, in random order. */
    some: (list, count) => {
      const left = [...list];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(below(left.length), 1)[0]);
    },
    /** A key of an object whose values say how often each should come up. */
    weighted: (weights) => {
      let rest = next() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      for (const [key, weight] of Object.entries(weights)) if ((rest -= weight) < 0) return key;
      return Object.keys(weights)[0];
    },
  };
}
