/** A set of characters: ranges of code points, both ends included, in order, neither touching nor overlapping. */
export type CodePoints = readonly (readonly [first: number, last: number])[];

/** NUL is in no text of the database. */
const lowest = 1;
const highest = 0x10ffff;

export const everything: CodePoints = [[lowest, highest]];

/** The set of these ranges, in whatever order they come. */
export function codePoints(ranges: CodePoints): CodePoints {
  const found: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((left, right) => left[0] - right[0])) {
    const from = Math.max(first, lowest);
    const previous = found.at(-1);
    if (previous && from <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else if (from <= last) found.push([from, last]);
  }
  return found;
}

export function complement(set: CodePoints): CodePoints {
  const gaps: [number, number][] = [];
  let next = lowest;
  for (const [first, last] of set) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= highest) gaps.push([next, highest]);
  return gaps;
}

export const has = (set: CodePoints, point: number): boolean =>
  set.some(([first, last]) => first <= point && point <= last);

/** The set with every letter's other cases, as the flag `i` of a JavaScript regular expression knows them. */
export function withAllCases(set: CodePoints): CodePoints {
  const added: [number, number][] = [];
  for (const [point, others] of (letters ??= cases())) {
    if (has(set, point)) for (const other of others) added.push([other, other]);
  }
  return added.length === 0 ? set : codePoints([...set, ...added]);
}

/** Every letter that has another case, with all cases of it. Made once, when first asked for. */
let letters: [number, number[]][] | undefined;

function cases(): [number, number[]][] {
  const byUpperCase = new Map<number, number[]>();
  for (let point = lowest; point <= 0xffff; point++) {
    const upper = upperCase(point);
    const together = byUpperCase.get(upper);
    if (together) together.push(point);
    else byUpperCase.set(upper, [point]);
  }
  return [...byUpperCase.values()]
    .filter((all) => all.length > 1)
    .flatMap((all) => all.map((one) => [one, all] as [number, number[]]));
}

// ECMAScript's Canonicalize without the flag u: ß stays, since "SS" is two, and what is not ASCII never becomes ASCII.
function upperCase(point: number): number {
  const upper = String.fromCharCode(point).toUpperCase();
  const code = upper.charCodeAt(0);
  return upper.length !== 1 || (point >= 128 && code < 128) ? point : code;
}
