import { isId } from "../../database/ids.js";
import { DomainError } from "../errors.js";
import { validate } from "../validate.js";
import type { Problems } from "./problems.js";
import { inDomainNames, inFileNames } from "./old-names.js";
import { type ListName, listNames, perList, type Shape, shapes } from "./shapes.js";

/** An object of the file: `name` is how messages call it, such as `categories[3] (5f0c1ad0aa00000000c0de04)`. */
export interface Entry<Value> {
  name: string;
  value: Value;
}

export interface FileLists {
  /** The objects of the right form. */
  entries: { [List in ListName]: Entry<Shape[List]>[] };
  /** Every id that the file names as its own, also of objects whose form is wrong: one fault is not told twice. */
  declared: Record<ListName, Set<string>>;
}

type Raw = Record<string, unknown>;

const isObject = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads the lists of a file, each of which may be missing. What has not the right form becomes a problem. */
export function readLists(data: unknown, problems: Problems): FileLists {
  const declared = perList(() => new Set<string>());
  const entries = perList((): Entry<never>[] => []) as FileLists["entries"];
  if (!isObject(data)) {
    problems.addText(`the file: is not an object with the lists ${listNames.join(", ")}`);
    return { entries, declared };
  }
  for (const name of Object.keys(data)) {
    // Ignoring it would lose what somebody wanted to keep.
    if (!isListName(name)) problems.addText(`${name}: is not a list that this version can hold`);
  }
  for (const list of listNames) {
    if (Object.hasOwn(data, list)) readList(list, data[list], { entries, declared }, problems);
  }
  return { entries, declared };
}

function readList(list: ListName, objects: unknown, into: FileLists, problems: Problems): void {
  if (!Array.isArray(objects)) {
    problems.addText(`${list}: is not a list`);
    return;
  }
  for (const [index, object] of objects.entries()) {
    const position = `${list}[${index}]`;
    if (!isObject(object)) {
      problems.addText(`${position}: is not an object`);
      continue;
    }
    const id = typeof object.id === "string" && isId(object.id) ? object.id : undefined;
    if (id) into.declared[list].add(id);
    const name = id ? `${position} (${id})` : position;
    const value = checked(list, name, object, problems);
    if (value) (into.entries[list] as Entry<unknown>[]).push({ name, value });
  }
}

function checked(list: ListName, name: string, object: Raw, problems: Problems): unknown {
  const isDocument = list === "documents";
  try {
    return validate(name, shapes[list], isDocument ? inDomainNames(object) : object);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const { path, message } of error.details.problems ?? []) {
      problems.add(name, (isDocument ? inFileNames(path) : path).join("."), message);
    }
    return undefined;
  }
}

const isListName = (name: string): name is ListName => (listNames as readonly string[]).includes(name);
