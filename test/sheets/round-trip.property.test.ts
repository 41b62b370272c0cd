import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell, Column } from "../../src/sheets/column.js";
import { fileOf, type Format, tableOf } from "./support.js";

const columns: Column[] = [
  { heading: "=first", type: "text" },
  { heading: 'second, "quoted"', type: "text" },
  { heading: "'@third\n", type: "text" },
];

/** What tends to be read as something else: formulas, quotes, separators, line ends, escapes of the formats. */
const trap = fc.constantFrom(
  ..."=+-@'\",;\t\r\n\v\u0000\u0001\u001F\u007F\u0085\u00A0\u2028\uFEFF\uFFFE\uFFFF &<>_x0123456789ABCDEFabcdef".split(
    "",
  ),
  "_x000D_",
  "_x005F_",
  "'=",
  "\r\n",
  "1.0",
  "true",
  "2020-02-29",
  "]]>",
  "&amp;",
  "💶",
  "č",
);
const text = fc.oneof(
  fc.array(trap, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 12 }),
);
/** Halves of characters, which no database holds and UTF-8 cannot write. */
const half = fc.constantFrom("\uD83D", "\uDCB6", "a\uD83D_x0001_");

const cells: Record<Format, fc.Arbitrary<Cell>> = {
  csv: fc.option(
    text.map((value) => value.replaceAll("\0", "")),
    { nil: null },
  ),
  xlsx: fc.option(fc.oneof(text, half), { nil: null }),
};

describe.each(["csv", "xlsx"] as const)("%s", (format) => {
  test("whatever texts are written are read again, an empty one apart from none", async () => {
    const row = fc
      .tuple(cells[format], cells[format], cells[format])
      .filter((all) => all.some((cell) => cell !== null));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), async (rows) => {
        const { headings, rows: read } = await tableOf(await fileOf(format, columns, rows));
        expect(headings.cells).toEqual(columns.map(({ heading }) => heading));
        expect(read.map((found) => [...found.cells, null, null, null].slice(0, 3))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  test("no text that is written begins as a formula does", async () => {
    await fc.assert(
      fc.asyncProperty(
        text.map((value) => value.replaceAll("\0", "")),
        async (value) => {
          const file = await fileOf(
            format,
            [
              { heading: "A", type: "text" },
              { heading: "B", type: "text" },
            ],
            [["x", value]],
          );
          if (format === "csv")
            expect(file.toString("utf8").split("\r\nx,")[1]).toMatch(/^"?(?![=+\-@\p{Cc}])|^"?\r\n$/u);
        },
      ),
    );
  });

  test("numbers, dates and yes or no are read as they were written", async () => {
    const typed: Column[] = [
      { heading: "A", type: "number" },
      { heading: "B", type: "money" },
      { heading: "C", type: "date" },
      { heading: "D", type: "boolean" },
    ];
    const number = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.nat({ max: 4 }))
      .map(([negative, digits, places]) => {
        const all = digits.toString().padStart(places + 1, "0");
        const whole = all.slice(0, all.length - places);
        return `${negative ? "-" : ""}${whole}${places > 0 ? `.${all.slice(-places)}` : ""}`;
      });
    const day = fc
      .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    await fc.assert(
      fc.asyncProperty(number, number, day, fc.constantFrom("true", "false"), async (a, b, c, d) => {
        const { rows } = await tableOf(await fileOf(format, typed, [[a, b, c, d]]));
        const [x, y, ...rest] = rows[0]?.cells ?? [];
        expect(rest).toEqual([c, d]);
        expect([same(a), same(b)]).toEqual([same(x), same(y)]);
      }),
      { numRuns: 200 },
    );
  });
});

/** The number without what does not count: zeros at its ends, and the sign of zero. */
function same(number: string | null | undefined): string {
  const [, sign = "", whole = "", , part = ""] = /^(-?)0*(\d*?)(\.(\d*?)0*)?$/.exec(number ?? "") ?? [];
  const text = `${whole === "" ? "0" : whole}${part === "" ? "" : `.${part}`}`;
  return text === "0" ? text : sign + text;
}
