import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { UploadedFile } from "./domain/files/upload.js";

/** A multipart body, read: of fields with one name the first. */
export interface Multipart {
  fields: Map<string, string>;
  files: Map<string, UploadedFile>;
}

export interface MultipartLimits {
  /** In bytes, of one file. */
  fileBytes: number;
  /** In bytes, of one field. */
  fieldBytes: number;
}

const mostFields = 20;
const mostHeaders = 20;
const longestHeaders = 8_192;
const longestName = 200;

/** A multipart body that is not read. `too-large`: the file or a field; `too-many`: more than one file. */
export class MultipartRefused extends Error {
  override name = "MultipartRefused";

  constructor(readonly reason: "malformed" | "too-large" | "too-many") {
    super(`a multipart body is ${reason}`);
  }
}

/**
 * Reads a body of fields and one file at most; a part of a form in which nobody chose a file counts as none. What a client
 * calls the file and its type is kept for nothing: names may hold paths.
 * Errors: MultipartRefused.
 */
export async function readMultipart(body: Buffer, contentType: string, limits: MultipartLimits): Promise<Multipart> {
  const found: Multipart = { fields: new Map(), files: new Map() };
  await new Promise<void>((resolve, reject) => {
    const refuse = (reason: MultipartRefused["reason"]) => {
      reject(new MultipartRefused(reason));
    };
    const parser = parserFor(contentType, limits);
    parser.on("field", (name, value, nameIsCut, valueIsCut) => {
      if (nameIsCut || valueIsCut) refuse("too-large");
      else if (!found.fields.has(name)) found.fields.set(name, value);
    });
    const reading: Promise<void>[] = [];
    parser.on("file", (field, stream, name) => {
      reading.push(
        collect(stream).then(
          (bytes) => {
            // Busboy's types say that there is a name; a part of bytes need not have one.
            const given = (name as string | undefined) ?? "";
            if (bytes.length === 0 && given === "") return;
            if (stream.truncated) refuse("too-large");
            else if (found.files.size > 0) refuse("too-many");
            else
              found.files.set(field, new UploadedFile(bytes, given === "" ? undefined : given.slice(0, longestName)));
          },
          () => {
            refuse("malformed");
          },
        ),
      );
    });
    parser.on("filesLimit", () => {
      refuse("too-many");
    });
    parser.on("fieldsLimit", () => {
      refuse("too-large");
    });
    parser.on("error", () => {
      refuse("malformed");
    });
    parser.on("finish", () => {
      void Promise.all(reading).then(() => {
        resolve();
      });
    });
    parser.end(body);
  });
  return found;
}

function parserFor(contentType: string, { fileBytes, fieldBytes }: MultipartLimits) {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      isPartAFile: (_field, type, name) =>
        name !== undefined || /^(image\/|text\/csv|application\/(octet-stream|vnd\.))/i.test(type ?? ""),
      limits: {
        fileSize: fileBytes,
        // More than is taken, so that there being more is noticed; browsers send empty ones, too.
        files: 4,
        fields: mostFields,
        fieldSize: fieldBytes,
        headerPairs: mostHeaders,
        headerSize: longestHeaders,
      },
    });
  } catch {
    throw new MultipartRefused("malformed");
  }
}

async function collect(stream: BusboyFileStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
