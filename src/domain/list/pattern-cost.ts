import { type CodePoints, has } from "./code-points.js";
import { type PatternTree, sizeOf } from "./pattern-tree.js";

/** More places than this, or ways from one place to the next, take the database too long to prepare. */
const largestPattern = 300;
const mostWays = 1_000;

/**
 * The longest that a search for the pattern may take, in nanoseconds for one text of 10,000 characters, whatever is in
 * it; Infinity where it is too large to be prepared. The figures were measured (docs/decisions/0009).
 *
 * PostgreSQL makes the states of its automaton while it reads, and forgets the oldest beyond twice the places of the
 * pattern. So a pattern is slow where its automaton has many more states than that, which length does not tell: `a.{9}b`
 * has a thousand. This makes the same automaton and counts.
 */
export function patternCost(tree: PatternTree): number {
  const places = sizeOf(tree);
  if (places > largestPattern) return Infinity;
  if (isPlainText(tree)) return readingText;
  const automaton = automatonOf(tree);
  const size = Math.max(places, 1) * (automaton.hasEdges ? 2 : 1);
  const kept = 2 * size;
  const ways = waysOf(automaton);
  if (ways.reduce((sum, count) => sum + count, 0) > mostWays) return Infinity;
  const { states, classes, work, hardest } = explore(automaton, ways, kept);
  const perWay = 8 * Math.max(1, classes / 6);
  const perState = 70 + 4 * size;
  const most = textLength * (perState + perWay * hardest);
  if (states > kept) return readingText + most;
  return readingText + Math.min(most, doubt * classes * (states * perState + perWay * work));
}

/** PostgreSQL's automaton is not quite this one: none was found that took twice as long. */
const doubt = 2;
const textLength = 10_000;
const readingText = 100_000;

/** Letters one after the other: a text goes back to the beginning far too often to see every state. */
function isPlainText(tree: PatternTree): boolean {
  const letters = new Map<number, string>();
  return (
    tree.kind === "sequence" &&
    tree.parts.every((part) => {
      if (part.kind === "start" || part.kind === "end") return true;
      if (part.kind !== "set") return false;
      // The cases of one letter; two letters have none in common.
      const points = part.set.flatMap(([from, to]) =>
        to - from < mostCases ? range(from, to) : [NaN, NaN, NaN, NaN, NaN],
      );
      const name = points.join();
      return (
        points.length <= mostCases &&
        points.every((point) => letters.set(point, letters.get(point) ?? name).get(point) === name)
      );
    })
  );
}

const mostCases = 4;
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

interface State {
  /** Where it goes without reading. `atStart`: only before the first character. */
  free: { to: number; atStart: boolean }[];
  /** Where it goes by reading a character of the set. */
  reads?: { set: CodePoints; to: number };
}

interface Automaton {
  states: State[];
  first: number;
  last: number;
  hasEdges: boolean;
}

function automatonOf(tree: PatternTree): Automaton {
  const states: State[] = [];
  let hasEdges = false;
  const add = (): number => states.push({ free: [] }) - 1;
  const link = (from: number, to: number, atStart = false) => states[from]?.free.push({ to, atStart });

  /** Builds the part from a state and answers the state in which it ends. */
  const build = (part: PatternTree, from: number): number => {
    switch (part.kind) {
      case "set": {
        const to = add();
        const state = states[from];
        if (!state) throw new Error("a pattern's automaton has a hole");
        // A state reads one set; a further one needs a state of its own.
        if (state.reads) {
          const own = add();
          link(from, own);
          states[own] = { free: [], reads: { set: part.set, to } };
        } else state.reads = { set: part.set, to };
        return to;
      }
      case "sequence":
        return part.parts.reduce((at, next) => build(next, at), from);
      case "choice": {
        const end = add();
        for (const option of part.options) {
          const begin = add();
          link(from, begin);
          link(build(option, begin), end);
        }
        return end;
      }
      case "repeat": {
        let at = from;
        for (let count = 0; count < part.min; count++) at = build(part.part, at);
        if (part.max === Infinity) {
          const loop = add();
          link(at, loop);
          link(build(part.part, loop), loop);
          const end = add();
          link(loop, end);
          return end;
        }
        const ends = [at];
        for (let count = part.min; count < part.max; count++) {
          at = build(part.part, at);
          ends.push(at);
        }
        const end = add();
        for (const one of ends) link(one, end);
        return end;
      }
      case "start": {
        const to = add();
        link(from, to, true);
        return to;
      }
      case "end":
        // Nothing can be read after it: a way into nowhere.
        return add();
      default: {
        hasEdges = true;
        const to = add();
        link(from, to);
        return to;
      }
    }
  };

  const first = add();
  const last = build(tree, first);
  return { states, first, last, hasEdges };
}

/** What is reached without reading, before the first character or after it. */
function closed(states: readonly State[], entries: Iterable<number>, atStart = false): Set<number> {
  const reached = new Set(entries);
  for (const state of reached) {
    for (const way of states[state]?.free ?? []) if (atStart || !way.atStart) reached.add(way.to);
  }
  return reached;
}

const reading = (states: readonly State[], reached: Set<number>): number[] =>
  [...reached].filter((state) => states[state]?.reads).sort((left, right) => left - right);

/** How many places can follow each place. */
const waysOf = ({ states }: Automaton): number[] =>
  states.map(({ reads }) => (reads ? Math.max(1, reading(states, closed(states, [reads.to])).length) : 0));

/**
 * The automaton that reads a text once for a match anywhere, as far as its first `limit` states. `work`: the ways out of
 * all of them; `hardest`: out of one.
 */
function explore({ states, first, last, hasEdges }: Automaton, ways: readonly number[], limit: number) {
  const samples = classesOf(states);
  const restart = closed(states, [first]);
  const workOf = (active: readonly number[]): number => active.reduce((sum, state) => sum + (ways[state] ?? 0), 0);

  const beginning = reading(states, closed(states, [first], true));
  const known = new Set([beginning.join()]);
  const open = [beginning];
  let hardest = workOf(beginning);
  let work = hardest;
  for (let active = open.pop(); active && known.size <= limit; active = open.pop()) {
    for (const sample of samples) {
      const entered = active.flatMap((state) => {
        const reads = states[state]?.reads;
        return reads && has(reads.set, sample) ? [reads.to] : [];
      });
      const reached = closed(states, [...entered, ...restart]);
      // Found: no more is read.
      if (reached.has(last) && !hasEdges) continue;
      const next = reading(states, reached);
      const name = next.join();
      if (known.has(name)) continue;
      known.add(name);
      open.push(next);
      hardest = Math.max(hardest, workOf(next));
      work += workOf(next);
    }
  }
  return { states: known.size, classes: samples.length, work, hardest };
}

/** One character of each class that no set of the automaton tells apart. */
function classesOf(states: readonly State[]): number[] {
  const borders = new Set([1]);
  const sets = new Set(states.flatMap(({ reads }) => (reads ? [reads.set] : [])));
  for (const set of sets) {
    for (const [from, to] of set) {
      borders.add(from);
      borders.add(to + 1);
    }
  }
  const byMembership = new Map<string, number>();
  for (const point of borders) {
    const membership = [...sets].map((set) => (has(set, point) ? "1" : "0")).join("");
    if (!byMembership.has(membership)) byMembership.set(membership, point);
  }
  return [...byMembership.values()];
}
