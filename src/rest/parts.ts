import type { ResourceProperties, ResourceProperty } from "../resources/resource.js";

type Inside = Readonly<Record<string, unknown>>;

/** What is inside of a property, between the domain's names and the old ones. */

/** A property's value as the wire has it: numbers, which the domain has as text, and what is inside under its old names. */
export function shownValue({ type, parts }: ResourceProperty, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === "number") return Number(value);
  if (!parts) return value;
  const shown = (row: Inside) =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, shownValue(part, row[part.from ?? name])] as const),
    );
  return type === "list" ? (value as Inside[]).map(shown) : shown(value as Inside);
}

/** The way to a place of the request, for one of the domain: `items.0.taxes` is `_documentItems.0._documentItemTaxes`. */
export function requestPath(properties: ResourceProperties, [first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  const found = Object.entries(properties).find(([name, property]) => (property.from ?? name) === first);
  const [name, property] = found ?? [first, undefined];
  if (!property?.parts) return [name, ...rest];
  if (property.type !== "list") return [name, ...requestPath(property.parts, rest)];
  const [index, ...inside] = rest;
  return index === undefined ? [name] : [name, index, ...requestPath(property.parts, inside)];
}

/** A place inside a property as a message says it: `[0]._documentItemTaxes[1].rate`. */
export const placeText = (path: readonly string[]): string =>
  path
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
