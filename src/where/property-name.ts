import type { Resource } from "../resources/resource.js";
import type { ValueType } from "./values.js";
import { isStorable } from "./structure.js";

/** A property that a client named: how its values are read, and the domain's name of it, or of the place inside it. */
export interface NamedProperty {
  type: ValueType;
  /** Undefined: there is no such property to filter or order by. */
  name: string | undefined;
}

const unknown: NamedProperty = { type: "unknown", name: undefined };

/** The property of that name, or `custom.a.b`, the place inside a property that is an object. */
export function findProperty(name: string, resource: Resource): NamedProperty {
  const whole = declared(name, resource);
  if (whole) return whole;
  const dot = name.indexOf(".");
  const outer = dot < 0 ? undefined : declared(name.slice(0, dot), resource);
  if (outer?.type !== "object" || !isStorable(name)) return unknown;
  return { type: "object", name: `${outer.name ?? ""}${name.slice(dot)}` };
}

function declared(name: string, { properties }: Resource): NamedProperty | undefined {
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!property) return undefined;
  // The domain has no lists to filter by.
  if (property.filterable === false || property.type === "list") return unknown;
  return { type: property.type, name: property.from ?? name };
}
