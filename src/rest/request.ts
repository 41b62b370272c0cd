import type { Problem } from "../domain/errors.js";
import { booleans } from "./argument.js";
import { badArgument } from "../where/argument-error.js";
import type { Asked } from "./errors.js";
import { idOf } from "../where/id.js";
import { placeText, requestPath } from "./parts.js";
import type { DeclaredType, ResourceProperties, ResourceProperty } from "../resources/resource.js";
import type { Call, Method, Route } from "./route.js";
import { isObject, listOf } from "../where/structure.js";

/** What came with a request, as it was sent. */
export interface Incoming {
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  /** Undefined where there was none, or one of a type that is not read. */
  body: unknown;
}

/**
 * What the use-case is called with, and how its refusals are to be worded. Pure: nothing is looked up.
 * Errors: ArgumentError for whatever cannot be understood.
 */
export function readCall(route: Route, incoming: Incoming): { call: Omit<Call, "context">; asked: Asked } {
  const sent = objectOf(incoming.body);
  const params = Object.fromEntries(Object.entries(incoming.params).map(([name, value]) => [name, idOf(value)]));
  const lookUp = (name: string): unknown =>
    [params, sent, incoming.query].find((place) => Object.hasOwn(place, name))?.[name];

  const descriptions = Object.entries(route.args ?? {});
  const args = Object.fromEntries(
    descriptions.map(([name, argument]) => [name, argument.read(lookUp(name), name, lookUp)]),
  );
  if (changing.has(route.method)) refuseOtherId(params, sent);
  const body = route.body ? writable(route.body.resource.properties, sent, changing.has(route.method)) : {};

  const asked: Asked = {
    required: descriptions
      .filter(([, argument]) => argument.required)
      .map(([name, { missing }]) => ({
        name,
        ...(missing ?? { code: "INVALID_ARGUMENT", message: `${name} is a required argument` }),
      })),
    sent: ({ path }: Problem) => {
      const [first = "", ...rest] = path;
      const argument = route.args && Object.hasOwn(route.args, first) ? route.args[first] : undefined;
      if (argument) {
        return { name: path.join("."), value: at(lookUp(first), rest), secret: Boolean(argument.secret) };
      }
      const properties = route.body?.resource.properties ?? {};
      const [name = "", ...inside] = requestPath(properties, path);
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const value = at(sent, [name, ...inside]);
      const secret = Boolean(property?.writeOnly);
      if (property?.parts) return { name, place: placeText(inside), value, secret };
      return { name: [name, ...inside].join("."), value, secret };
    },
  };
  return { call: { params, args, body }, asked };
}

function objectOf(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body === "object" && !Array.isArray(body)) return body as Record<string, unknown>;
  throw badArgument("The body is not an object");
}

const changing: ReadonlySet<Method> = new Set(["PATCH", "PUT"]);

/** Whole objects are sent back, so that an id in the body is read over, as long as it is the one of the path. */
function refuseOtherId(params: Readonly<Record<string, string>>, body: Record<string, unknown>): void {
  const { id } = params;
  if (id === undefined || body.id === undefined || body.id === null) return;
  if (typeof body.id !== "string" || idOf(body.id) !== id) {
    throw badArgument("id cannot be changed: it is not the one of the path");
  }
}

/** What clients may write of the properties, by the domain's names. The rest is read over. */
function writable(
  properties: ResourceProperties,
  body: Readonly<Record<string, unknown>>,
  change: boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name, { readOnly, onlyAtFirst }]) => !readOnly && !(change && onlyAtFirst) && Object.hasOwn(body, name))
      .map(([name, property]) => [property.from ?? name, converted(property, body[name])]),
  );
}

/** Forms know texts alone, and programs send numbers for texts. What does not fit is the use-case's to refuse. */
function converted({ type, accept, parts }: ResourceProperty, value: unknown): unknown {
  if (accept) return accept(value);
  if (type === "text" || type === "id") {
    const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    return type === "id" && typeof text === "string" ? idOf(text) : text;
  }
  // An empty field of a form.
  if (value === "" && emptyIsNull.has(type)) return null;
  if (type === "boolean") return booleans.get(value) ?? value;
  if (!parts) return value;
  const inside = (part: unknown) => (isObject(part) ? writable(parts, part, false) : part);
  return type === "list" ? (listOf(value)?.map(inside) ?? value) : inside(value);
}

const emptyIsNull: ReadonlySet<DeclaredType> = new Set(["boolean", "object", "list"]);

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (part, key) =>
      typeof part === "object" && part !== null && Object.hasOwn(part, key)
        ? (part as Record<string, unknown>)[key]
        : undefined,
    value,
  );
