/** What a person can mend in one go; a file with more faults than this has one cause. */
const most = 100;

/** What is wrong with a value that only one object can have. */
export const taken = "is taken already by another object of the database";

/** A file that contradicts itself, or what the database has. Nothing of it was written. */
export class LoadRefused extends Error {
  override name = "LoadRefused";

  /** Every fault as `list[index] (id).property: what is wrong`, the first 100 of them. */
  constructor(readonly problems: string[]) {
    const all = problems.length < most ? "" : `, the first ${most}`;
    super(`The file is refused as a whole and nothing was loaded. Its faults${all}:\n${problems.join("\n")}`);
  }
}

/** Collects the faults of one file, so that they are told all at once. */
export class Problems {
  readonly found: string[] = [];

  add(object: string, property: string, message: string): void {
    if (this.found.length < most) this.found.push(`${object}.${property}: ${message}`);
  }

  /** A fault of the file itself, or of one of its lists. */
  addText(text: string): void {
    if (this.found.length < most) this.found.push(text);
  }

  refuseIfAny(): void {
    if (this.found.length > 0) throw new LoadRefused([...this.found]);
  }
}
