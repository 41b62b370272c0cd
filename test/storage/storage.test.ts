import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.js";
import { type FileStorage, StorageUnavailable } from "../../src/domain/files/storage.js";
import { bucketAddress } from "../../src/storage/bucket.js";
import { openStorage } from "../../src/storage/open.js";
import { type S3Server, s3Server } from "../support/s3-server.js";

let folder: string;
let server: S3Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgate-files-"));
  server = await s3Server();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const read = async (storage: FileStorage, key: string): Promise<Buffer | null> => {
  const stream = await storage.get(key);
  return stream && buffer(stream);
};

describe.each([
  ["a folder", () => openStorage(readConfig({ DATA_DIR: folder }))],
  ["a bucket", () => openStorage(readConfig(server.settings))],
])("%s", (_name, open) => {
  it("gives back the bytes that were put there", async () => {
    const storage = open();
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));
    await storage.put("images/one", bytes, "image/png");
    await storage.put("images/two", Buffer.from("2"), "image/png");
    expect([await read(storage, "images/one"), await read(storage, "images/two")]).toEqual([bytes, Buffer.from("2")]);
  });

  it("has nothing under a key that was never put", async () => {
    expect(await open().get("images/never")).toBeNull();
  });

  it("deletes, and takes what is not there for deleted", async () => {
    const storage = open();
    await storage.put("images/gone", Buffer.from("bytes"), "image/png");
    await storage.delete("images/gone");
    await storage.delete("images/gone");
    expect(await storage.get("images/gone")).toBeNull();
  });

  it.each([
    "../escape",
    "images/../../escape",
    "/etc/passwd",
    "images//x",
    "images/x.png",
    "IMAGES/x",
    "",
    "a\0b",
    "a b",
  ])("knows no key like %j", async (key) => {
    const storage = open();
    for (const work of [
      () => storage.put(key, Buffer.from("x"), "x/y"),
      () => storage.get(key),
      () => storage.delete(key),
    ]) {
      await expect(async () => work()).rejects.toThrow("a file's key has characters that no key has");
    }
  });
});

describe("a folder", () => {
  it("shows a file only when it is whole, and to this user alone", async () => {
    const storage = openStorage(readConfig({ DATA_DIR: join(folder, "private") }));
    const written = storage.put("images/large", Buffer.alloc(5_000_000, 7), "image/png");
    expect(await storage.get("images/large")).toBeNull();
    await written;
    const place = join(folder, "private", "files", "images");
    expect(await readdir(place)).toEqual(["large"]);
    const modes = await Promise.all([place, join(place, "large")].map(async (path) => (await stat(path)).mode & 0o777));
    expect(modes).toEqual([0o700, 0o600]);
  });

  it("that cannot be written to is unavailable, and nothing is left of what was tried", async () => {
    const data = join(folder, "blocked");
    await mkdir(data);
    await writeFile(join(data, "files"), "no folder");
    const storage = openStorage(readConfig({ DATA_DIR: data }));
    await expect(storage.put("images/x", Buffer.from("x"), "image/png")).rejects.toThrow(StorageUnavailable);
    await rm(join(data, "files"));
    // A folder stands where the file would be: the last step fails.
    await mkdir(join(data, "files", "images", "x"), { recursive: true });
    await writeFile(join(data, "files", "images", "x", "inside"), "");
    await expect(storage.put("images/x", Buffer.from("x"), "image/png")).rejects.toThrow(StorageUnavailable);
    expect(await readdir(join(data, "files", "images"))).toEqual(["x"]);
  });
});

describe("a bucket", () => {
  it("of a service that is away, refuses, or does not know the key, is unavailable", async () => {
    const refusing = createServer((_request, response) => response.writeHead(500).end("broken"));
    await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
    const { port } = refusing.address() as AddressInfo;
    const away = { ...server.settings, S3_ENDPOINT: "http://127.0.0.1:9" };
    const broken = { ...server.settings, S3_ENDPOINT: `http://127.0.0.1:${port}` };
    const stranger = { ...server.settings, S3_SECRET_ACCESS_KEY: "wrong" };
    try {
      for (const settings of [away, broken, stranger]) {
        const storage = openStorage(readConfig(settings));
        const tried = await Promise.allSettled([
          storage.put("images/x", Buffer.from("x"), "image/png"),
          storage.get("images/x"),
          storage.delete("images/x"),
        ]);
        expect(tried.map((one) => one.status === "rejected" && one.reason instanceof StorageUnavailable)).toEqual([
          true,
          true,
          true,
        ]);
        // Logs show messages: no address and no secret is in them.
        expect(tried.map((one) => (one.status === "rejected" ? String(one.reason) : "")).join()).not.toMatch(
          /127|wrong/,
        );
      }
    } finally {
      refusing.close();
    }
  });

  it.each([
    [{ pathStyle: true }, "https://s3.eu-west-1.amazonaws.com/files"],
    [{ pathStyle: false }, "https://files.s3.eu-west-1.amazonaws.com/"],
    [{ endpoint: "https://s3.example.com:9000", pathStyle: true }, "https://s3.example.com:9000/files"],
    [{ endpoint: "https://s3.example.com:9000", pathStyle: false }, "https://files.s3.example.com:9000/"],
  ])("is named in the path or in the host: %j", (options, address) => {
    expect(bucketAddress({ bucket: "files", region: "eu-west-1", ...options })).toBe(address);
  });
});
