import { randomBytes } from "node:crypto";

/** A part of a multipart body: a field, or a file where it has a file name. */
export interface Part {
  name: string;
  content: string | Buffer;
  fileName?: string;
  type?: string;
}

/** A multipart body with its content type, as browsers send it. */
export function form(parts: readonly Part[]): { raw: Buffer; headers: { "content-type": string } } {
  const boundary = `----orgate${randomBytes(8).toString("hex")}`;
  const raw = Buffer.concat([
    ...parts.flatMap(({ name, content, fileName, type }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"` +
          (fileName === undefined ? "" : `; filename="${fileName}"`) +
          (type === undefined ? "" : `\r\nContent-Type: ${type}`) +
          "\r\n\r\n",
      ),
      typeof content === "string" ? Buffer.from(content) : content,
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { raw, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}

/** A form with one file, and with other fields. */
export const formWith = (file: Buffer, fields: Record<string, string> = {}, fileName = "logo.png") =>
  form([
    ...Object.entries(fields).map(([name, content]) => ({ name, content })),
    { name: "file", content: file, fileName, type: "image/png" },
  ]);

/** A request of the GraphQL multipart request specification: the file goes to `place`. */
export const graphqlForm = (
  query: string,
  variables: Record<string, unknown>,
  file: Buffer,
  place = "variables.input.file",
) =>
  form([
    { name: "operations", content: JSON.stringify({ query, variables }) },
    { name: "map", content: JSON.stringify({ 0: [place] }) },
    { name: "0", content: file, fileName: "logo.png", type: "image/png" },
  ]);
