import pLimit from "p-limit";
import sharp, { type Metadata, type Sharp } from "sharp";
import { DomainError, invalidInput, type ValidationRule } from "../../errors.js";
import { endOf, type Format, formatOf, formats } from "./picture-format.js";

/** A picture as it is kept: decoded and encoded anew, without anything that is not the picture. */
export interface Picture {
  bytes: Uint8Array;
  contentType: string;
  /** In pixels, of one frame. */
  width: number;
  height: number;
}

export const contentTypes = formats.map((format) => `image/${format}` as const);

/** In bytes, as it is sent and as it is kept. */
export const mostBytes = 1_048_576;
/** In pixels, each way. */
export const longestSide = 4_096;
/** The frames of an animation count together. */
const mostPixels = longestSide * longestSide;
/** A picture in memory takes up to 64 MB for each of its decoded copies. */
const atOnce = 2;
const mostWaiting = 16;
const longestSeconds = 10;

// Nothing but these four is ever read by the library, whatever is in a file.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"],
});
sharp.cache(false);
sharp.concurrency(1);

/** Ways to encode, the best first: the next is tried where the one before is too large. */
const encodings: Record<Format, ((picture: Sharp, found: Metadata) => Sharp)[]> = {
  png: [(picture, { isPalette }) => picture.png({ palette: isPalette }), (picture) => picture.png({ palette: true })],
  jpeg: [85, 70, 40].map((quality) => (picture: Sharp) => picture.jpeg({ quality })),
  webp: [90, 70, 40].map((quality) => (picture: Sharp) => picture.webp({ quality, effort: 2 })),
  gif: [(picture) => picture.gif(), (picture) => picture.gif({ colours: 64, interFrameMaxError: 16 })],
};

const inTurn = pLimit(atOnce);

/**
 * Reads a picture that somebody sent, turned as its EXIF data wants it, and without any of that data. An animation is
 * kept. At most two are read at a time.
 * Errors: VALIDATION_FAILED of `file` for what is no PNG, JPEG, WebP or GIF, not whole, something else as well, or over
 * 1 MB, 4096 pixels each way or 10 s; UNAVAILABLE where too many wait.
 */
export async function readPicture(sent: Uint8Array): Promise<Picture> {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  if (bytes.length > mostBytes) throw refused("length.max", "is larger than 1 MB");
  const format = formatOf(bytes);
  if (!format) throw refused("inclusion", "is not a PNG, JPEG, WebP or GIF");
  if (inTurn.pendingCount >= mostWaiting) {
    throw new DomainError("UNAVAILABLE", "Too many pictures are being read.", { retryAfterSeconds: 1 });
  }
  return inTurn(() => encoded(bytes, format));
}

const refused = (rule: ValidationRule, message: string): DomainError =>
  invalidInput("Image", [{ path: ["file"], rule, message }]);

const unreadable = (): DomainError => refused("custom.rule", "cannot be read: it is damaged, or not whole");

async function encoded(bytes: Buffer, format: Format): Promise<Picture> {
  // Only the header is read for this, however many pixels it claims.
  const found = await decoding(() => sharp(bytes, { limitInputPixels: false, pages: -1 }).metadata());
  const { width, height, pageHeight = height, pages = 1 } = found;
  if (found.format !== format) throw unreadable();
  if (width > longestSide || pageHeight > longestSide) {
    throw refused("length.max", `is larger than ${longestSide} pixels in width or height`);
  }
  if (width * pageHeight * pages > mostPixels) {
    throw refused("length.max", `is an animation of more than ${longestSide} × ${longestSide} pixels in all`);
  }
  const end = endOf(bytes, format);
  if (end === undefined || end > bytes.length) throw unreadable();
  if (end < bytes.length) throw refused("custom.rule", "is something else besides a picture");

  for (const encode of encodings[format]) {
    const whole = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", pages: -1 });
    // Frames lie below each other in one long picture, which cannot be turned.
    const picture = (pages > 1 ? whole : whole.autoOrient()).timeout({ seconds: longestSeconds });
    const { data, info } = await decoding(() => encode(picture, found).toBuffer({ resolveWithObject: true }));
    if (data.length > mostBytes) continue;
    return {
      bytes: data,
      contentType: `image/${format}`,
      width: info.width,
      height: info.pageHeight ?? info.height,
    };
  }
  throw refused("length.max", "is larger than 1 MB when it is encoded anew");
}

/** The library's own words may repeat what is in the file, and are for people who write programs. */
async function decoding<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && /timeout/i.test(error.message)) {
      throw refused("custom.rule", `takes more than ${longestSeconds} s to read`);
    }
    throw unreadable();
  }
}
