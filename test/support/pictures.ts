import { deflateSync, crc32 } from "node:zlib";
import sharp from "sharp";

export type PictureFormat = "png" | "jpeg" | "webp" | "gif";

/** A picture of one colour, whose left half is transparent or white. */
export async function picture(
  format: PictureFormat = "png",
  { width = 64, height = 32, colour = "#2060a0" } = {},
): Promise<Buffer> {
  const half = { create: { width: Math.ceil(width / 2), height, channels: 4, background: colour } } as const;
  const right = await sharp(half).png().toBuffer();
  return sharp({ create: { width, height, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0 } } })
    .composite([{ input: right, gravity: "east" }])
    .toFormat(format)
    .toBuffer();
}

/** A picture of noise, which cannot be packed. */
export const noise = (width: number, height: number) =>
  sharp(Buffer.from(Array.from({ length: width * height * 3 }, (_, index) => (index * 2_654_435_761) >>> 24)), {
    raw: { width, height, channels: 3 },
  });

/** A PNG of one grey, of the size that its header claims or with less behind it. */
export function greyPng(width: number, height: number, data = Buffer.alloc((width + 1) * height)): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(data)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** The end of a ZIP archive: what makes a reader of archives take a file for one. */
export const endOfArchive = Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);

/** An animation of so many frames, each of one grey. */
export const animation = (format: "gif" | "webp", frames: number, side = 16): Promise<Buffer> =>
  sharp(
    Buffer.concat(Array.from({ length: frames }, (_, index) => Buffer.alloc(side * side * 3, (index * 37) % 256))),
    {
      raw: { width: side, height: side * frames, channels: 3, pageHeight: side },
    },
  )
    .toFormat(format, { delay: Array.from({ length: frames }, () => 100), loop: 0 })
    .toBuffer();

/** An animation of two frames of so many pixels each way: a picture, whose part behind the colours is there twice. */
async function largeAnimation(side: number): Promise<Buffer> {
  const once = await sharp({ create: { width: side, height: side, channels: 3, background: "#888" } })
    .gif()
    .toBuffer();
  const flags = once[10] ?? 0;
  const start = 13 + (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  return Buffer.concat([once.subarray(0, -1), once.subarray(start)]);
}

/** What is no picture, or none that is taken, with the code by which it is refused. */
export async function badPictures(): Promise<Record<string, [bytes: Buffer, rule: string, message: string]>> {
  const png = await picture("png");
  const gif = await noise(200, 200).gif().toBuffer();
  const jpeg = await noise(300, 300).jpeg().toBuffer();
  const webp = await noise(300, 300).webp().toBuffer();
  const none = ["inclusion", "is not a PNG, JPEG, WebP or GIF"] as const;
  const damaged = ["custom.rule", "cannot be read: it is damaged, or not whole"] as const;
  const large = ["length.max", "is larger than 4096 pixels in width or height"] as const;
  const double = ["custom.rule", "is something else besides a picture"] as const;
  const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  return {
    "a zip": [Buffer.from(`PK\x03\x04${"x".repeat(100)}`, "latin1"), ...none],
    "an SVG with a script": [Buffer.from(svg), ...none],
    "an SVG after a declaration": [Buffer.from(`<?xml version="1.0"?>${svg}`), ...none],
    "a BMP": [Buffer.concat([Buffer.from("BM"), Buffer.alloc(100)]), ...none],
    "a TIFF": [await sharp(png).tiff().toBuffer(), ...none],
    "an AVIF": [await sharp(png).avif().toBuffer(), ...none],
    "a page": [Buffer.from("<html><script>alert(1)</script></html>"), ...none],
    "one byte": [Buffer.from("x"), ...none],
    "a PNG that is a zip behind its first bytes": [
      Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\nPK\x03\x04", "latin1"), endOfArchive]),
      ...damaged,
    ],
    "a PNG with a zip behind it": [Buffer.concat([png, endOfArchive]), ...double],
    "a JPEG with a zip behind it": [Buffer.concat([jpeg, endOfArchive]), ...double],
    "a WebP with a zip behind it": [Buffer.concat([webp, endOfArchive]), ...double],
    "a GIF with a script behind it": [Buffer.concat([gif, Buffer.from("*/=1;alert(1)")]), ...double],
    "a GIF that is a script": [Buffer.from("GIF89a/*\0\0\0\0\0*/=1;alert(1)//", "latin1"), ...damaged],
    "half a PNG": [half(png), ...damaged],
    "half a JPEG": [half(jpeg), ...damaged],
    "half a WebP": [half(webp), ...damaged],
    "half a GIF": [half(gif), ...damaged],
    "the first bytes of a PNG": [png.subarray(0, 8), ...damaged],
    "the first bytes of a GIF": [gif.subarray(0, 6), ...damaged],
    "the first bytes of a WebP": [webp.subarray(0, 12), ...damaged],
    "a PNG of 50,000 × 50,000 pixels": [greyPng(50_000, 50_000, Buffer.alloc(100_000)), ...large],
    "a PNG that is one pixel too wide": [greyPng(4_097, 1), ...large],
    "a PNG that is one pixel too high": [greyPng(1, 4_097), ...large],
    "a PNG that has fewer pixels than it says": [greyPng(4_000, 4_000, Buffer.alloc(1_000)), ...damaged],
    "an animation of too many pixels": [
      await largeAnimation(4_096),
      "length.max",
      "is an animation of more than 4096 × 4096 pixels in all",
    ],
  };
}
