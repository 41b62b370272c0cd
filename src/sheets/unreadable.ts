/** A file that is not what it says, or more than is let in. */
export class Unreadable extends Error {
  override name = "Unreadable";

  /** `line`, from 1, and `column` are where it is seen, where there is such a place. */
  constructor(
    message: string,
    readonly line: number | null = null,
    readonly column: string | null = null,
  ) {
    super(message);
  }
}
