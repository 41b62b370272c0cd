/**
 * A document's lines and taxes have the names of the original service in a file, and others in the domain, which reads
 * them.
 */
type Raw = Record<string, unknown>;

const isObject = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);

const unread = {
  taxes: undefined,
  total: undefined,
  totalDiscount: undefined,
  totalTax: undefined,
  totalWithTax: undefined,
};

/**
 * The document as the domain names its parts. Where it has lines, what is computed of them is not even read, so that
 * nothing can be wrong with it.
 */
export function inDomainNames({ _documentItems: lines, _documentTaxes: taxes, ...rest }: Raw): Raw {
  if (!Array.isArray(lines) || lines.length === 0) return { ...rest, items: lines, taxes };
  const items = lines.map((line: unknown) => (isObject(line) ? { ...line, taxes: line._documentItemTaxes } : line));
  return { ...rest, items, ...unread };
}

/** The way to a property of a document, as its file names it. */
export function inFileNames([first = "", ...rest]: readonly string[]): string[] {
  if (first === "taxes") return ["_documentTaxes", ...rest];
  if (first !== "items") return [first, ...rest];
  const [index, part, ...further] = rest;
  if (index === undefined || part !== "taxes") return ["_documentItems", ...rest];
  return ["_documentItems", index, "_documentItemTaxes", ...further];
}
