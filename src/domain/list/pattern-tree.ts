import type { CodePoints } from "./code-points.js";

/** A regular expression as the database can run it: without look-around, back-references and anything else to remember. */
export type PatternTree =
  | { kind: "set"; set: CodePoints }
  | { kind: "sequence"; parts: PatternTree[] }
  | { kind: "choice"; options: PatternTree[] }
  | { kind: "repeat"; part: PatternTree; min: number; max: number }
  | { kind: "start" | "end" | "wordEdge" | "noWordEdge" };

/** How many places it has when its repetitions are counted out; what matches no character is a place, too. */
export function sizeOf(tree: PatternTree): number {
  switch (tree.kind) {
    case "sequence":
      return Math.max(
        1,
        tree.parts.reduce((sum, part) => sum + sizeOf(part), 0),
      );
    case "choice":
      return tree.options.reduce((sum, part) => sum + sizeOf(part), 0);
    case "repeat":
      return sizeOf(tree.part) * Math.max(1, tree.max === Infinity ? tree.min : tree.max);
    default:
      return 1;
  }
}
