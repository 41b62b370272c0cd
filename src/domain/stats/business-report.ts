import type { BusinessStats } from "./business-stats.js";

const width = 42;

/** The numbers as lines of at most 42 characters, for a narrow printer. No figure is ever cut: a long one gets a line of its own. */
export function businessReport(organizationName: string, stats: Omit<BusinessStats, "text">): string {
  const { from, to, currency, documents, byType, taxes, payments, byAccount } = stats;
  const line = "-".repeat(width);
  return [
    cut(printable(organizationName)),
    from === null ? `to ${to}` : `${from} to ${to}`,
    line,
    ...pair("Documents", String(documents.count)),
    ...pair("Net", money(documents.total, currency)),
    ...pair("Tax", money(documents.totalTax, currency)),
    ...pair("Gross", money(documents.totalWithTax, currency)),
    ...section("By type", byType, (row) => pair(`${row.type} (${row.count})`, money(row.totalWithTax, currency))),
    ...section("Taxes", taxes, (row) => [
      ...pair(`${row.rate} % of`, money(row.base, currency)),
      ...pair("", money(row.totalTax, currency)),
    ]),
    ...section("Payments", payments, (row) => pair(`${row.type} (${row.count})`, money(row.amount, row.currency))),
    ...section("By account", byAccount, (row) => [
      cut(`${row.accountId ?? "nobody"} (${row.count})`),
      ...pair("", money(row.totalWithTax, currency)),
    ]),
    line,
  ].join("\n");

  function section<Row>(title: string, rows: readonly Row[], linesOf: (row: Row) => string[]): string[] {
    return rows.length === 0 ? [] : [line, title, ...rows.flatMap(linesOf)];
  }
}

const money = (amount: string, currency: string): string => `${amount} ${printable(currency)}`;

/** The label on the left and the figure on the right: on one line where there is room, else the figure's words below. */
function pair(label: string, figure: string): string[] {
  const room = width - label.length - 1;
  if (figure.length <= room) return [`${label} ${figure.padStart(room)}`];
  const below =
    figure.length <= width ? [figure] : [figure.slice(0, figure.indexOf(" ")), figure.slice(figure.indexOf(" ") + 1)];
  return [...(label === "" ? [] : [cut(label)]), ...below.map((words) => cut(words).padStart(width))];
}

/** Line ends and control characters would break the lines. */
const printable = (text: string): string => text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();

/** No longer than a line, and no half of a character at its end. */
const cut = (text: string): string =>
  text
    .slice(0, width)
    .toWellFormed()
    .replace(/\ufffd$/, "");
