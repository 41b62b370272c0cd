import { type AST, RegExpParser, RegExpSyntaxError } from "@eslint-community/regexpp";
import { invalid } from "../errors.js";
import { type CodePoints, codePoints, complement, everything, withAllCases } from "./code-points.js";
import type { PatternTree } from "./pattern-tree.js";

const parser = new RegExpParser({ ecmaVersion: 2024 });

const digits: CodePoints = [[0x30, 0x39]];
const wordCharacters: CodePoints = codePoints([...digits, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]);
const spaces: CodePoints = codePoints([
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);
const lineEnds: CodePoints = codePoints([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);

/** The database repeats no part more often. */
const mostRepetitions = 255;

/**
 * What a pattern means as a JavaScript regular expression over code points; one that is none is searched as it stands.
 * Errors: INVALID_ARGUMENT for what the database cannot do in one pass over a text.
 */
export function parsePattern(pattern: string, ignoreCase: boolean): PatternTree {
  // Without u, a character beyond the first 65,536 would be two.
  const unicode = /[\u{10000}-\u{10ffff}]/u.test(pattern);
  let parsed: AST.Pattern;
  try {
    parsed = parser.parsePattern(pattern, 0, pattern.length, { unicode, unicodeSets: false });
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error;
    return {
      kind: "sequence",
      parts: Array.from(pattern, (character) => set(only(character.codePointAt(0) ?? 0), ignoreCase)),
    };
  }
  return choice(parsed.alternatives, ignoreCase);
}

const only = (point: number): CodePoints => codePoints([[point, point]]);

const set = (points: CodePoints, ignoreCase: boolean): PatternTree => ({
  kind: "set",
  set: ignoreCase ? withAllCases(points) : points,
});

function choice(alternatives: readonly AST.Alternative[], ignoreCase: boolean): PatternTree {
  const options = alternatives.map(({ elements }): PatternTree => ({
    kind: "sequence",
    parts: elements.map((element) => translate(element, ignoreCase)),
  }));
  return options.length === 1 && options[0] ? options[0] : { kind: "choice", options };
}

function translate(element: AST.Element, ignoreCase: boolean): PatternTree {
  switch (element.type) {
    case "Character":
      return set(characterOf(element), ignoreCase);
    case "CharacterSet":
      return set(element.kind === "any" ? complement(lineEnds) : namedSet(element), ignoreCase);
    case "CharacterClass":
      return classOf(element, ignoreCase);
    case "Group":
      if (element.modifiers) throw unknown("flags inside of it");
      return choice(element.alternatives, ignoreCase);
    case "CapturingGroup":
      return choice(element.alternatives, ignoreCase);
    case "Quantifier": {
      const { min, max } = element;
      if (min > mostRepetitions || (max !== Infinity && max > mostRepetitions)) {
        throw invalid(`A pattern repeats a part ${mostRepetitions} times at most.`);
      }
      return { kind: "repeat", part: translate(element.element, ignoreCase), min, max };
    }
    case "Assertion":
      switch (element.kind) {
        case "start":
        case "end":
          return { kind: element.kind };
        case "word":
          return { kind: element.negate ? "noWordEdge" : "wordEdge" };
        default:
          throw unknown("look-ahead and look-behind");
      }
    case "Backreference":
      throw unknown("back-references");
    default:
      throw unknown("sets of sets");
  }
}

function characterOf({ value, raw }: AST.Character): CodePoints {
  // Without u, JavaScript reads these as the letters p and k, which nobody means.
  if (/^\\[pPk]$/.test(raw)) throw unknown(`"${raw}"`);
  if (value >= 0xd800 && value <= 0xdfff) throw unknown("halves of characters");
  return only(value);
}

function namedSet(named: AST.CharacterSet): CodePoints {
  switch (named.kind) {
    case "digit":
      return named.negate ? complement(digits) : digits;
    case "space":
      return named.negate ? complement(spaces) : spaces;
    case "word":
      return named.negate ? complement(wordCharacters) : wordCharacters;
    case "any":
      return everything;
    default:
      throw unknown("Unicode properties");
  }
}

function classOf(element: AST.CharacterClass, ignoreCase: boolean): PatternTree {
  const ranges = element.elements.flatMap((part): CodePoints => {
    switch (part.type) {
      case "Character":
        return characterOf(part);
      case "CharacterClassRange":
        return [[part.min.value, part.max.value]];
      case "CharacterSet":
        return namedSet(part);
      default:
        throw unknown("sets of sets");
    }
  });
  const points = ignoreCase ? withAllCases(codePoints(ranges)) : codePoints(ranges);
  return { kind: "set", set: element.negate ? complement(points) : points };
}

const unknown = (what: string): Error => invalid(`A pattern cannot have ${what} here.`);
