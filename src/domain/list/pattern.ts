import { invalid } from "../errors.js";
import { parsePattern } from "./parse-pattern.js";
import { patternCost } from "./pattern-cost.js";
import { printPattern } from "./print-pattern.js";

const longestPattern = 100;

/** Nanoseconds for a text of 10,000 characters: a thousand such texts stay under two seconds on the embedded database. */
const largestCost = 1_600_000;

export interface Pattern {
  /** The regular expression for PostgreSQL's `~` under COLLATE "C". */
  expression: string;
  /** How long one text of 10,000 characters may take, in nanoseconds. */
  cost: number;
}

/**
 * The pattern, an unanchored JavaScript regular expression, in PostgreSQL's language; one that is no regular expression
 * is searched as it stands.
 * Errors: INVALID_ARGUMENT for a pattern of more than 100 characters, one with parts that cannot be said there
 * (look-around, back-references, Unicode properties), and one that could take too long.
 */
export function toPattern(pattern: string, ignoreCase: boolean): Pattern {
  if (pattern.length > longestPattern) throw invalid(`A pattern has at most ${longestPattern} characters.`);
  if (pattern.includes("\0") || !pattern.isWellFormed()) throw invalid("The pattern has characters that no text has.");
  const tree = parsePattern(pattern, ignoreCase);
  const cost = patternCost(tree);
  if (cost === Infinity) throw invalid("The pattern is too large: its repetitions count as often as they can occur.");
  if (cost > largestCost) throw invalid("The pattern would take too long: it can begin in too many places at once.");
  return { expression: printPattern(tree), cost };
}
