import type * as Caches from "lru-cache";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.js";
import { createLog } from "../../src/log.js";

/** Every cache that is made, to look into: a small heap after many documents would prove little. */
const made = vi.hoisted((): { max: number; size: number }[] => []);
vi.mock("lru-cache", async (load) => {
  const original = await load<typeof Caches>();
  class Watched extends original.LRUCache<string, object> {
    constructor(options: { max: number }) {
      super(options);
      made.push(this);
    }
  }
  return { ...original, LRUCache: Watched };
});

// Files share their process: here the modules are loaded anew with what is watched, and nobody else gets them.
vi.resetModules();
const { createGraphQL } = await import("../../src/graphql/yoga.js");
afterAll(() => {
  vi.resetModules();
});

describe("the caches of documents", () => {
  const yoga = createGraphQL(readConfig({}), createLog("silent"));
  const ask = async (query: string) => {
    const response = await yoga.fetch(
      "http://localhost/graphql",
      { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) },
      { createContext: () => Promise.reject(new Error("nothing here is to be executed")) },
    );
    await response.text();
  };
  const full = "x".repeat(16_000);

  it("hold 256 documents and 64 refusals at most, however many come", async () => {
    for (let index = 0; index < 5_000; index++) {
      // Good ones, ones that do not fit the schema, ones that cannot be read, and ones that are too long.
      const query =
        [`{ __typename } #${index}${full}`, `{ x${index} } #${full}`, `{ ${index} #${full}`, `#${index}${full}${full}`][
          index % 4
        ] ?? "";
      await ask(query);
    }
    expect(made.map(({ max }) => max)).toEqual([256, 64, 256]);
    for (const { size, max } of made) expect(size).toBeLessThanOrEqual(max);
    expect(made[0]?.size).toBe(256);
    expect(made[1]?.size).toBe(64);
  });
});
