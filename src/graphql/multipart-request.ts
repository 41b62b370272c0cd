import { GraphQLError } from "graphql";
import type { GraphQLParams, Plugin } from "graphql-yoga";
import type { UploadedFile } from "../domain/files/upload.js";
import { MultipartRefused, readMultipart } from "../multipart.js";

/**
 * Requests with a file, by the GraphQL multipart request specification: `operations` is the request as JSON with null for
 * the file, `map` says where the file goes, and the file follows.
 */

export interface MultipartRequestLimits {
  /** In bytes, of the request as JSON. */
  jsonBytes: number;
  /** In bytes, of a file. */
  fileBytes: number;
  /** In bytes, of a file of rows. */
  importBytes: number;
}

/** How large a whole body can be, in bytes. */
export const multipartRequestLimit = ({ jsonBytes, importBytes }: MultipartRequestLimits): number =>
  2 * jsonBytes + importBytes;

/** A document without this word imports nothing; one that has it elsewhere gains nothing, as a picture is measured again. */
const importing = /\bimportOrganization\b/;

const refused = (message: string, status = 400): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT", http: { status } } });

const words = {
  malformed: () => refused("The multipart body cannot be read."),
  "too-large": () => refused("The request is too large.", 413),
  "too-many": () => refused("There is more than one file."),
} satisfies Record<MultipartRefused["reason"], () => GraphQLError>;

const parsed = new WeakMap<Request, () => Promise<GraphQLParams>>();

/** Says what the body of a request is, for `multipartRequests` to read. */
export const withMultipartBody = (
  request: Request,
  body: Buffer,
  contentType: string,
  limits: MultipartRequestLimits,
): void => void parsed.set(request, () => readMultipartRequest(body, contentType, limits));

/** Reads the bodies that the door has announced. */
export function multipartRequests(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      const read = parsed.get(request);
      if (read) setRequestParser(read);
    },
  };
}

async function readMultipartRequest(
  body: Buffer,
  contentType: string,
  { jsonBytes, fileBytes, importBytes }: MultipartRequestLimits,
): Promise<GraphQLParams> {
  const { fields, files } = await readMultipart(body, contentType, {
    fileBytes: importBytes,
    fieldBytes: jsonBytes,
  }).catch((error: unknown) => {
    throw error instanceof MultipartRefused ? words[error.reason]() : error;
  });
  const operations = objectIn("operations", fields);
  const isImport = typeof operations.query === "string" && importing.test(operations.query);
  if (!isImport && [...files.values()].some(({ bytes }) => bytes.length > fileBytes)) throw words["too-large"]();
  const places = placesOf(objectIn("map", fields), files);
  for (const [place, file] of places) put(operations, place, file);
  return operations;
}

function objectIn(name: string, fields: Map<string, string>): Record<string, unknown> {
  const text = fields.get(name);
  if (text === undefined) throw refused(`The field "${name}" is missing.`);
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw refused(`The field "${name}" is not a JSON object.`);
}

const mostPlaces = 10;

/** Where each file goes. */
function placesOf(map: Record<string, unknown>, files: Map<string, UploadedFile>): [string[], UploadedFile][] {
  const places = Object.entries(map).flatMap(([name, paths]) => {
    if (!Array.isArray(paths)) throw refused('The field "map" has something other than lists of places.');
    return paths.map((path: unknown): [string[], UploadedFile] => {
      if (typeof path !== "string") throw refused('The field "map" has a place that is no text.');
      const file = files.get(name);
      if (!file) throw refused('The field "map" names a file that was not sent.');
      return [path.split("."), file];
    });
  });
  if (places.length > mostPlaces) throw refused(`The field "map" has more than ${mostPlaces} places.`);
  return places;
}

/** Only where the request has a null for it: a place is never made. */
function put(operations: Record<string, unknown>, place: readonly string[], file: UploadedFile): void {
  const last = place.at(-1) ?? "";
  const parent = place
    .slice(0, -1)
    .reduce<unknown>((part, key) => (hasOwn(part, key) ? part[key] : undefined), operations);
  if (place[0] !== "variables" || !hasOwn(parent, last) || parent[last] !== null) {
    throw refused('The field "map" has a place where "operations" has no null among its variables.');
  }
  parent[last] = file;
}

const hasOwn = (part: unknown, key: string): part is Record<string, unknown> =>
  typeof part === "object" && part !== null && Object.hasOwn(part, key);
