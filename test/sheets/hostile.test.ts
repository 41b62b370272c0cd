import { monitorEventLoopDelay } from "node:perf_hooks";
import { describe, expect, test } from "vitest";
import { readSheet } from "../../src/sheets/read-file.js";
import { showsDates } from "../../src/sheets/xlsx-dates.js";
import { fixedParts, sheetPart } from "../../src/sheets/xlsx-parts.js";
import { packed, refusalOf, tableOf, workbook } from "./support.js";

const cell = (place: string, text: string): string => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe("CSV", () => {
  test.each([
    ["commas", 'a,b\r\n1,"x;y"\r\n'],
    ["semicolons", 'a;b\n1;"x;y"\n'],
    ["tabs", 'a\tb\r1\t"x;y"\r'],
    ["a byte order mark", '\uFEFFa,b\n1,"x;y"'],
  ])("is read with %s", async (_, text) => {
    const { headings, rows } = await tableOf(Buffer.from(text));
    expect([headings.cells, ...rows.map(({ cells }) => cells)]).toEqual([
      ["a", "b"],
      ["1", "x;y"],
    ]);
  });

  test("is read in UTF-16 of both orders", async () => {
    const little = Buffer.from("\uFEFFname;č\n💶;2\n", "utf16le");
    for (const file of [little, Buffer.from(little).swap16()]) {
      expect((await tableOf(file)).rows).toEqual([{ line: 2, cells: ["💶", "2"] }]);
    }
  });

  test("a row has the line in which it begins, whatever its cells contain", async () => {
    const { rows } = await tableOf(Buffer.from('a,b\r\n"1\r\n2","3\n4"\r\n\r\n5,6\r\n'));
    expect(rows.map(({ line }) => line)).toEqual([2, 6]);
  });

  test.each([
    [
      "a quote that is left open",
      'a,b\n1,2\n"3,4\n5,6\n',
      ['A cell begins with a quote (") that is not closed.', 3, null],
    ],
    [
      "a quote inside a cell",
      'a,b\n1,2"3\n',
      ['A quote (") stands inside a cell that is not in quotes, or behind its end.', 2, null],
    ],
    ["nothing", "\n\n", ["The file is empty: its first row are the headings.", null, null]],
    ["too many columns", `a\n${"x,".repeat(200)}x`, ["There are more than 200 columns.", 2, null]],
    [
      "another encoding",
      Buffer.from("name\nx\nCaf\u00E9\n", "latin1"),
      ["The file is not in UTF-8. Save it as UTF-8 (in Excel: CSV UTF-8).", 3, null],
    ],
    [
      "UTF-16 without a mark",
      Buffer.from("name\n", "utf16le"),
      ["The file has a character that no text has. Save it as UTF-8.", 1, null],
    ],
    ["100,001 rows", `a\n${"1\n".repeat(100_001)}`, ["There are more than 100000 rows.", 100_002, null]],
  ])("%s is refused with its place", async (_, file, refusal) => {
    expect(await refusalOf(file)).toEqual(refusal);
  });

  test("a million empty cells are nothing", async () => {
    const { rows } = await tableOf(Buffer.from(`a${",".repeat(1_000_000)}\n1${",".repeat(1_000_000)}\n`));
    expect(rows).toEqual([{ line: 2, cells: ["1"] }]);
  });

  test("half a million lines without anything, longer and shorter than the headings, are nothing and hold up nobody", async () => {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const { rows } = await tableOf(Buffer.from(`a,b\n${"\n,,,\n".repeat(250_000)}1,2,3\n4`));
    delay.disable();
    expect(rows).toEqual([
      { line: 500_002, cells: ["1", "2", "3"] },
      { line: 500_003, cells: ["4"] },
    ]);
    // Each of these lines took some 40 µs once, and thousands of them were read in one go.
    expect(delay.max / 1e6).toBeLessThan(1_000);
  }, 20_000);
});

describe("JSON", () => {
  test("keys that name prototypes are keys like any other", async () => {
    const file = await readSheet(Buffer.from('[{"__proto__":{"x":1},"constructor":2}]'));
    expect(file.format === "json" && Object.keys(file.rows[0]?.object ?? {})).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each([
    ["what is no JSON", "[\n{},\n{]", ["The file is not valid JSON.", 3, null]],
    ["no list", "{}", ["The file is no JSON list of objects.", null, null]],
    [
      "a list of lists",
      `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
      ["This entry of the list is no object.", 1, null],
    ],
    ["100,001 objects", `[${"{},".repeat(100_000)}{}]`, ["There are more than 100000 objects.", 100_001, null]],
  ])("%s is refused with its place", async (_, text, refusal) => {
    expect(await refusalOf(text)).toEqual(refusal);
  });
});

describe("XLSX", () => {
  test("what other programs write is read as they show it", async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
    const file = await workbook(
      `<row r="1">${cell("A1", "a")}<c><v>7</v></c><c t="s"><v>0</v></c></row><row r="5"><c r="A5" s="1"><v>43890</v></c><c r="B5" s="2"><v>43890.5</v></c><c r="C5"><f>1/3</f><v>0.10000000000000001</v></c><c r="D5" t="b"><v>1</v></c><c r="E5" t="str"><f>A1</f><v>x_x000D_</v></c></row>`,
      {
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": `<sst><si><r><t>rich</t></r><r><t xml:space="preserve"> text</t></r><rPh><t>no</t></rPh></si></sst>`,
        "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      },
    );
    const { headings, rows } = await tableOf(file);
    expect(headings.cells).toEqual(["a", "7", "rich text"]);
    expect(rows).toEqual([{ line: 5, cells: ["2020-02-29", "2020-02-29T12:00:00", "0.1", "true", "x\r"] }]);
  });

  test("dates are counted from 1904 where the file says so", async () => {
    const file = await workbook(`<row><c s="3"><v>0</v></c><c s="3"><v>42428</v></c></row>`, {
      "xl/workbook.xml": `<workbook><workbookPr date1904="1"/><sheets><sheet name="x" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    });
    expect((await tableOf(file)).headings.cells).toEqual(["1904-01-01", "2020-02-29"]);
  });

  test("a million empty columns and rows are nothing", async () => {
    const empty = "<row>".concat("<c/>".repeat(16_000), "</row>");
    const file = await workbook(
      `<row>${cell("A1", "a")}</row>${empty.repeat(65)}<row r="99">${cell("A99", "1")}</row>`,
    );
    expect((await tableOf(file)).rows).toEqual([{ line: 99, cells: ["1"] }]);
  });

  test.each([
    [
      "a cell beyond the last column",
      `<row>${cell("XFE1", "x")}</row>`,
      ["The file is damaged: a cell has no place.", 1, null],
    ],
    ["more than 200 columns", `<row>${cell("XFD1", "x")}</row>`, ["There are more than 200 columns.", 1, "XFD"]],
    [
      "a formula without a result",
      `<row><c r="B1"><f>1+1</f></c></row>`,
      ["The cell is a formula without a result.", 1, "B"],
    ],
    [
      "an error of the spreadsheet",
      `<row r="3"><c r="C3" t="e"><v>#REF!</v></c></row>`,
      ["The cell shows an error of the spreadsheet.", 3, "C"],
    ],
    [
      "a text that ends nowhere",
      `<row>${cell("A1", "x".repeat(2_000_000))}</row>`,
      ["The file has a text that is too long for a cell.", null, null],
    ],
    ["what is no XML", "<row", ["The file is damaged: a part of it is no XML.", null, null]],
  ])("%s is refused", async (_, rows, refusal) => {
    expect(await refusalOf(await workbook(rows))).toEqual(refusal);
  });

  test("what unpacks to gigabytes is refused before it does", async () => {
    const bomb = await workbook("<row/>".repeat(50_000_000));
    expect(bomb.length).toBeLessThan(5_000_000);
    expect(await refusalOf(bomb)).toEqual(["The file unpacks to more than is let in.", null, null]);
  }, 120_000);

  test("a directory that lies about sizes, parts, or names is refused", async () => {
    const lying = await workbook(`<row>${cell("A1", "x".repeat(50_000))}</row>`);
    const name = lying.lastIndexOf(sheetPart);
    lying.writeUInt32LE(100, name - 46 + 24);
    expect((await refusalOf(lying))[0]).toBe("The file is damaged, protected, or no spreadsheet.");
    const parts = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`part-${index}`, ""]));
    expect((await refusalOf(await packed(parts)))[0]).toBe("The file has more than 1000 parts.");
    expect((await refusalOf(await packed({ "readme.txt": "x" })))[0]).toBe(
      "The file has no part xl/workbook.xml: it is no spreadsheet.",
    );
    expect((await refusalOf((await packed(fixedParts)).subarray(0, 300)))[0]).toBe(
      "The file is damaged, protected, or no spreadsheet.",
    );
  });

  test("a cell of endlessly many texts is refused as one of a long text is", async () => {
    const texts = "<t>xxxxxxxxx</t>".repeat(4_000_000);
    const file = await workbook(`<row><c r="A1" t="inlineStr"><is>${texts}</is></c></row>`);
    expect((await refusalOf(file))[0]).toMatch(/^There is too much text in the file|^The file unpacks to more/);
  }, 120_000);

  test("a format that is longer than any is none of dates, without being looked at", () => {
    expect([showsDates(164, "[".repeat(900_000)), showsDates(164, "[Red]yyyy-mm-dd")]).toEqual([false, true]);
  });

  test("a document type, by which texts could be repeated without end, is refused", async () => {
    const file = await packed({
      ...fixedParts,
      [sheetPart]: `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>`,
    });
    expect((await refusalOf(file))[0]).toBe("The file has a document type, which no spreadsheet has.");
  });

  test("a file of before 2007, or one with a password, is told apart", async () => {
    expect((await refusalOf(Buffer.from("d0cf11e0a1b11ae1", "hex")))[0]).toMatch(/^The file is an old Excel file/);
  });
});
