import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { DomainError } from "../../src/domain/errors.js";
import { mostBytes, readPicture } from "../../src/domain/organization/images/picture.js";
import { animation, badPictures, greyPng, noise, picture } from "../support/pictures.js";
import { refusalOf } from "../support/refusal.js";

const formats = ["png", "jpeg", "webp", "gif"] as const;

describe("a picture", () => {
  it.each(formats)("as %s is kept in its format, with its size", async (format) => {
    const kept = await readPicture(await picture(format, { width: 60, height: 40 }));
    const found = await sharp(Buffer.from(kept.bytes)).metadata();
    expect([kept.contentType, kept.width, kept.height]).toEqual([`image/${format}`, 60, 40]);
    expect([found.format, found.width, found.height]).toEqual([format, 60, 40]);
  });

  it("keeps its colours and what is transparent", async () => {
    const kept = await readPicture(await picture("png"));
    const { data } = await sharp(Buffer.from(kept.bytes)).raw().toBuffer({ resolveWithObject: true });
    expect([[...data.subarray(0, 4)], [...data.subarray(-4)]]).toEqual([
      [0, 0, 0, 0],
      [0x20, 0x60, 0xa0, 255],
    ]);
  });

  it("loses its metadata, and is turned as they wanted it", async () => {
    const sent = await sharp(await picture("jpeg", { width: 60, height: 40 }))
      .withExif({ IFD0: { Copyright: "Ada Lovelace" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "46/1 3/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(sent).metadata()).orientation).toBe(6);
    const { bytes, width, height } = await readPicture(sent);
    const { exif, icc, xmp, iptc, orientation } = await sharp(Buffer.from(bytes)).metadata();
    expect([width, height]).toEqual([40, 60]);
    expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
    expect(Buffer.from(bytes).includes("Lovelace")).toBe(false);
  });

  it("loses what a camera put behind it", async () => {
    const sent = Buffer.concat([await picture("jpeg"), Buffer.from("a second picture")]);
    expect(Buffer.from((await readPicture(sent)).bytes).includes("a second picture")).toBe(false);
  });

  it.each(["gif", "webp"] as const)("that is an animation as %s stays one", async (format) => {
    const { bytes, width, height } = await readPicture(await animation(format, 5));
    expect([(await sharp(Buffer.from(bytes)).metadata()).pages, width, height]).toEqual([5, 16, 16]);
  });

  it("may have 4096 × 4096 pixels", async () => {
    const { width, height } = await readPicture(greyPng(4_096, 4_096));
    expect([width, height]).toEqual([4_096, 4_096]);
  });

  it("takes at most 1 MB when it is encoded anew, with less quality where it has to", async () => {
    const sent = await noise(2_200, 2_200).jpeg({ quality: 20 }).toBuffer();
    const atBest = await sharp(sent).jpeg({ quality: 85 }).toBuffer();
    expect([sent.length <= mostBytes, atBest.length > mostBytes]).toEqual([true, true]);
    expect((await readPicture(sent)).bytes.length).toBeLessThanOrEqual(mostBytes);
  });

  it("that takes more than 1 MB at any quality is refused", async () => {
    const sent = await noise(2_500, 2_500).webp({ quality: 1, effort: 0 }).toBuffer();
    expect(sent.length).toBeLessThanOrEqual(mostBytes);
    const { details } = await refusalOf(readPicture(sent).then(({ bytes }) => bytes.length));
    expect(details.problems).toEqual([
      { path: ["file"], rule: "length.max", message: "is larger than 1 MB when it is encoded anew" },
    ]);
  });

  it("of more than 1 MB is refused before it is looked at", async () => {
    const problem = { path: ["file"], rule: "length.max", message: "is larger than 1 MB" };
    const { details } = await refusalOf(readPicture(Buffer.alloc(mostBytes + 1)));
    expect(details.problems).toEqual([problem]);
  });

  it("is refused where it is none, is damaged, is too large or is something else as well", async () => {
    const bad = await badPictures();
    const told = await Promise.all(
      Object.entries(bad).map(async ([name, [bytes]]) => {
        const error = await readPicture(bytes).catch((thrown: unknown) => thrown);
        return [name, error instanceof DomainError ? error.details.problems : error];
      }),
    );
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(
        Object.entries(bad).map(([name, [, rule, message]]) => [name, [{ path: ["file"], rule, message }]]),
      ),
    );
  });
});

describe("many pictures at once", () => {
  it("wait for each other, and those that would wait too long are told to come again", async () => {
    const sent = await picture("png");
    const told = await Promise.allSettled(Array.from({ length: 40 }, () => readPicture(sent)));
    const refused = told.flatMap((one) => (one.status === "rejected" ? [one.reason as DomainError] : []));
    expect(told.length - refused.length).toBeGreaterThanOrEqual(16);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["UNAVAILABLE"]));
  });

  it("take a bounded amount of memory", async () => {
    const sent = greyPng(4_096, 4_096);
    const before = process.memoryUsage().rss;
    await Promise.all(Array.from({ length: 8 }, () => readPicture(sent)));
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });
});
