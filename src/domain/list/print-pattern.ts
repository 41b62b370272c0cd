import type { CodePoints } from "./code-points.js";
import type { PatternTree } from "./pattern-tree.js";

/**
 * The tree as an advanced regular expression of PostgreSQL, for texts under COLLATE "C". Every character but a letter,
 * digit or space is written by its number, so that nothing of a client's text can mean something to PostgreSQL.
 */
export function printPattern(tree: PatternTree): string {
  switch (tree.kind) {
    case "set":
      return printSet(tree.set);
    case "sequence":
      return `(?:${tree.parts.map(printPattern).join("")})`;
    case "choice":
      return `(?:${tree.options.map(printPattern).join("|")})`;
    case "repeat":
      return tree.max === 0 ? "(?:)" : `(?:${printPattern(tree.part)})${printBounds(tree.min, tree.max)}`;
    case "start":
      return "(?:^)";
    case "end":
      return "(?:$)";
    case "wordEdge":
      return "(?:\\y)";
    case "noWordEdge":
      return "(?:\\Y)";
  }
}

function printBounds(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function printSet(set: CodePoints): string {
  const [first] = set;
  // Nothing: all that is not a character at all.
  if (!first) return "[^\\u0001-\\U0010ffff]";
  if (set.length === 1 && first[0] === first[1]) return printPoint(first[0]);
  return `[${set.map(([from, to]) => (from === to ? printPoint(from) : `${printPoint(from)}-${printPoint(to)}`)).join("")}]`;
}

function printPoint(point: number): string {
  const character = String.fromCodePoint(point);
  if (/^[A-Za-z0-9 ]$/.test(character)) return character;
  const hex = point.toString(16);
  return point > 0xffff ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
}
