import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { newId } from "../../src/database/ids.js";
import { sql } from "../../src/database/sql.js";
import { categoriesOfOrganization } from "../../src/domain/category/queries.js";
import { DomainError } from "../../src/domain/errors.js";
import { toPattern } from "../../src/domain/list/pattern.js";
import { readSlices } from "../../src/domain/list/slice.js";
import { testDatabase } from "../support/database.js";
import { codeOf } from "../support/refusal.js";
import { world } from "../support/world.js";

const { database, close } = await testDatabase();
afterAll(close);
const { account, organization } = world(database);
const owner = await account();
const parent = await organization(owner);
const context = await owner.context();

const texts = [
  ...[
    "",
    " ",
    "a",
    "A",
    "ab",
    "aab",
    "abc",
    "ba",
    "b a",
    "a_b",
    "a-b",
    "a.b",
    "a*b",
    "(a",
    "[a]",
    "a\\b",
    "a^b$c",
    "|",
    "{2}",
  ],
  ...["a\nb", "a\rb", "\n", "a\n", "\ta", "a\u00a0b", "\u2028", "\ufeff", "a\u200bb", "\u3000"],
  ...[
    "Ä",
    "ä",
    "ž",
    "Ž",
    "ß",
    "ẞ",
    "SS",
    "İ",
    "i",
    "ı",
    "I",
    "σ",
    "ς",
    "Σ",
    "\u212a",
    "k",
    "K",
    "ſ",
    "s",
    "ǅ",
    "ǆ",
    "Ǆ",
  ],
  ...["0", "9", "٣", "10", "2018.1 archive", "é", "e\u0301", "\u0001", "\u007f", "\uffff", "***:a", "(?i)a", "%", "_"],
];
const astral = ["😀", "a😀b", "😀😀", "\u{10ffff}"];

/** Which of the texts the database finds, by the expression that is made of the pattern. */
async function found(pattern: string, ignoreCase: boolean, among: string[]): Promise<string[]> {
  const { expression } = toPattern(pattern, ignoreCase);
  const rows = await database.read<{ value: string }>(sql`/* test: which texts match */
    SELECT value FROM unnest(${among}::text[]) WITH ORDINALITY AS t(value, place)
    WHERE value COLLATE "C" ~ ${expression} ORDER BY place`);
  return rows.map(({ value }) => value);
}

const inJavaScript = (pattern: string, flags: string, among: string[]): string[] =>
  among.filter((value) => new RegExp(pattern, flags).test(value));

describe("a pattern finds what it finds as a JavaScript regular expression", () => {
  const written = [
    ...[
      "",
      "a",
      "^a",
      "a$",
      "^a$",
      "^$",
      "a|b",
      "|",
      "a||b",
      "(a|b)+",
      "(?:ab)*b",
      "(?<name>a)b",
      "a.b",
      "a[^]b",
      "[]",
      "[^]",
    ],
    ...[
      ".",
      "^.$",
      "^..$",
      "a+?b",
      "a??b",
      "a{2}",
      "a{0}",
      "a{0,1}b",
      "a{1,}",
      "^a{2,3}",
      "(a*)*",
      "(a*)+b",
      "(^a)*",
      "(^|b)a",
      "(a|$)b?",
    ],
    ...[
      "\\d",
      "\\D",
      "\\w",
      "\\W",
      "\\s",
      "\\S",
      "\\b",
      "\\B",
      "\\ba",
      "a\\b",
      "a\\B",
      "\\bb\\b",
      "(\\b)*a",
      "[\\d_]",
      "[^\\w]",
      "[\\s\\S]",
      "^\\w+$",
    ],
    ...[
      "[a-c]",
      "[^a-c]",
      "[-a]",
      "[a-]",
      "[\\]]",
      "[\\b]",
      "[[a]",
      "[a^]",
      "[.]",
      "[äž]",
      "[À-ž]",
      "[\\u0041-\\u005a]",
      "[\\x00-\\x1f]",
    ],
    ...[
      "\\.",
      "\\*",
      "\\\\",
      "\\(",
      "\\[",
      "\\^",
      "\\$",
      "\\|",
      "\\{2\\}",
      "\\/",
      "\\-",
      "\\_",
      "\\n",
      "\\r",
      "\\t",
      "\\v",
      "\\f",
      "\\0",
    ],
    ...[
      "\\x61",
      "\\u0061",
      "\\cJ",
      "\\m",
      "\\M",
      "\\y",
      "\\Y",
      "\\A",
      "\\Z",
      "\\a",
      "\\e",
      "\\q",
      "a{,2}",
      "}",
      "]",
      "%",
      "_",
    ],
    ...[
      "[[:alpha:]]",
      "[[:<:]]a",
      "[[.a.]]",
      "[[=a=]]",
      "***:a".slice(3),
      "\\*\\*\\*:a",
      "ß",
      "σ",
      "k",
      "s",
      "i",
      "ı",
      "ǆ",
      "é",
      "e\u0301",
    ],
    ...["\\u{61}", "\\07", "[\\07]", "\\8", "(a|ab)(c|bcd)?$", "^(?:a|aa)b$", "\u0001", "\uffff"],
  ];
  test.each(written)("%j", async (pattern) => {
    for (const flags of ["", "i"]) {
      expect(await found(pattern, flags === "i", texts)).toEqual(inJavaScript(pattern, flags, texts));
    }
  });

  // Without the flag u JavaScript counts the halves of these characters.
  test.each([".", "^.$", "^..$", "[^a]", "\\W", "😀", "^😀+$", "[😀a]", "[😀-\u{10ffff}]", "a.b"])(
    "%j, where characters beyond the first 65,536 are one each",
    async (pattern) => {
      expect(await found(pattern, false, [...texts, ...astral])).toEqual(
        inJavaScript(pattern, "u", [...texts, ...astral]),
      );
    },
  );

  const letter = fc.constantFrom(...Array.from("abAB01 _-.\n\tÄäžσςſk"));
  const escaped = letter.map((character) => character.replace(/[.-]/g, "\\$&"));
  const one = fc.oneof(
    { weight: 4, arbitrary: escaped },
    { weight: 2, arbitrary: fc.constantFrom(".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S") },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.boolean(),
          fc.array(fc.oneof(escaped, fc.constantFrom("a-b", "A-z", "\\w", "\\S", "ä-ž")), { maxLength: 3 }),
        )
        .map(([negated, parts]) => `[${negated ? "^" : ""}${parts.join("")}]`),
    },
  );
  const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
    piece: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      one,
      fc.constantFrom("^", "$", "\\b", "\\B"),
      fc
        .tuple(tie("pattern"), fc.constantFrom("", "*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"))
        .map(([part, times]) => `(${part})${times}`),
      fc.tuple(one, fc.constantFrom("*", "+", "?", "{3}", "{0}", "+?")).map(([part, times]) => `${part}${times}`),
    ),
    pattern: fc
      .array(fc.array(tie("piece"), { maxLength: 4 }), { minLength: 1, maxLength: 2 })
      .map((alternatives) => alternatives.map((pieces) => pieces.join("")).join("|")),
  }));
  const text = fc.array(letter, { maxLength: 6 }).map((letters) => letters.join(""));

  test("whatever the pattern and the texts", async () => {
    await fc.assert(
      fc.asyncProperty(
        pattern,
        fc.boolean(),
        fc.array(text, { minLength: 5, maxLength: 20 }),
        async (written, ignoreCase, among) => {
          fc.pre(isAccepted(written, ignoreCase));
          expect(await found(written, ignoreCase, among)).toEqual(inJavaScript(written, ignoreCase ? "i" : "", among));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("whatever text a pattern is, it is refused or it runs", async () => {
    const wild = fc.string({ unit: "binary", maxLength: 60 });
    const syntax = fc.array(fc.constantFrom(...Array.from("()[]{}?*+|^$\\.-:=!<>,/&~@#*123azuxpkdDwWsSbBmyAZ😀")), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          wild,
          syntax.map((parts) => parts.join("")),
        ),
        fc.boolean(),
        async (written, ignoreCase) => {
          fc.pre(isAccepted(written, ignoreCase));
          expect((await found(written, ignoreCase, ["a"])).length).toBeLessThan(2);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function isAccepted(pattern: string, ignoreCase: boolean): boolean {
  try {
    toPattern(pattern, ignoreCase);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "INVALID_ARGUMENT") return false;
    throw error;
  }
}

test.each(["sales (", "([", "a**", "*a", "(?<a", "[b-a]", "\\", "a{2,1}", "{2}", "(?i)a", "😀("])(
  "what is no regular expression is searched as it stands: %j",
  async (pattern) => {
    const among = [...texts, "sales (partners)", "x([x", `<${pattern}>`];
    expect(await found(pattern, false, among)).toEqual(among.filter((text) => text.includes(pattern)));
  },
);

test.each([
  "(?=a)b",
  "(?!a)b",
  "(?<=a)b",
  "(?<!a)b",
  "(a)\\1",
  "(?<x>a)\\k<x>",
  "\\p{L}",
  "\\P{Lu}",
  "\\ud83d",
  "a\\k",
  "😀\\p{L}",
])("what one pass over a text cannot do is refused: %j", (pattern) => {
  expect(isAccepted(pattern, false)).toBe(false);
});

describe("what could take long is refused", () => {
  test.each([
    "a{256}",
    "((((){255}){255}){255}){255}",
    "((((^){255}){255}){255}){255}",
    "((((a*){255}){255}){255}){255}",
    "a{1,1000}",
    "(a{0,50}){0,50}",
    "((a{0,9}){0,9}){0,9}",
    "a.{9}b",
    "a.....b",
    "x{255}",
    "([a-e]?[b-f]?[c-g]?[d-h]?[e-i]?[f-j]?){10}",
    "(a|b)*a(a|b){15}",
    "a".repeat(101),
    "\0",
  ])("%j", (pattern) => {
    expect(isAccepted(pattern, false)).toBe(false);
  });
  test.each([
    "(a*)*b",
    "(a+)+b",
    "(a|aa)+$",
    "a.b",
    "a....b",
    "a.*b.*c",
    "^.{0,50}x",
    "[A-Z]{2}\\d{6}",
    "x{100}",
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  ])("but %j is not", (pattern) => {
    expect(isAccepted(pattern, false)).toBe(true);
    expect(isAccepted(pattern, true)).toBe(true);
  });
});

describe("as a condition on a list", () => {
  const names = ["apple", "Banana", "cherry"];
  const list = async (property: string, pattern: string) => {
    const slices = await readSlices<{ name: string }>(context, owner.id, categoriesOfOrganization, [parent], {
      where: { kind: "pattern", property, pattern, ignoreCase: false },
      orderBy: [{ property: "name", direction: "asc" }],
      limit: 100,
      offset: 0,
    });
    return slices.get(parent)?.map(({ name }) => name);
  };

  test("it is looked for in texts, words and ids; of other types and of null nothing matches", async () => {
    await database.prisma.category.createMany({
      data: names.map((name) => ({ id: newId(), organizationId: parent, name, alias: name, aliasKey: name })),
    });
    expect(await list("name", "an")).toEqual(["Banana"]);
    expect(await list("id", "^[0-9a-f]{24}$")).toEqual(["Banana", "apple", "cherry"]);
    expect(await list("name", "")).toEqual(["Banana", "apple", "cherry"]);
    expect(await list("description", "")).toEqual([]);
    expect(await list("createdAt", "2")).toEqual([]);
    expect(await list("isDeleted", "f")).toEqual([]);
  });

  test("what is refused as a pattern is refused as a condition", async () => {
    expect(await codeOf(list("name", "(a{0,50}){0,50}"))).toBe("INVALID_ARGUMENT");
  });
});
