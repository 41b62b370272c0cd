/** How a filter is written into the query of a request. */
import { isObject } from "./walk.js";

/** The path of the request, its query as JSON or in brackets. */
export function urlOf({ path, kind, argument, form }) {
  if (argument === undefined) return path;
  const name = kind === "count" ? "where" : "filter";
  const pairs = form === "brackets" ? brackets(name, argument) : [[name, JSON.stringify(argument)]];
  return `${path}?${pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
}

function brackets(name, value) {
  if (typeof value !== "object") return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, part]) => brackets(`${name}[${key}]`, part));
}

/** Whether brackets can say it: they have no null, no empty list and no empty object. */
export function fitsBrackets(value) {
  if (value === null) return false;
  if (typeof value !== "object") return true;
  const parts = Object.values(value);
  return parts.length > 0 && parts.every(fitsBrackets);
}

/** What a server reads from brackets: every value is text. */
export function asText(value) {
  if (Array.isArray(value)) return value.map(asText);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asText(part)]));
  return String(value);
}

export const depthOf = (value) =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
