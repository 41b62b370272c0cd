/** Which of the formats that are taken some bytes are in, by what is in them. */

export const formats = ["png", "jpeg", "webp", "gif"] as const;
export type Format = (typeof formats)[number];

const begins = (bytes: Buffer, text: string, at = 0): boolean =>
  bytes.length >= at + text.length && bytes.toString("latin1", at, at + text.length) === text;

const signatures: Record<Format, (bytes: Buffer) => boolean> = {
  png: (bytes) => begins(bytes, "\x89PNG\r\n\x1a\n"),
  jpeg: (bytes) => begins(bytes, "\xff\xd8\xff"),
  webp: (bytes) => begins(bytes, "RIFF") && begins(bytes, "WEBP", 8),
  gif: (bytes) => begins(bytes, "GIF87a") || begins(bytes, "GIF89a"),
};

/** By the first bytes; undefined for every other kind of file. */
export const formatOf = (bytes: Buffer): Format | undefined => formats.find((format) => signatures[format](bytes));

/**
 * Where the picture ends, so that what is another file as well can be told; undefined where it does not end. Cameras put
 * more behind a JPEG, which is not kept; what does not count as its end is an archive, of which readers look for the end.
 */
export function endOf(bytes: Buffer, format: Format): number | undefined {
  switch (format) {
    case "png":
      return endOfPng(bytes);
    case "gif":
      return endOfGif(bytes);
    case "webp":
      return evenLength(bytes.readUInt32LE(4)) + 8;
    case "jpeg":
      return endsAsArchive(bytes) ? 0 : bytes.length;
  }
}

const evenLength = (length: number): number => length + (length % 2);

/** Chunks of a length, a name, that many bytes, and a checksum; the last is IEND. */
function endOfPng(bytes: Buffer): number | undefined {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (begins(bytes, "IEND", at + 4)) return next;
    at = next;
  }
  return undefined;
}

const [imageBlock, extensionBlock, trailer] = [0x2c, 0x21, 0x3b];

/** A header with a table of colours, then blocks, whose data is in parts of up to 255 bytes; the last is a single byte. */
function endOfGif(bytes: Buffer): number | undefined {
  const colours = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const parts = (from: number): number => {
    let at = from;
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
    return at + 1;
  };
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === trailer) return at + 1;
    if (kind === extensionBlock) at = parts(at + 2);
    else if (kind === imageBlock) at = parts(at + 11 + colours(bytes[at + 9] ?? 0));
    else return undefined;
  }
  return undefined;
}

const archiveEnd = "PK\x05\x06";
const archiveEndBytes = 22;
const longestComment = 65_535;

/** Whether a ZIP archive's directory ends exactly here, with the comment that may follow it. */
function endsAsArchive(bytes: Buffer): boolean {
  const first = Math.max(0, bytes.length - archiveEndBytes - longestComment);
  for (let at = bytes.indexOf(archiveEnd, first, "latin1"); at >= 0; at = bytes.indexOf(archiveEnd, at + 1, "latin1")) {
    if (at + archiveEndBytes > bytes.length) return false;
    if (at + archiveEndBytes + bytes.readUInt16LE(at + 20) === bytes.length) return true;
  }
  return false;
}
