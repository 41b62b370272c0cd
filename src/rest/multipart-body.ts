import type { FastifyRequest } from "fastify";
import { MultipartRefused, readMultipart } from "../multipart.js";
import { badArgument } from "../where/argument-error.js";
import { RestError } from "./errors.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route takes a file of at most so many bytes. */
    fileBytes?: number | undefined;
  }
}

/** What there is around a file: names, boundaries and other arguments. */
const bytesAroundFile = 65_536;

/** The name of the argument that is the file, whatever the client calls its part. */
export const fileName = "file";

/** How large the whole body of a route that takes a file can be, in bytes. */
export const multipartLimit = (fileBytes: number): number => fileBytes + bytesAroundFile;

/**
 * The fields of a form with its file under one name; undefined where the route takes no file, as for any body that is not
 * read. Errors: RestError, ArgumentError for a second file.
 */
export async function multipartBody(
  { headers, routeOptions }: FastifyRequest,
  unpacked: (limit: number) => Promise<Buffer>,
): Promise<Record<string, unknown> | undefined> {
  const { fileBytes } = routeOptions.config;
  if (fileBytes === undefined) return undefined;
  const body = await unpacked(multipartLimit(fileBytes));
  try {
    const limits = { fileBytes, fieldBytes: bytesAroundFile };
    const { fields, files } = await readMultipart(body, headers["content-type"] ?? "", limits);
    const [file] = files.values();
    return Object.fromEntries<unknown>(file ? [...fields, [fileName, file]] : fields);
  } catch (error) {
    if (!(error instanceof MultipartRefused)) throw error;
    if (error.reason === "too-large") throw new RestError(413, "PayloadTooLargeError", "request entity too large");
    if (error.reason === "too-many") throw badArgument("There is more than one file");
    throw new RestError(400, "BadRequestError", "The body cannot be read");
  }
}
