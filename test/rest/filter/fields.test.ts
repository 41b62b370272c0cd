import { describe, expect, test } from "vitest";
import { fieldsOf } from "../../../src/rest/fields.js";
import { refusalOf, thing } from "./support.js";

const read = (raw: unknown) => fieldsOf(raw, thing, "filter.fields");
const only = (...names: string[]) => ({ only: new Set(names) });
const except = (...names: string[]) => ({ except: new Set(names) });

describe("which properties are shown", () => {
  test.each<[unknown, unknown]>([
    [undefined, undefined],
    [null, undefined],
    ["", undefined],
    [[], undefined],
    [{}, undefined],
    ["name", only("name")],
    ["name, alias", only("name", "alias")],
    [["name", "alias"], only("name", "alias")],
    [{ 0: "name", 1: "alias" }, only("name", "alias")],
    [["name", "nope", 5, null], only("name")],
    [["nope"], only()],
    [["custom.kind"], only()],
    [["__proto__", "constructor"], only()],
    [["_isDeleted", "isDeleted"], only("_isDeleted")],
    [{ name: true, alias: true }, only("name", "alias")],
    [{ name: true, alias: false }, only("name")],
    [{ nope: true }, only()],
    [{ name: "true" }, only("name")],
    [{ name: "1", alias: 0 }, only("name")],
    [{ name: false, alias: "false" }, except("name", "alias")],
    [{ nope: false }, except()],
    [{ name: null }, except("name")],
  ])("%j", (raw, expected) => {
    expect(read(raw)).toEqual(expected);
  });

  test.each([5, true])("%j is refused", (raw) => {
    expect(refusalOf(() => read(raw))).toBe("INVALID_ARGUMENT");
  });
});
