const blockBytes = 1_048_576;

/**
 * Texts that are kept until a file is written, one behind the other in UTF-8: beside the heap, where so many would make each
 * collection slow, and in half the memory of a string that has a single letter from beyond Latin-1. A text must be well-formed,
 * as JSON always is.
 */
export class KeptTexts {
  private readonly blocks: Buffer[] = [];
  /** Of each text its block, where it begins there and where it ends. */
  private readonly places: number[] = [];
  private used = 0;

  get length(): number {
    return this.places.length / 3;
  }

  /** Keeps a text; its index is the number of those before it. */
  add(text: string): void {
    const length = Buffer.byteLength(text);
    let block = this.blocks.at(-1);
    if (!block || this.used + length > block.length) {
      block = Buffer.allocUnsafeSlow(Math.max(length, blockBytes));
      this.blocks.push(block);
      this.used = 0;
    }
    block.write(text, this.used);
    this.places.push(this.blocks.length - 1, this.used, this.used + length);
    this.used += length;
  }

  /** The text that was added as this one; "" where there is none. */
  at(index: number): string {
    const block = this.blocks[this.places[index * 3] ?? -1];
    return block?.toString("utf8", this.places[index * 3 + 1], this.places[index * 3 + 2]) ?? "";
  }
}

/** What is between the braces of an object of JSON that has something in it. */
export const inside = (json: string): string => json.slice(1, -1);
